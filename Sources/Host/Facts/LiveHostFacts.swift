internal import CNl
internal import Glibc
internal import Netlink
import PacketEngine
import WeirModel

/// The facts of this host, read from rtnetlink and procfs, in the calling thread's network namespace.
package enum LiveHostFacts {
    package static func read() throws -> HostFacts {
        do throws(KernelError) {
            return try LiveHostReader().facts()
        } catch {
            throw HostError("cannot read links, addresses and routes: \(error.message)", help: error.help)
        }
    }
}

private final class LiveHostReader {
    private let connection: Connection
    private var names: [UInt32: String] = [:]

    init() throws(KernelError) { connection = Connection(try Socket(.route)) }

    func facts() throws(KernelError) -> HostFacts {
        var masters: [String: UInt32] = [:]
        var facts = HostFacts()
        facts.links = try dump(RTM_GETLINK, header: 16) { payload, attributes in
            guard let type: UInt16 = payload.number(at: 2), let index: UInt32 = payload.number(at: 4),
                let name = attributes[attribute: IFLA_IFNAME]?.text
            else { return nil }
            let info = (attributes[attribute: IFLA_LINKINFO] ?? .empty).attributes
            names[index] = name
            masters[name] = attributes[attribute: IFLA_MASTER]?.number()
            return HostFacts.Link(
                name: name, index: index, type: type, group: attributes[attribute: IFLA_GROUP]?.number(),
                mac: attributes[attribute: IFLA_ADDRESS]?.hardwareAddress,
                kind: type == 772 ? "loopback" : info[attribute: IFLA_INFO_KIND]?.text ?? "ether")
        }
        for index in facts.links.indices { facts.links[index].master = masters[facts.links[index].name].flatMap { names[$0] } }
        facts.addresses = try addresses()
        facts.routes = try routes()
        facts.neighbours = try neighbours()
        facts.fdb = try forwardingEntries(of: facts.links)
        facts.settings = settings()
        facts.socket = HostFacts.Owner(uid: geteuid(), gid: getegid())
        return facts
    }

    /// - Parameter header: the bytes before the attributes.
    private func dump<Value>(
        _ type: Int, family: UInt8 = 0, header: Int, _ read: (Payload, Attributes) -> Value?
    ) throws(KernelError) -> [Value] {
        let request = MessageWriter(capacity: 64)
        request.begin(type: UInt16(type), flags: UInt16(NLM_F_DUMP))
        request.append([family] + Array(repeating: 0, count: header - 1))
        request.end()
        // Each request to read is answered by the kind before it.
        return try connection.dump(request, answeredBy: UInt16(type - 2)) { read($0.payload, $0.payload.attributes(from: header)) }
    }

    private func addresses() throws(KernelError) -> [HostFacts.Address] {
        try dump(RTM_GETADDR, header: 8) { payload, attributes in
            guard let length: UInt8 = payload.number(at: 1), let index: UInt32 = payload.number(at: 4), let link = names[index],
                let address = (attributes[attribute: Int(IFA_LOCAL)] ?? attributes[attribute: Int(IFA_ADDRESS)])?.internetAddress
            else { return nil }
            return HostFacts.Address(
                link: link, address: "\(address)/\(length)", broadcast: attributes[attribute: Int(IFA_BROADCAST)]?.internetAddress)
        }
    }

