import WeirModel

extension Stack {
    /// A frame arrives at a link.
    mutating func arrive(_ frame: [UInt8], on link: Int) throws(ArrivalError) -> End {
        let room = Packet.room
        var packet = Packet(
            bytes: [UInt8](repeating: 0, count: room) + frame, start: room + 14, link: room, network: room + 14, etherType: 0)
        packet.etherType = packet.number16(room + 12) ?? 0
        packet.device = link
        packet.addressee = Self.addressee(HardwareAddress(frame[..<6]), host.links[link].mac)
        self.packet = packet
        return receive()
    }

    private static func addressee(_ destination: HardwareAddress, _ own: HardwareAddress) -> Packet.Addressee {
        if destination == .broadcast { return .broadcast }
        if destination.isMulticast { return .multicast }
        return destination == own ? .host : .other
    }

    /// What every link does with a received frame (`__netif_receive_skb_core`).
    mutating func receive() -> End {
        guard let device = packet.device else { return .lost }
        guard takeTagOff() else { return .lost }
        if let end = pass(.ingress, .netdev, from: device, to: nil, list: device) { return end }
        if let bridge = host.links[device].master { return receive(onPort: device, of: bridge) }
        while let tag = packet.tag {
            // No VLAN link takes it. A tag of VLAN 0 has only a priority.
            if tag.control & 0xfff != 0 { packet.addressee = .other }
            packet.tag = nil
            if tag.control & 0xfff == 0, EtherType.isVLAN(packet.etherType) { guard takeTagOff() else { return .lost } }
        }
        switch packet.etherType {
        case EtherType.ipv4: return receiveIPv4(device)
        case EtherType.ipv6: return receiveIPv6(device)
        case EtherType.arp: return receiveARP(device)
        default: return .lost
        }
    }

    /// Keeps a frame's outer tag beside its bytes.
    private mutating func takeTagOff() -> Bool {
        guard packet.tag == nil, EtherType.isVLAN(packet.etherType) else { return true }
        guard let link = packet.link, let control = packet.number16(packet.network), let inner = packet.number16(packet.network + 2) else {
            return false
        }
        packet.tag = Packet.Tag(type: packet.etherType, control: control)
        for index in (0..<12).reversed() { packet.bytes[link + 4 + index] = packet.bytes[link + index] }
        packet.link = link + 4
        packet.network += 4
        packet.start = packet.network
        packet.etherType = inner
        return true
    }

    private mutating func receiveARP(_ device: Int) -> End {
        guard packet.addressee != .other, packet.slice(packet.network, 28) != nil, packet.byte(packet.network + 4) == 6,
            packet.byte(packet.network + 5) == 4
        else { return .lost }
        return pass(.input, .arp, from: device, to: nil) ?? .accepted(nil)
    }

    // MARK: IPv4

    private mutating func receiveIPv4(_ device: Int) -> End {
        packet.hasSocket = false
        guard packet.addressee != .other, let first = packet.byte(packet.network), packet.slice(packet.network, 20) != nil, first >> 4 == 4,
            packet.headerLength >= 20, packet.hasGoodHeaderChecksum, let total = packet.number16(packet.network + 2),
            packet.network + Int(total) <= packet.bytes.count, Int(total) >= packet.headerLength
        else { return .lost }
        packet.trim(toNetworkLength: Int(total))
        if let end = pass(.prerouting, .ip, from: device, to: nil) { return end }
        let isLoopback = host.links[device].isLoopback
        if !isLoopback || interpreter.logic.route == nil {
            guard let route = inputRoute(device) else { return .lost }
            interpreter.logic.route = route
        }
        guard let route = interpreter.logic.route, hasGoodOptions(route) else { return .lost }
        switch route.type {
        case .local, .broadcast, .multicast, .anycast: return deliverIPv4(device)
        case .unicast: return forwardIPv4(device, route)
        case .blackhole, .unreachable, .prohibit: return .lost
        }
    }

    /// The route of a received packet; `nil` for addresses that no packet may have.
    private func inputRoute(_ device: Int) -> Host.Route? {
        guard let source = packet.source, let destination = packet.destination else { return nil }
        if let chosen = chosenRoute { return chosen }
        if source.isMulticast || source.isLimitedBroadcast { return nil }
        if destination.isLimitedBroadcast || (source.isUnspecified && destination.isUnspecified) { return Host.Route(type: .broadcast) }
        if source.isZeroNet || destination.isZeroNet || source.isLoopback || destination.isLoopback { return nil }
        if destination.isMulticast { return destination.isAllNodes ? host.route(to: destination) : nil }
        if !(host.settings.acceptLocal ?? false), host.isOwn(source) { return nil }
        return host.route(to: destination)
    }

