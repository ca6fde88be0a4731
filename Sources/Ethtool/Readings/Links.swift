internal import CNl
internal import Netlink
internal import WeirModel

/// All links of the namespace, with rtnetlink's attributes of one of them. `RTM_GETLINK`
package struct Links {
    struct Link {
        var name: String
        /// Everything except the relations to other links.
        var facts: NICProfile.LinkReading
        var mtu: UInt32?
        /// The index of the bridge or bond that the link is a port of.
        var master: UInt32?
        /// The index of the link below; `nil` if that one is in another namespace.
        var below: UInt32?
        /// `struct rtnl_link_stats64`, if requested.
        var statistics: [UInt64]

        /// `struct ifinfomsg`, then attributes.
        init?(_ payload: Payload) {
            guard let type: UInt16 = payload.number(at: 2), let index: UInt32 = payload.number(at: 4),
                let flags: UInt32 = payload.number(at: 8)
            else { return nil }
            let attributes = payload.attributes(from: 16)
            let info = (attributes[attribute: IFLA_LINKINFO] ?? .empty).attributes
            name = attributes[attribute: IFLA_IFNAME]?.text ?? ""
            mtu = attributes[attribute: IFLA_MTU]?.number()
            master = attributes[attribute: IFLA_MASTER]?.number()
            let lower: UInt32? = attributes[attribute: IFLA_LINK]?.number()
            below = attributes[attribute: IFLA_LINK_NETNSID] == nil && lower != 0 && lower != index ? lower : nil
            let counters = attributes[attribute: IFLA_STATS64] ?? .empty
            statistics = (0..<counters.count / 8).compactMap { counters.number(at: $0 * 8) }

            let kind = info[attribute: IFLA_INFO_KIND]?.text
            facts = NICProfile.LinkReading(index: index, kind: kind, type: Links.typeName(type), mtu: mtu ?? 0)
            facts.up = flags & 1 != 0
            facts.promiscuous = (attributes[attribute: IFLA_PROMISCUITY]?.number() ?? UInt32(0)) > 0
            facts.address = attributes[attribute: IFLA_ADDRESS]?.bytes.hexadecimal(separator: ":")
            facts.transmitQueues = attributes[attribute: IFLA_NUM_TX_QUEUES]?.number() ?? 1
            facts.receiveQueues = attributes[attribute: IFLA_NUM_RX_QUEUES]?.number() ?? 1
            facts.qdisc = attributes[attribute: IFLA_QDISC]?.text
            facts.limits = Links.limits(attributes)
            facts.portKind = info[attribute: IFLA_INFO_SLAVE_KIND]?.text
            facts.switchID = attributes[attribute: IFLA_PHYS_SWITCH_ID]?.bytes.hexadecimal()
            facts.portName = attributes[attribute: IFLA_PHYS_PORT_NAME]?.text
            if let device = attributes[attribute: IFLA_PARENT_DEV_NAME]?.text {
                facts.parent = attributes[attribute: IFLA_PARENT_DEV_BUS_NAME].map { "\($0.text)/\(device)" } ?? device
            }
            let data = (info[attribute: IFLA_INFO_DATA] ?? .empty).attributes
            facts.vlan = LinkKinds.vlan(kind, data)
            facts.tunnel = LinkKinds.tunnel(kind, data)
            facts.xdp = LinkKinds.xdp(attributes)
        }

        var index: UInt32 { facts.index }

        fileprivate var neighbour: NICProfile.Neighbour {
            .init(name: name, kind: facts.kind, mtu: mtu, vlan: facts.vlan, tunnel: facts.tunnel)
        }
    }

    package var names: [String] { byName.keys }
    private let byName: Grouped<String, Link>
    private let byIndex: Grouped<UInt32, Link>
    /// By the link that they are ports of.
    private let ports: Grouped<UInt32?, Link>
    /// Grouped by the link below. A veth's peer is not below it, though `IFLA_LINK` names it.
    private let above: Grouped<UInt32?, Link>
    private let connection: Connection

    init(_ connection: Connection, withStatistics: Bool = false) throws(NICError) {
        self.connection = connection
        let mask = withStatistics ? 0 : UInt32(RTEXT_FILTER_SKIP_STATS)
        let all: [Link]
        do {
            all = try connection.dump(Self.request(NLM_F_DUMP, mask: mask), answeredBy: UInt16(RTM_NEWLINK)) { Link($0.payload) }
        } catch {
            throw .noSocket(what: "the list of links", why: error.words)
        }
        byName = Grouped(all, by: \.name)
        byIndex = Grouped(all, by: \.index)
        ports = Grouped(all, by: \.master)
        above = Grouped(all) { $0.facts.kind == "veth" ? nil : $0.below }
    }

    subscript(name: String) -> Link? { byName[name].first }
    subscript(index: UInt32) -> Link? { byIndex[index].first }

    private static func request(_ flags: Int32, index: UInt32 = 0, mask: UInt32) -> MessageWriter {
        let request = MessageWriter(capacity: 64)
        request.begin(type: UInt16(RTM_GETLINK), flags: UInt16(flags))
        for number in [0, index, 0, 0] { request.append(number) }
        request.put(IFLA_EXT_MASK, mask)
        request.end()
        return request
    }

    /// `IFLA_NUM_VF`, which only the full message of one link holds.
    private func virtualFunctions(of link: Link) -> UInt32? {
        let request = Self.request(NLM_F_ACK, index: link.index, mask: UInt32(RTEXT_FILTER_VF | RTEXT_FILTER_SKIP_STATS))
        let answers = try? connection.dump(request, answeredBy: UInt16(RTM_NEWLINK)) {
            $0.payload.attributes(from: 16)[attribute: IFLA_NUM_VF]?.number(UInt32.self)
        }
        return answers?.first
    }

    func facts(of link: Link) -> NICProfile.LinkReading {
        var facts = link.facts
        if let master = link.master.flatMap({ self[$0] }) {
            facts.master = master.name
            facts.masterKind = master.facts.kind
        }
        // A veth's IFLA_LINK is its peer, which is not below it.
        if facts.kind != "veth", let below = link.below.flatMap({ self[$0] }) { facts.lower.append(below.neighbour) }
        facts.lower += ports[link.index].map(\.neighbour)
        facts.upper = above[link.index].map(\.neighbour)
        facts.virtualFunctions = virtualFunctions(of: link)
        return facts
    }

    // Newer than the headers of Debian 12.
    private static let groMaxSize = 58
    private static let tsoMaxSize = 59
    private static let tsoMaxSegments = 60
    private static let gsoIPv4MaxSize = 63
    private static let groIPv4MaxSize = 64

    private static func limits(_ attributes: Attributes) -> NICProfile.SizeLimits {
        func limit(_ type: Int) -> UInt32? { attributes[attribute: type]?.number() }
        return .init(
            gsoMaxSize: limit(IFLA_GSO_MAX_SIZE), gsoMaxSegments: limit(IFLA_GSO_MAX_SEGS), groMaxSize: limit(groMaxSize),
            tsoMaxSize: limit(tsoMaxSize), tsoMaxSegments: limit(tsoMaxSegments), gsoIPv4MaxSize: limit(gsoIPv4MaxSize),
            groIPv4MaxSize: limit(groIPv4MaxSize))
    }

    /// `ARPHRD_*`
    private static func typeName(_ type: UInt16) -> String {
        let names: [UInt16: String] = [
            1: "ether", 772: "loopback", 0xfffe: "none", 768: "tunnel", 769: "tunnel6", 776: "sit", 778: "ipgre", 512: "ppp",
        ]
        return names[type] ?? String(type)
    }
}
