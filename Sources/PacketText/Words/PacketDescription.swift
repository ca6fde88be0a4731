import WeirModel

/// A packet's headers in nft's words, as far as they are known.
package struct PacketDescription: Sendable, Hashable {
    /// From the Ethernet header on; may be empty, or go on to the next header.
    var link: [UInt8] = []
    var network: [UInt8] = []
    var transport: [UInt8] = []
    /// The protocol after the extension headers of IPv6.
    private var transportNumber: UInt8?

    /// The first bytes of each header.
    package init(link: [UInt8], network: [UInt8], transport: [UInt8]) {
        self.link = link
        self.network = network
        self.transport = transport
    }

    /// A whole packet, from the Ethernet header on, or from the IP header on.
    package init(_ bytes: [UInt8], isFrame: Bool) {
        var start = 0
        if isFrame {
            start = 14
            while let type = Self.etherType(of: Array(bytes.prefix(start))), Header(etherType: type) == .vlan, bytes.count >= start + 4 {
                start += 4
            }
        }
        link = Array(bytes.prefix(start))
        network = Array(bytes.dropFirst(start))
        guard let first = network.first else { return }
        switch first >> 4 {
        case 4: transport = Array(network.dropFirst(Int(first & 15) * 4))
        case 6: walk()
        default: break
        }
    }

    package init(_ packet: GivenPacket) { self.init(packet.frame, isFrame: packet.origin != .local) }

    /// Goes over the extension headers of IPv6.
    private mutating func walk() {
        guard var number = network.dropFirst(6).first else { return }
        var offset = 40
        while [0, 43, 44, 60].contains(number), network.count >= offset + 8 {
            let isFragment = number == 44
            if isFragment, network[offset + 2] != 0 || network[offset + 3] & 0xf8 != 0 { return }
            number = network[offset]
            offset += isFragment ? 8 : (Int(network[offset + 1]) + 1) * 8
        }
        transportNumber = number
        transport = Array(network.dropFirst(offset))
    }

    private static func etherType(of link: [UInt8]) -> UInt16? {
        link.count >= 14 ? UInt16(link[link.count - 2]) << 8 | UInt16(link[link.count - 1]) : nil
    }

    // MARK: words

    struct Shown {
        var field: Field
        var number: UInt128
        /// Nearly every packet has it so: the words leave it out.
        var isUsual: Bool

        var text: String {
            let name = if case .header(let named) = field { named.rawValue } else { "meta l4proto" }
            return "\(name) \(Value.number(number, field.layout.type))"
        }
    }

    /// `ip saddr 192.0.2.1 ip daddr 10.0.0.1 tcp sport 49152 tcp dport 22 tcp flags syn`
    package var words: String { fields.filter { !$0.isUsual }.map(\.text).joined(separator: " ") }

    /// The fields that differ in the other packet, as it has them: `ip daddr 10.0.0.5 ip ttl 63`.
    package func changes(to other: PacketDescription) -> String {
        let mine = Dictionary(fields.map { ($0.field, $0.number) }, uniquingKeysWith: { first, _ in first })
        return other.fields.filter { mine[$0.field] != $0.number }.map(\.text).joined(separator: " ")
    }

    /// The addresses of an IP packet, as text.
    package var addresses: [String] {
        fields.filter { [.header(.ipSaddr), .header(.ipDaddr), .header(.ip6Saddr), .header(.ip6Daddr)].contains($0.field) }
            .map { "\(Value.number($0.number, $0.field.layout.type))" }
    }

    private var fields: [Shown] {
        var shown: [Shown] = []
        func add(_ fields: [HeaderField], of bytes: [UInt8], unless usual: [HeaderField: UInt128] = [:]) {
            let header = HeaderBytes(bytes)
            for field in fields {
                guard let number = header.get(field) else { continue }
                shown.append(Shown(field: .header(field), number: number, isUsual: usual[field] == number))
            }
        }
        if link.count >= 18, Header(etherType: UInt16(link[12]) << 8 | UInt16(link[13])) == .vlan {
            add([.vlanId, .vlanPcp], of: Array(link[14...]), unless: [.vlanPcp: 0])
        }
        guard let (header, number) = networkHeader else {
            if link.count >= 14 { add([.etherSaddr, .etherDaddr, .etherType], of: link) }
            return shown
        }
        switch header {
        case .ip:
            add([.ipSaddr, .ipDaddr, .ipDscp, .ipEcn, .ipTtl], of: network, unless: [.ipDscp: 0, .ipEcn: 0, .ipTtl: 64])
            if (HeaderBytes(network).get(.ipFragOff) ?? 0) & 0x3fff != 0 { add([.ipFragOff], of: network) }
        case .ip6:
            add([.ip6Saddr, .ip6Daddr, .ip6Dscp, .ip6Ecn, .ip6Hoplimit], of: network, unless: [.ip6Dscp: 0, .ip6Ecn: 0, .ip6Hoplimit: 64])
        default:
            add([.arpOperation, .arpSaddrEther, .arpSaddrIp, .arpDaddrIp], of: network)
            return shown
        }
        // A later fragment begins with data.
        let isLater = header == .ip && (network[6] & 0x1f != 0 || network[7] != 0)
        let fields = Header(inetProtocol: number).flatMap { isLater || transport.isEmpty ? nil : Self.fields(of: $0, transport) } ?? []
        add(fields, of: transport, unless: [.icmpCode: 0, .icmpv6Code: 0, .icmpMtu: 0])
        if fields.isEmpty { shown.append(Shown(field: .meta(.l4proto), number: UInt128(number), isUsual: false)) }
        return shown
    }

    /// The network header, and the number of the protocol that it carries.
    private var networkHeader: (Header, UInt8)? {
        let named = Self.etherType(of: link).flatMap(Header.init(etherType:))
        switch network.first.map({ $0 >> 4 }) {
        case _ where named == .arp || named == nil && network.starts(with: [0, 1, 8, 0]): return (.arp, 0)
        case 4? where network.count >= 20 && named != .ip6:
            return (.ip, network[9])
        case 6? where network.count >= 40 && named != .ip: return (.ip6, transportNumber ?? network[6])
        default: return nil
        }
    }

    private static func fields(of header: Header, _ bytes: [UInt8]) -> [HeaderField] {
        switch header {
        case .tcp: return [.tcpSport, .tcpDport, .tcpFlags]
        case .udp: return [.udpSport, .udpDport]
        case .udplite: return [.udpliteSport, .udpliteDport]
        case .sctp: return [.sctpSport, .sctpDport]
        case .dccp: return [.dccpSport, .dccpDport, .dccpType]
        case .icmp, .icmpv6:
            let type: HeaderField = header == .icmp ? .icmpType : .icmpv6Type
            let own = header.fields.filter { $0.icmpTypes?.contains(bytes[0]) == true }
            return [type, header == .icmp ? .icmpCode : .icmpv6Code] + own
        case .igmp: return [.igmpType, .igmpGroup]
        case .esp: return [.espSpi]
        case .ah: return [.ahSpi]
        case .comp: return [.compCpi]
        case .gre: return [.greProtocol]
        case .ether, .vlan, .arp, .ip, .ip6, .vxlan, .geneve, .th: return []
        }
    }
}
