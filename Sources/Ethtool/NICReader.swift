internal import CNl
internal import Glibc
internal import Netlink
package import WeirModel

/// Reads links of the network namespace that the process is in.
package struct NICReader {
    private let route: Connection
    private let family: EthtoolFamily?
    private let familyFailure: KernelError?

    package init() throws(NICError) {
        try self.init(route: Connection(opening: .route), generic: Connection(opening: .generic))
    }

    init(route: Connection, generic: Connection) {
        self.route = route
        do {
            family = try EthtoolFamily(generic)
            familyFailure = nil
        } catch {
            family = nil
            familyFailure = error
        }
    }

    /// All links.
    package func links() throws(NICError) -> Links { try Links(route) }

    package func read(_ name: String) throws(NICError) -> NICProfile { try read(name, among: links()) }

    /// All that the kernel tells about one link. Only a link that is not there, or goes away under way, is an error.
    ///
    /// - Parameter links: as `links()` gave them; read once where several links are asked for.
    package func read(_ name: String, among links: Links) throws(NICError) -> NICProfile {
        guard let link = links[name] else {
            throw .noSuchLink(
                name: name, help: links.names.isEmpty ? nil : "this namespace has " + links.names.map { "`\($0)`" }.joined(separator: ", ")
            )
        }
        let ioctl = try EthtoolIoctl(link: name)
        var profile = NICProfile(name: name, unread: "not asked")
        profile.kernel = HostFiles.kernelRelease()
        profile.link = .value(links.facts(of: link))
        profile.driver = try reading("driver", name) { () throws(KernelError) in
            let driver = try DriverInfo.read(ioctl)
            return driver.name.isEmpty ? .absent : .value(driver)
        }
        profile.placement = .value(HostFiles.placement(driver: profile.driver.value?.name, parent: profile.link.value?.parent))
        try readSettings(into: &profile, index: link.index, ioctl)
        var rss = try HashFields.read(ioctl, link: name)
        rss.isSymmetric = family.flatMap { try? $0.get(ReceiveHash.command, link: link.index, ReceiveHash.isSymmetric) } ?? nil
        let contexts = try? family?.all(ReceiveHash.command, link: link.index, ReceiveHash.context)
        rss.contexts = contexts.map { Dictionary($0.compactMap(\.self), uniquingKeysWith: { first, _ in first }) }
        profile.rss = .value(rss)
        profile.ntuple = try Ntuple.read(ioctl, link: name)
        profile.queues = QueueFiles.read(name, expecting: link.index)
        profile.host = .value(HostFiles.facts(link: name))
        return profile
    }

    private func readSettings(into profile: inout NICProfile, index: UInt32, _ ioctl: EthtoolIoctl) throws(NICError) {
        let name = profile.name
        func ask<Value>(
            _ what: String, _ command: Int, _ decode: (Attributes) -> Value,
            orElse old: ((EthtoolIoctl) throws(KernelError) -> Value)? = nil
        ) throws(NICError) -> Reading<Value> {
            try reading(what, name) { () throws(KernelError) in
                if let family { return .value(try family.get(command, link: index, decode)) }
                if let old { return .value(try old(ioctl)) }
                throw familyFailure ?? KernelError(.absent, "this kernel has no ethtool netlink")
            }
        }
        profile.features = try ask("features", ETHTOOL_MSG_FEATURES_GET, Features.decode, orElse: Features.read)
        profile.channels = try ask("channels", ETHTOOL_MSG_CHANNELS_GET, Channels.decode, orElse: Channels.read)
        profile.rings = try ask("rings", ETHTOOL_MSG_RINGS_GET, Rings.decode, orElse: Rings.read)
        profile.coalescing = try ask("coalescing", ETHTOOL_MSG_COALESCE_GET, Coalescing.decode, orElse: Coalescing.read)
        profile.timestamping = try ask("timestamping", ETHTOOL_MSG_TSINFO_GET, Timestamping.decode)
        profile.macMerge = try ask("MAC merge layer", MACMerge.command, MACMerge.decode)
        profile.tunnelPorts = try ask("tunnel ports", ETHTOOL_MSG_TUNNEL_INFO_GET, TunnelPorts.decode)
        let carrier = try ask("link state", ETHTOOL_MSG_LINKSTATE_GET, Speed.carrier)
        let speed = try ask("link modes", ETHTOOL_MSG_LINKMODES_GET, Speed.decode)
        // A virtual link has a carrier, but neither speed nor duplex.
        profile.speed = speed
        if let up = carrier.value ?? nil {
            if case .notSupported = speed { profile.speed = .value(.init(carrier: up)) }
            if case .value(var value) = speed {
                value.carrier = up
                profile.speed = .value(value)
            }
        }
    }
}

/// The result of a request. Only a deleted link ends the reading of a profile.
func reading<Value>(
    _ what: String, _ link: String, _ ask: () throws(KernelError) -> Reading<Value>
) throws(NICError) -> Reading<Value> {
    do {
        return try ask()
    } catch {
        return try error.reading(asking: what, of: link)
    }
}
