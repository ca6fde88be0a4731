internal import CNl
internal import WeirModel

/// All links of the namespace, and what rtnetlink says about one of them. `RTM_GETLINK`
public struct Links {
    struct Link {
        var index: UInt32
        var type: UInt16
        var flags: UInt32
        var attributes: Attributes

        var name: String { attributes[IFLA_IFNAME]?.string ?? "" }
        var info: Attributes { Attributes(attributes[IFLA_LINKINFO]?.bytes ?? []) }
        var kind: String? { info[IFLA_INFO_KIND]?.string }
        var master: UInt32? { attributes[IFLA_MASTER]?.u32 }
        /// The link that this one stands on; nil where that one is in another namespace.
        var below: UInt32? {
            guard attributes[IFLA_LINK_NETNSID] == nil else { return nil }
            return attributes[IFLA_LINK]?.u32.flatMap { $0 == 0 || $0 == index ? nil : $0 }
        }

        func u32(_ type: Int) -> UInt32? { attributes[type]?.u32 }

        /// From the body of an `RTM_NEWLINK`: `struct ifinfomsg`, then attributes.
        init?(_ body: ArraySlice<UInt8>) {
            guard let type: UInt16 = body.dropFirst(2).load(), let index: UInt32 = body.dropFirst(4).load(),
                let flags: UInt32 = body.dropFirst(8).load()
            else { return nil }
            self.index = index
            self.type = type
            self.flags = flags
            attributes = Attributes(body.dropFirst(16))
        }
    }

    public var names: [String] { byName.keys }
    private let byName: Grouped<String, Link>
    private let byIndex: Grouped<UInt32, Link>
    /// By the link that they are ports of.
    private let ports: Grouped<UInt32?, Link>
    /// By the link that they stand on. A veth's peer is none: its `IFLA_LINK` says something else.
    private let above: Grouped<UInt32?, Link>
    private let socket: NetlinkSocket

    init(_ socket: NetlinkSocket, withStatistics: Bool = false) throws(NICError) {
        self.socket = socket
        let mask = withStatistics ? 0 : UInt32(RTEXT_FILTER_SKIP_STATS)
        let all: [Link]
        do {
            all = try socket.ask(type: UInt16(RTM_GETLINK), flags: NLM_F_DUMP, payload: Self.request(mask: mask))
                .compactMap(Link.init)
        } catch {
            throw .noSocket(what: "the list of links", why: error.words ?? "error \(error.number)")
        }
        byName = Grouped(all, by: \.name)
        byIndex = Grouped(all, by: \.index)
        ports = Grouped(all, by: \.master)
        above = Grouped(all) { $0.kind == "veth" ? nil : $0.below }
    }

    subscript(name: String) -> Link? { byName[name].first }
    subscript(index: UInt32) -> Link? { byIndex[index].first }

    private static func request(index: UInt32 = 0, mask: UInt32) -> [UInt8] {
        var message = MessageBytes(bytes: [0, 0, 0, 0])
        message.append(index)
        message.append(UInt64(0))
        message.attribute(IFLA_EXT_MASK, mask)
        return message.bytes
    }

    /// `IFLA_NUM_VF`, which only the full message of one link holds.
    private func virtualFunctions(of link: Link) -> UInt32? {
        let request = Self.request(index: link.index, mask: UInt32(RTEXT_FILTER_VF | RTEXT_FILTER_SKIP_STATS))
        guard let answers = try? socket.ask(type: UInt16(RTM_GETLINK), payload: request), let body = answers.first else { return nil }
        return Link(body)?.u32(IFLA_NUM_VF)
    }

    func facts(of link: Link) -> NICProfile.LinkFacts {
        var facts = NICProfile.LinkFacts(
            index: link.index, kind: link.kind, type: Self.typeName(link.type), mtu: link.u32(IFLA_MTU) ?? 0)
        facts.up = link.flags & 1 != 0
        facts.promiscuous = (link.u32(IFLA_PROMISCUITY) ?? 0) > 0
        facts.address = link.attributes[IFLA_ADDRESS].map { $0.bytes.map(hexadecimalDigits).joined(separator: ":") }
        facts.transmitQueues = link.u32(IFLA_NUM_TX_QUEUES) ?? 1
        facts.receiveQueues = link.u32(IFLA_NUM_RX_QUEUES) ?? 1
        facts.qdisc = link.attributes[IFLA_QDISC]?.string
        facts.limits = Self.limits(of: link)
        if let master = link.master.flatMap({ self[$0] }) {
            facts.master = master.name
            facts.masterKind = master.kind
        }
        facts.portKind = link.info[IFLA_INFO_SLAVE_KIND]?.string
        // A veth's IFLA_LINK is its peer, which it does not stand on.
        if link.kind != "veth", let below = link.below.flatMap({ self[$0] }) { facts.lower.append(Self.neighbour(below)) }
        facts.lower += ports[link.index].map(Self.neighbour)
        facts.upper = above[link.index].map(Self.neighbour)
        facts.switchID = link.attributes[IFLA_PHYS_SWITCH_ID]?.hexadecimal
        facts.portName = link.attributes[IFLA_PHYS_PORT_NAME]?.string
        if let device = link.attributes[IFLA_PARENT_DEV_NAME]?.string {
            let bus = link.attributes[IFLA_PARENT_DEV_BUS_NAME]?.string
            facts.parent = bus.map { "\($0)/\(device)" } ?? device
        }
        facts.virtualFunctions = virtualFunctions(of: link)
        facts.vlan = LinkKinds.vlan(link)
        facts.tunnel = LinkKinds.tunnel(link)
        facts.xdp = LinkKinds.xdp(link)
        return facts
    }

    private static func neighbour(_ link: Link) -> NICProfile.Neighbour {
        .init(
            name: link.name, kind: link.kind, mtu: link.u32(IFLA_MTU), vlan: LinkKinds.vlan(link),
            tunnel: LinkKinds.tunnel(link))
    }

    private static func limits(of link: Link) -> NICProfile.SizeLimits {
        .init(
            gsoMaxSize: link.u32(IFLA_GSO_MAX_SIZE), gsoMaxSegments: link.u32(IFLA_GSO_MAX_SEGS),
            groMaxSize: link.u32(58), tsoMaxSize: link.u32(59), tsoMaxSegments: link.u32(60), gsoIPv4MaxSize: link.u32(63),
            groIPv4MaxSize: link.u32(64))
    }

    /// `ARPHRD_*`
    private static func typeName(_ type: UInt16) -> String {
        let names: [UInt16: String] = [
            1: "ether", 772: "loopback", 0xfffe: "none", 768: "tunnel", 769: "tunnel6", 776: "sit", 778: "ipgre", 512: "ppp",
        ]
        return names[type] ?? String(type)
    }
}
