internal import CNl
internal import Glibc
internal import Netlink
internal import WeirModel

/// The card's own classifier rules. `ETHTOOL_GRXCLSRLCNT`, `ETHTOOL_GRXCLSRLALL`, `ETHTOOL_GRXCLSRULE`
enum Ntuple {
    static func read(_ ioctl: EthtoolIoctl, link: String) throws(NICError) -> Reading<[NICProfile.NtupleRule]> {
        try reading("ntuple rules", link) { () throws(KernelError) in
            let size = MemoryLayout<ethtool_rxnfc>.size
            let countAt = MemoryLayout<ethtool_rxnfc>.offset(of: \.rule_cnt) ?? 184
            var memory = [UInt8](repeating: 0, count: size)
            try ioctl.call(ETHTOOL_GRXCLSRLCNT, &memory)
            let count = Int(min((memory.number(at: countAt) as UInt32?) ?? 0, 65536))
            guard count > 0 else { return .value([]) }
            var list = [UInt8](repeating: 0, count: size + count * 4)
            list.store(UInt32(count), at: countAt)
            try ioctl.call(ETHTOOL_GRXCLSRLALL, &list)
            var rules: [NICProfile.NtupleRule] = []
            for index in 0..<count {
                let location: UInt32 = list.number(at: size + index * 4) ?? 0
                rules.append(try rule(ioctl, at: location))
            }
            return .value(rules)
        }
    }

    private static func rule(_ ioctl: EthtoolIoctl, at location: UInt32) throws(KernelError) -> NICProfile.NtupleRule {
        let specAt = MemoryLayout<ethtool_rxnfc>.offset(of: \.fs) ?? 16
        let locationAt = MemoryLayout<ethtool_rx_flow_spec>.offset(of: \.location) ?? 160
        var memory = [UInt8](repeating: 0, count: MemoryLayout<ethtool_rxnfc>.size)
        memory.store(location, at: specAt + locationAt)
        try ioctl.call(ETHTOOL_GRXCLSRULE, &memory)
        return decode(
            Array(memory[specAt..<specAt + MemoryLayout<ethtool_rx_flow_spec>.size]), location: location,
            context: memory.number(at: MemoryLayout<ethtool_rxnfc>.offset(of: \.rss_context) ?? 184))
    }

    /// `struct ethtool_rx_flow_spec`: type, 52 bytes of fields, 20 more, both again as masks, the cookie, the location.
    /// A mask's bits that are set are compared.
    static func decode(_ spec: [UInt8], location: UInt32, context: UInt32? = nil) -> NICProfile.NtupleRule {
        let type: UInt32 = spec.number(at: 0) ?? 0
        let values = spec.dropFirst(4).prefix(72)
        let masks = spec.dropFirst(76).prefix(72)
        let cookie: UInt64 = spec.number(at: MemoryLayout<ethtool_rx_flow_spec>.offset(of: \.ring_cookie) ?? 152) ?? 0
        let flow = Self.flows[Int32(truncatingIfNeeded: type & 0xff)]
        var match: [String: String] = [:]
        var fields = flow?.fields ?? []
        // FLOW_EXT and FLOW_MAC_EXT: struct ethtool_flow_ext behind the union.
        if type & 0x8000_0000 != 0 { fields += [.init("vlan-etype", 60, 2, .hexadecimal), .init("vlan", 62, 2, .number)] }
        if type & 0x4000_0000 != 0 { fields.append(.init("dst-mac", 54, 6, .mac)) }
        for field in fields {
            let mask = Array(masks.dropFirst(field.offset).prefix(field.length))
            let value = Array(values.dropFirst(field.offset).prefix(field.length))
            guard mask.count == field.length, value.count == field.length, mask.contains(where: { $0 != 0 }) else { continue }
            let exact = mask.allSatisfy { $0 == 0xff }
            match[field.name] = field.form.text(value) + (exact ? "" : "/" + field.form.text(mask))
        }
        let action: NICProfile.NtupleRule.Action =
            switch cookie {
            case .max: .drop
            case .max - 1: .wake
            // FLOW_RSS: the cookie is added to what the table gives.
            case _ where type & 0x2000_0000 != 0: .context(context ?? 0)
            default:
                .queue(
                    UInt32(truncatingIfNeeded: cookie),
                    vf: cookie >> 32 & 0xff == 0 ? nil : UInt32(truncatingIfNeeded: cookie >> 32 & 0xff) - 1)
            }
        return .init(location: location, flow: flow?.name ?? "type \(type & 0xff)", match: match, action: action)
    }

