import WeirModel

extension ConcreteLogic {
    /// `NFTA_FIB_F_…`.
    private enum FibFlag {
        static let source: UInt32 = 1
        static let from: UInt32 = 8
        static let to: UInt32 = 16
        static let present: UInt32 = 32
    }

    mutating func fib(_ result: UInt32, _ flags: UInt32, _ registers: inout RegisterFile<UInt32>, _ slot: Int) -> Bool {
        guard packet.isIP, let source = packet.source, let destination = packet.destination else { return false }
        let address = flags & FibFlag.source != 0 ? source : destination
        let link = flags & FibFlag.from != 0 ? place.from : flags & FibFlag.to != 0 ? place.to : nil
        if result == 3 {
            registers[slot] = hostWord(addressType(address, on: link).rawValue)
            return true
        }
        let found = routeLink(to: address, from: source, to: destination, by: link)
        switch (result, flags & FibFlag.present != 0) {
        case (1, false): registers[slot] = hostWord(found.map { host.links[$0].index } ?? 0)
        case (2, false): store(found.map { host.links[$0].nameBytes } ?? [UInt8](repeating: 0, count: 16), &registers, slot)
        case (1, true): registers[slot] = hostWord(found == nil ? 0 : 1)
        case (2, true): registers[slot] = found == nil ? 0 : 1 << 24
        default: return false
        }
        return true
    }

    /// IPv4 looks into the table of local addresses alone; IPv6 looks at the route.
    private func addressType(_ address: InternetAddress, on link: Int?) -> Host.RouteType {
        guard address.isIPv6 else {
            if address.isZeroNet || address.isLimitedBroadcast { return .broadcast }
            if address.isMulticast { return .multicast }
            guard let found = host.localType(of: address), link == nil || found.link == link else { return .unicast }
            return found.type
        }
        if address.isMulticast { return .multicast }
        guard let route = host.route(to: address) else { return .unreachable }
        switch route.type {
        case .anycast: return .anycast
        case .local:
            guard let link else { return .local }
            return host.links[link].addresses.contains(address) ? .local : .unicast
        case .unreachable, .blackhole, .prohibit: return route.type
        case .unicast, .broadcast, .multicast: return .unicast
        }
    }

    /// The link of the route to an address; `nil` where it is local, has none, or has another link than asked for.
    private func routeLink(to address: InternetAddress, from source: InternetAddress, to destination: InternetAddress, by link: Int?)
        -> Int?
    {
        // Before 6.16 at prerouting alone.
        if place.hook == .prerouting || place.hook == .input, let from = place.from, host.links[from].isLoopback { return from }
        if !address.isIPv6, source.isZeroNet, destination.isLimitedBroadcast || destination.isMulticast { return packet.device }
        guard let route = host.route(to: address) else { return nil }
        let allowed = address.isIPv6 ? [Host.RouteType.unicast] : [.unicast, .broadcast, .multicast]
        guard allowed.contains(route.type), let found = route.link else { return nil }
        return link == nil || link == found ? found : nil
    }

    /// - Parameter key: `NFT_RT_…`.
    mutating func rt(_ key: UInt32, _ registers: inout RegisterFile<UInt32>, _ slot: Int) -> Bool {
        guard let route, let destination = packet.destination else { return false }
        switch key {
        case 0: registers[slot] = 0
        case 1, 2:
            guard packet.isIPv6 == (key == 2) else { return false }
            store((route.via ?? destination).bytes, &registers, slot)
        case 4: registers[slot] = 0
        default:
            unknown(key == 3 ? "the path's largest segment" : "an rt key that is not known")
            registers[slot] = 0
        }
        return true
    }
}
