/// The facts of a host, with its links, addresses and routes indexed.
package struct Host: Sendable {
    struct Link: Sendable {
        var name: String
        var nameBytes: [UInt8]
        var index: UInt32
        var type: UInt16
        var group: UInt32
        var mac: HardwareAddress
        var kind: String
        /// The place of its bridge in `links`.
        var master: Int?
        var isLoopback: Bool { type == 772 }
        var isBridge: Bool { kind == "bridge" }
        /// In the kernel's order, the first is the primary one.
        var addresses: [InternetAddress] = []
    }

    enum RouteType: UInt32, Sendable {
        case unicast = 1
        case local, broadcast, anycast, multicast, blackhole, unreachable, prohibit
    }

    struct Route: Sendable {
        var type: RouteType
        /// The place of the link in `links`.
        var link: Int?
        var via: InternetAddress?
    }

    private(set) var links: [Link]
    private let linkPlaces: [String: Int]
    private var local: [InternetAddress: (link: Int, type: RouteType)] = [:]
    /// Of each own address.
    private var subnets: [InternetAddress: AddressPrefix] = [:]
    private var localNetworks: [(prefix: AddressPrefix, link: Int)] = []
    private var routes: [(prefix: AddressPrefix, route: Route)] = []
    private var neighbours: [LinkAddress: HardwareAddress] = [:]
    /// Of each bridge: the port of an address.
    private var fdb: [BridgeAddress: Int] = [:]
    let settings: HostFacts.Settings
    let owner: HostFacts.Owner

    private struct LinkAddress: Hashable {
        var link: Int
        var address: InternetAddress
    }
    private struct BridgeAddress: Hashable {
        var bridge: Int
        var mac: HardwareAddress
    }

    package init(_ facts: HostFacts) throws(HostFactsError) {
        let places = Dictionary(facts.links.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        linkPlaces = places
        func place(_ name: String, _ what: String) throws(HostFactsError) -> Int {
            guard let place = places[name] else { throw HostFactsError("\(what) names the link `\(name)`, which `links` does not have") }
            return place
        }
        links = []
        for link in facts.links {
            if link.kind == "bridge", let master = link.master {
                throw HostFactsError("the bridge `\(link.name)` is a port of `\(master)`; a bridge has no bridges as ports")
            }
            var mac = HardwareAddress.zero
            if let text = link.mac {
                guard let parsed = HardwareAddress(text) else { throw HostFactsError("`\(text)` is not an Ethernet address") }
                mac = parsed
            }
            links.append(
                Link(
                    name: link.name,
                    nameBytes: Array(link.name.utf8.prefix(15)) + [UInt8](repeating: 0, count: max(1, 16 - link.name.utf8.count)),
                    index: link.index, type: link.type, group: link.group ?? 0, mac: mac, kind: link.kind ?? "ether",
                    master: try link.master.map { name throws(HostFactsError) in try place(name, "link `\(link.name)`") }.flatMap {
                        facts.links[$0].kind == "bridge" ? $0 : nil
                    }))
        }
        settings = facts.settings ?? HostFacts.Settings()
        owner = facts.socket ?? HostFacts.Owner(uid: 0, gid: 0)
        for entry in facts.addresses ?? [] {
            let link = try place(entry.link, "an address")
            let prefix = try Self.prefix(entry.address)
            guard let address = InternetAddress(String(entry.address.prefix { $0 != "/" })) else {
                throw HostFactsError("`\(entry.address)` is not an address")
            }
            links[link].addresses.append(address)
            local[address] = (link, .local)
            subnets[address] = prefix
            if !address.isIPv6 {
                if links[link].isLoopback { localNetworks.append((prefix, link)) }
                if prefix.length < 31, !links[link].isLoopback {
                    let host = UInt128(0xffff_ffff) >> UInt128(prefix.length)
                    local[InternetAddress(bits: address.bits | host, isIPv6: false)] = (link, .broadcast)
                }
                if let text = entry.broadcast {
                    guard let broadcast = InternetAddress(text) else { throw HostFactsError("`\(text)` is not an address") }
                    local[broadcast] = (link, .broadcast)
                }
            } else if settings.forwarding6 ?? true, prefix.length < 127, !links[link].isLoopback {
                // The subnet-router anycast address.
                if local[prefix.address] == nil { local[prefix.address] = (link, .anycast) }
            }
        }
        for entry in facts.routes ?? [] {
            var via: InternetAddress?
            if let text = entry.via {
                guard let address = InternetAddress(text) else { throw HostFactsError("`\(text)` is not an address") }
                via = address
            }
            let type: RouteType =
                switch entry.type ?? .unicast {
                case .unicast: .unicast
                case .unreachable: .unreachable
                case .blackhole: .blackhole
                case .prohibit: .prohibit
                }
            let link = try entry.link.map { name throws(HostFactsError) in try place(name, "a route") }
            routes.append((try Self.prefix(entry.to), Route(type: type, link: link, via: via)))
        }
        routes.sort { $0.prefix.length > $1.prefix.length }
        for entry in facts.neighbours ?? [] {
            guard let address = InternetAddress(entry.address) else { throw HostFactsError("`\(entry.address)` is not an address") }
            guard let mac = HardwareAddress(entry.mac) else { throw HostFactsError("`\(entry.mac)` is not an Ethernet address") }
            neighbours[LinkAddress(link: try place(entry.link, "a neighbour"), address: address)] = mac
        }
        for entry in facts.fdb ?? [] {
            guard let mac = HardwareAddress(entry.mac) else { throw HostFactsError("`\(entry.mac)` is not an Ethernet address") }
            fdb[BridgeAddress(bridge: try place(entry.bridge, "the fdb"), mac: mac)] = try place(entry.port, "the fdb")
        }
    }

    private static func prefix(_ text: String) throws(HostFactsError) -> AddressPrefix {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = InternetAddress(String(first)) else {
            throw HostFactsError("`\(text)` is not an address")
        }
        guard parts.count == 2 else { return AddressPrefix(address: address, length: address.width) }
        guard let length = Int(parts[1]), (0...address.width).contains(length) else {
            throw HostFactsError("`\(text)` is not a prefix: an address of \(address.width) bits has no prefix of /\(parts[1])")
        }
        return AddressPrefix(address: address, length: length)
    }

    // MARK: links

    package func linkPlace(named name: String) -> Int? { linkPlaces[name] }
    package func linkName(at place: Int) -> String { links[place].name }
    func linkPlace(index: UInt32) -> Int? { links.firstIndex { $0.index == index } }
    var loopback: Int? { links.firstIndex(where: \.isLoopback) }
    func ports(of bridge: Int) -> [Int] { links.indices.filter { links[$0].master == bridge } }
    func port(of bridge: Int, for mac: HardwareAddress) -> Int? { fdb[BridgeAddress(bridge: bridge, mac: mac)] }
    func neighbour(_ address: InternetAddress, on link: Int) -> HardwareAddress? {
        neighbours[LinkAddress(link: link, address: address)]
    }

    // MARK: addresses and routes

    func localType(of address: InternetAddress) -> (link: Int, type: RouteType)? {
        if let found = local[address] { return found }
        return localNetworks.first { $0.prefix.contains(address) }.map { ($0.link, .local) }
    }

    func isOwn(_ address: InternetAddress) -> Bool { localType(of: address)?.type == .local }

    /// The route to an address; `nil` if there is none.
    func route(to address: InternetAddress) -> Route? {
        if address.isLimitedBroadcast || address.isMulticast {
            // It leaves by the link of the route that covers it.
            let covering = routes.first { $0.prefix.contains(address) }?.route
            let any = address.isIPv6 ? links.firstIndex { !$0.isLoopback && $0.addresses.contains(where: \.isIPv6) } : nil
            return Route(type: address.isMulticast ? .multicast : .broadcast, link: any ?? covering?.link, via: nil)
        }
        if let found = localType(of: address) { return Route(type: found.type, link: found.link, via: nil) }
        return routes.first { $0.prefix.contains(address) }?.route
    }

    /// The address that `masquerade` takes for a link; another link's where it has none.
    func sourceAddress(of link: Int, isIPv6: Bool) -> InternetAddress? {
        func first(_ link: Link) -> InternetAddress? { link.addresses.first { $0.isIPv6 == isIPv6 && !$0.isLoopback && !$0.isLinkLocal } }
        return first(links[link]) ?? links.lazy.compactMap(first).first
    }
}

/// Facts of a host that can't be.
package struct HostFactsError: Error, Hashable, CustomStringConvertible {
    package var description: String
    package init(_ description: String) { self.description = description }
}

extension Host {
    /// `inet_select_addr`: of a link's addresses the one of the destination's subnet, else the first.
    func masqueradeAddress(of link: Int, towards destination: InternetAddress?) -> InternetAddress? {
        let own = links[link].addresses.filter { !$0.isIPv6 && !$0.isLoopback }
        if let destination, let subnet = own.first(where: { isInSubnet($0, destination) }) { return subnet }
        return own.first ?? sourceAddress(of: link, isIPv6: false)
    }

    private func isInSubnet(_ address: InternetAddress, _ destination: InternetAddress) -> Bool {
        subnets[address]?.contains(destination) ?? false
    }
}
