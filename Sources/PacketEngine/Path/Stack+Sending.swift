import WeirModel

extension Stack {
    /// A raw socket of this host sends an IP packet.
    mutating func sendLocally(_ bytes: [UInt8], mark: UInt32) throws(ArrivalError) -> End {
        // A raw socket of IPv6 does not look at the version.
        let isIPv6 = bytes.first.map { $0 >> 4 != 4 } ?? false
        guard bytes.count >= (isIPv6 ? 40 : 20) else { throw ArrivalError("a local packet of \(bytes.count) bytes has no IP header") }
        var packet = Packet(
            bytes: [UInt8](repeating: 0, count: Packet.room) + bytes, start: Packet.room, link: nil, network: Packet.room,
            etherType: isIPv6 ? EtherType.ipv6 : EtherType.ipv4)
        packet.mark = mark
        packet.hasSocket = true
        if !isIPv6 {
            // The socket fills in the length and the checksum.
            packet.set16(packet.network + 2, UInt16(clamping: bytes.count))
            if packet.headerLength >= 20 { packet.sealHeader() }
        }
        self.packet = packet
        guard let destination = packet.destination, let route = chosenRoute ?? outputRoute(to: destination) else { return .lost }
        interpreter.logic.route = route
        guard let to = outputLink(route) else { return .lost }
        if let end = pass(.output, isIPv6 ? .ip6 : .ip, from: nil, to: to) { return end }
        guard let route = interpreter.logic.route, let link = outputLink(route) else { return .lost }
        return leave(by: link, from: nil)
    }

    /// The unspecified address is this host.
    private func outputRoute(to destination: InternetAddress) -> Host.Route? {
        destination.isUnspecified ? Host.Route(type: .local, link: host.loopback) : host.route(to: destination)
    }

    private func outputLink(_ route: Host.Route) -> Int? {
        switch route.type {
        case .local, .anycast: host.loopback
        case .unicast, .broadcast, .multicast: route.link
        case .blackhole, .unreachable, .prohibit: nil
        }
    }

    /// NAT at output chooses the route again where it changed the destination.
    mutating func rerouteIfTranslated(_ connection: Int) {
        guard case .connection(_, _, let direction) = packet.tracking else { return }
        let entry = interpreter.logic.table.connections[connection]
        if entry.tuple(direction).destination != entry.tuple(direction.other).source { reroute() }
    }

    /// A chain of type `route` does, too, where a rule changed the packet.
    mutating func rerouteIfChanged(_ before: Packet) {
        let changed =
            before.mark != packet.mark || before.source != packet.source || before.destination != packet.destination
            || before.byte(before.network + 1) != packet.byte(packet.network + 1)
        if changed { reroute() }
    }

    private mutating func reroute() {
        var route = packet.destination.flatMap { outputRoute(to: $0) }
        // Now that the source is known, a packet for many leaves by its link.
        if let source = packet.source, let own = host.localType(of: source), own.type == .local, !source.isIPv6,
            route?.type == .multicast || packet.destination?.isLimitedBroadcast == true
        {
            route?.link = own.link
        }
        interpreter.logic.route = route
    }

    /// The last hook of IP, and the link.
    mutating func leave(by to: Int, from: Int?) -> End {
        packet.device = to
        if let end = pass(.postrouting, packet.isIPv6 ? .ip6 : .ip, from: from, to: to) { return end }
        pushHeader(from: host.links[to].mac, to: nextHop(by: to))
        return transmit(on: to)
    }

    /// A neighbour that the facts do not have is one that will answer.
    private func nextHop(by link: Int) -> HardwareAddress {
        guard let destination = packet.destination, !host.links[link].isLoopback else { return .zero }
        let route = interpreter.logic.route
        if case .broadcast? = route?.type { return .broadcast }
        if destination.isMulticast {
            return packet.isIPv6
                ? HardwareAddress(bits: 0x3333_0000_0000 | UInt64(destination.bits & 0xffff_ffff))
                : HardwareAddress(bits: 0x0100_5e00_0000 | UInt64(destination.bits & 0x7f_ffff))
        }
        return host.neighbour(route?.via ?? destination, on: link) ?? .zero
    }

    private mutating func pushHeader(from source: HardwareAddress, to destination: HardwareAddress) {
        let header = destination.bytes + source.bytes + [UInt8(packet.etherType >> 8), UInt8(truncatingIfNeeded: packet.etherType)]
        packet.tag = nil
        let start = packet.network - 14
        guard start >= 0 else { return }
        for (index, byte) in header.enumerated() { packet.bytes[start + index] = byte }
        packet.link = start
        packet.start = start
    }

    /// A frame leaves by a link: from its link header on.
    mutating func transmit(on link: Int) -> End {
        packet.device = link
        if let end = pass(.egress, .netdev, from: nil, to: link, list: link) { return end }
        if host.links[link].isLoopback { return loopBack() }
        if host.links[link].isBridge { return sendByBridge(link) }
        return .accepted(link)
    }

    /// The loopback gives the packet back, with its mark, its connection and its route.
    private mutating func loopBack() -> End {
        packet.start = packet.network
        packet.hasSocket = false
        packet.addressee = .host
        return receive()
    }

    /// A packet socket sends a frame.
    mutating func send(_ frame: [UInt8], on link: Int) throws(ArrivalError) -> End {
        let room = Packet.room
        var packet = Packet(
            bytes: [UInt8](repeating: 0, count: room) + frame, start: room, link: room, network: room + 14, etherType: 0)
        packet.etherType = packet.number16(room + 12) ?? 0
        packet.hasSocket = true
        if EtherType.isVLAN(packet.etherType) {
            // The type of the frame stays that of the tag; the network header is behind all tags.
            var type = packet.etherType
            while EtherType.isVLAN(type), let inner = packet.number16(packet.network + 2) {
                packet.network += 4
                type = inner
            }
        }
        self.packet = packet
        return transmit(on: link)
    }
}