    private struct Field {
        enum Form {
            case number, hexadecimal, address4, address6, mac

            func text(_ bytes: [UInt8]) -> String {
                switch self {
                case .number: String(bytes.reduce(0) { $0 << 8 | UInt64($1) })
                case .hexadecimal: "0x" + bytes.hexadecimal()
                case .address4: bytes.map { String($0) }.joined(separator: ".")
                case .address6:
                    (0..<8).map { String(UInt16(bytes[$0 * 2]) << 8 | UInt16(bytes[$0 * 2 + 1]), radix: 16) }.joined(separator: ":")
                case .mac: bytes.hexadecimal(separator: ":")
                }
            }
        }
        var name: String
        var offset: Int
        var length: Int
        var form: Form
        init(_ name: String, _ offset: Int, _ length: Int, _ form: Form) {
            (self.name, self.offset, self.length, self.form) = (name, offset, length, form)
        }
    }

    private static let ports4: [Field] = [
        .init("src-ip", 0, 4, .address4), .init("dst-ip", 4, 4, .address4), .init("src-port", 8, 2, .number),
        .init("dst-port", 10, 2, .number),
        .init("tos", 12, 1, .hexadecimal),
    ]
    private static let ports6: [Field] = [
        .init("src-ip", 0, 16, .address6), .init("dst-ip", 16, 16, .address6), .init("src-port", 32, 2, .number),
        .init("dst-port", 34, 2, .number), .init("tclass", 36, 1, .hexadecimal),
    ]
    private static let spi4: [Field] = ports4.prefix(2) + [.init("spi", 8, 4, .number), .init("tos", 12, 1, .hexadecimal)]
    private static let spi6: [Field] = ports6.prefix(2) + [.init("spi", 32, 4, .number), .init("tclass", 36, 1, .hexadecimal)]
    private static let user4: [Field] =
        ports4.prefix(2) + [.init("l4data", 8, 4, .hexadecimal), .init("tos", 12, 1, .hexadecimal), .init("l4proto", 14, 1, .number)]
    private static let user6: [Field] =
        ports6.prefix(2) + [.init("l4data", 32, 4, .hexadecimal), .init("tclass", 36, 1, .hexadecimal), .init("l4proto", 37, 1, .number)]
    private static let ether: [Field] = [.init("dst", 0, 6, .mac), .init("src", 6, 6, .mac), .init("proto", 12, 2, .hexadecimal)]

    private static let flows: [Int32: (name: String, fields: [Field])] = [
        Int32(TCP_V4_FLOW): ("tcp4", ports4), Int32(UDP_V4_FLOW): ("udp4", ports4), Int32(SCTP_V4_FLOW): ("sctp4", ports4),
        Int32(AH_V4_FLOW): ("ah4", spi4),
        Int32(ESP_V4_FLOW): ("esp4", spi4), Int32(IPV4_USER_FLOW): ("ip4", user4), Int32(TCP_V6_FLOW): ("tcp6", ports6),
        Int32(UDP_V6_FLOW): ("udp6", ports6),
        Int32(SCTP_V6_FLOW): ("sctp6", ports6), Int32(AH_V6_FLOW): ("ah6", spi6), Int32(ESP_V6_FLOW): ("esp6", spi6),
        Int32(IPV6_USER_FLOW): ("ip6", user6),
        Int32(ETHER_FLOW): ("ether", ether),
    ]
}