    /// The route that the input asks for instead of the host's.
    var chosenRoute: Host.Route? {
        guard let destination else { return nil }
        if destination == "local" { return Host.Route(type: .local, link: host.loopback, via: nil) }
        return host.linkPlace(named: destination).map { Host.Route(type: .unicast, link: $0, via: nil) }
    }

    private func hasGoodOptions(_ route: Host.Route) -> Bool {
        guard packet.headerLength > 20 else { return true }
        guard let options = packet.slice(packet.network + 20, packet.headerLength - 20).map(Array.init),
            InternetOptions.areGood(options, strict: false)
        else { return false }
        // A strict source route that ends elsewhere.
        return route.type != .unicast || !options.contains(137)
    }

    private mutating func deliverIPv4(_ device: Int) -> End {
        if packet.isFragment, !reassembly.add(&interpreter.logic.packet, user: .input) { return .lost }
        return pass(.input, .ip, from: device, to: nil) ?? .accepted(nil)
    }

    private mutating func forwardIPv4(_ device: Int, _ route: Host.Route) -> End {
        guard host.settings.forwarding4 ?? true, packet.addressee == .host, packet.timeToLive > 1, let to = route.link else { return .lost }
        decreaseTimeToLive()
        let tos = packet.byte(packet.network + 1) ?? 0
        packet.priority = [0, 0, 2, 2, 6, 6, 4, 4][Int(tos >> 2 & 7)]
        if let end = pass(.forward, .ip, from: device, to: to) { return end }
        return leave(by: to, from: device)
    }

    private mutating func decreaseTimeToLive() {
        guard let old = packet.number16(packet.network + 8), let checksum = packet.number16(packet.network + 10) else { return }
        packet.set16(packet.network + 8, old &- 0x100)
        // The kernel adds 0x0100 to the checksum, with the carry (`ip_decrease_ttl`).
        let sum = UInt32(checksum) + 0x100
        packet.set16(packet.network + 10, UInt16(truncatingIfNeeded: sum + (sum >= 0xffff ? 1 : 0)))
    }

    // MARK: IPv6

    private mutating func receiveIPv6(_ device: Int) -> End {
        packet.hasSocket = false
        let isLoopback = host.links[device].isLoopback
        guard packet.addressee != .other, let first = packet.byte(packet.network), packet.slice(packet.network, 40) != nil, first >> 4 == 6,
            let source = packet.source, let destination = packet.destination, isLoopback || !source.isLoopback && !destination.isLoopback,
            !source.isMulticast, !destination.isMulticast || destination.bits >> 112 & 0xf > (isLoopback ? 0 : 1),
            let payload = packet.number16(packet.network + 4)
        else { return .lost }
        let next = packet.byte(packet.network + 6)
        if payload != 0 || next != ExtensionHeader.hopByHop {
            guard packet.network + 40 + Int(payload) <= packet.bytes.count else { return .lost }
            packet.trim(toNetworkLength: 40 + Int(payload))
        }
        if next == ExtensionHeader.hopByHop, !hasGoodHopByHopHeader { return .lost }
        if let end = pass(.prerouting, .ip6, from: device, to: nil) { return end }
        if !isLoopback || interpreter.logic.route == nil {
            guard let destination = packet.destination, let route = chosenRoute ?? host.route(to: destination) else { return .lost }
            interpreter.logic.route = route
        }
        guard let route = interpreter.logic.route, let now = packet.destination else { return .lost }
        switch route.type {
        case .multicast where !now.isAllNodes: return .lost
        case .local, .broadcast, .multicast, .anycast: return pass(.input, .ip6, from: device, to: nil) ?? .accepted(nil)
        case .unicast: return forwardIPv6(device, route)
        case .blackhole, .unreachable, .prohibit: return .lost
        }
    }

    /// Options that a node has to know, and does not, end the packet's way.
    private var hasGoodHopByHopHeader: Bool {
        let header = packet.network + 40
        guard let length = packet.byte(header + 1), let options = packet.slice(header + 2, (Int(length) + 1) * 8 - 2) else { return false }
        let bytes = Array(options)
        var at = 0
        while at < bytes.count {
            if bytes[at] == 0 {
                at += 1
                continue
            }
            guard at + 1 < bytes.count, at + 2 + Int(bytes[at + 1]) <= bytes.count else { return false }
            switch bytes[at] {
            case 1, 5: break
            default: if bytes[at] >> 6 != 0 { return false }
            }
            at += 2 + Int(bytes[at + 1])
        }
        return true
    }

    private mutating func forwardIPv6(_ device: Int, _ route: Host.Route) -> End {
        guard host.settings.forwarding6 ?? true, packet.addressee == .host, packet.timeToLive > 1, let to = route.link,
            let source = packet.source, to == device || !source.isUnspecified && !source.isLoopback && !source.isLinkLocal
        else { return .lost }
        packet.bytes[packet.network + 7] -= 1
        if let end = pass(.forward, .ip6, from: device, to: to) { return end }
        return leave(by: to, from: device)
    }
}