    /// Those of the main table; the one with the lowest metric, where several lead to one network.
    private func routes() throws(KernelError) -> [HostFacts.Route] {
        let all: [(route: HostFacts.Route, metric: UInt32)] = try dump(RTM_GETROUTE, header: 12) { payload, attributes in
            guard let family: UInt8 = payload.number(at: 0), let length: UInt8 = payload.number(at: 1),
                let shortTable: UInt8 = payload.number(at: 4), let number: UInt8 = payload.number(at: 7),
                let flags: UInt32 = payload.number(at: 8), flags & UInt32(RTM_F_CLONED) == 0,
                family == UInt8(AF_INET) || family == UInt8(AF_INET6),
                attributes[attribute: Int(RTA_TABLE.rawValue)]?.number() ?? UInt32(shortTable) == UInt32(RT_TABLE_MAIN.rawValue),
                let type = Self.kinds[number]
            else { return nil }
            // Of several ways the first one stands for all.
            let first = attributes[attribute: Int(RTA_MULTIPATH.rawValue)]
            let ways = first?.attributes(from: 8)
            let index: UInt32? = attributes[attribute: Int(RTA_OIF.rawValue)]?.number() ?? first?.number(at: 4)
            let via = attributes[attribute: Int(RTA_GATEWAY.rawValue)] ?? ways?[attribute: Int(RTA_GATEWAY.rawValue)]
            let to = attributes[attribute: Int(RTA_DST.rawValue)]?.internetAddress ?? (family == UInt8(AF_INET) ? "0.0.0.0" : "::")
            let route = HostFacts.Route(
                to: "\(to)/\(length)", link: type == .unicast ? index.flatMap { names[$0] } : nil, via: via?.internetAddress, type: type)
            return (route, attributes[attribute: Int(RTA_PRIORITY.rawValue)]?.number() ?? 0)
        }
        var least: [String: UInt32] = [:]
        for entry in all { least[entry.route.to] = min(least[entry.route.to] ?? .max, entry.metric) }
        return all.filter { least[$0.route.to] == $0.metric }.map(\.route)
    }

    private static let kinds: [UInt8: HostFacts.Route.Kind] = [1: .unicast, 6: .blackhole, 7: .unreachable, 8: .prohibit]

    private func neighbours() throws(KernelError) -> [HostFacts.Neighbour] {
        try dump(RTM_GETNEIGH, header: 12) { payload, attributes in
            guard let index: UInt32 = payload.number(at: 4), let link = names[index],
                let address = attributes[attribute: Int(NDA_DST)]?.internetAddress,
                let mac = attributes[attribute: Int(NDA_LLADDR)]?.hardwareAddress
            else { return nil }
            return HostFacts.Neighbour(link: link, address: address, mac: mac)
        }
    }

    private func forwardingEntries(of links: [HostFacts.Link]) throws(KernelError) -> [HostFacts.ForwardingEntry] {
        let own = Set(links.compactMap(\.mac))
        return try dump(RTM_GETNEIGH, family: UInt8(AF_BRIDGE), header: 12) { payload, attributes in
            guard let index: UInt32 = payload.number(at: 4), let port = names[index],
                let master: UInt32 = attributes[attribute: Int(NDA_MASTER)]?.number(), let bridge = names[master],
                let mac = attributes[attribute: Int(NDA_LLADDR)]?.hardwareAddress, !own.contains(mac)
            else { return nil }
            return HostFacts.ForwardingEntry(bridge: bridge, port: port, mac: mac)
        }
    }

    private func settings() -> HostFacts.Settings {
        func isOn(_ name: String) -> Bool? {
            guard let file = fopen("/proc/sys/net/" + name, "re") else { return nil }
            defer { fclose(file) }
            let digit = fgetc(file)
            return digit == EOF ? nil : digit != 0x30
        }
        var settings = HostFacts.Settings()
        settings.forwarding4 = isOn("ipv4/ip_forward")
        settings.forwarding6 = isOn("ipv6/conf/all/forwarding")
        settings.bridgeNfCall = isOn("bridge/bridge-nf-call-iptables") ?? false
        settings.conntrackChecksum = isOn("netfilter/nf_conntrack_checksum")
        settings.tcpLoose = isOn("netfilter/nf_conntrack_tcp_loose")
        settings.tcpBeLiberal = isOn("netfilter/nf_conntrack_tcp_be_liberal")
        settings.conntrackAccounting = isOn("netfilter/nf_conntrack_acct")
        return settings
    }
}

extension Payload {
    /// Of four or sixteen bytes.
    fileprivate var internetAddress: String? {
        guard count == 4 || count == 16 else { return nil }
        let number = bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        return count == 4 ? AddressText.ipv4(number) : AddressText.ipv6(number)
    }

    fileprivate var hardwareAddress: String? {
        guard count == 6 else { return nil }
        return AddressText.hardware(bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }, bytes: 6)
    }
}
