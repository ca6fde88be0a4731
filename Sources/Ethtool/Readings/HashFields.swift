internal import CNl
internal import Glibc
internal import Netlink
internal import WeirModel

/// Receive hashing by the ioctl, which works on every kernel: `ETHTOOL_GRSSH`, `ETHTOOL_GRXFH`, `ETHTOOL_GRXRINGS`.
enum HashFields {
    /// ethtool's words for the flow types that it can show.
    ///
    /// Headers since Linux 6.11 have an enumeration in place of macros, which Swift imports with another type: `Int32(…)` accepts both.
    static let flows: [(name: String, type: Int32)] = [
        ("tcp4", Int32(TCP_V4_FLOW)), ("udp4", Int32(UDP_V4_FLOW)), ("sctp4", Int32(SCTP_V4_FLOW)), ("ah4", Int32(AH_ESP_V4_FLOW)),
        ("ip4", Int32(IPV4_FLOW)),
        ("tcp6", Int32(TCP_V6_FLOW)), ("udp6", Int32(UDP_V6_FLOW)), ("sctp6", Int32(SCTP_V6_FLOW)), ("ah6", Int32(AH_ESP_V6_FLOW)),
        ("ip6", Int32(IPV6_FLOW)),
    ]
    /// ethtool's letters by `RXH_*`.
    static let letters: [(UInt32, Character)] = [
        (UInt32(RXH_L2DA), "m"), (UInt32(RXH_VLAN), "v"), (UInt32(RXH_L3_PROTO), "t"), (UInt32(RXH_IP_SRC), "s"),
        (UInt32(RXH_IP_DST), "d"), (UInt32(RXH_L4_B_0_1), "f"), (UInt32(RXH_L4_B_2_3), "n"), (0x8000_0000, "r"),
    ]

    static func read(_ ioctl: EthtoolIoctl, link: String) throws(NICError) -> NICProfile.RSS {
        let rings: Reading<UInt32> = try reading("receive rings", link) { () throws(KernelError) in
            var memory = [UInt8](repeating: 0, count: MemoryLayout<ethtool_rxnfc>.size)
            try ioctl.call(ETHTOOL_GRXRINGS, &memory)
            return .value(UInt32(truncatingIfNeeded: (memory.number(at: 8) as UInt64?) ?? 0))
        }
        var rss = NICProfile.RSS(rings: rings, function: .absent, key: .absent, indirection: .absent, hashFields: .notSupported)
        try readTable(ioctl, link, into: &rss)
        rss.hashFields = try readFields(ioctl, link)
        return rss
    }

    private static func readTable(_ ioctl: EthtoolIoctl, _ link: String, into rss: inout NICProfile.RSS) throws(NICError) {
        do {
            // struct ethtool_rxfh: command, context, table size, key size, function, reserved; then the table and the key.
            var sizes = [UInt8](repeating: 0, count: 24)
            try ioctl.call(ETHTOOL_GRSSH, &sizes)
            let tableSize = Int(min((sizes.number(at: 8) as UInt32?) ?? 0, 65536))
            let keySize = Int(min((sizes.number(at: 12) as UInt32?) ?? 0, 4096))
            var memory = [UInt8](repeating: 0, count: 24 + tableSize * 4 + keySize)
            memory.store(UInt32(tableSize), at: 8)
            memory.store(UInt32(keySize), at: 12)
            try ioctl.call(ETHTOOL_GRSSH, &memory)
            if tableSize > 0 {
                rss.indirection = .value(.init((0..<tableSize).map { memory.number(at: 24 + $0 * 4) ?? 0 }))
            } else {
                rss.indirection = .notSupported
            }
            rss.key = keySize > 0 ? .value(memory.suffix(keySize).hexadecimal(separator: ":")) : .notSupported
            let function = memory[16]
            let names = (try? ioctl.strings(ETH_SS_RSS_HASH_FUNCS)) ?? []
            let chosen = names.indices.filter { $0 < 8 && function >> $0 & 1 == 1 }.map { names[$0] }
            rss.function = function == 0 ? .absent : .value(chosen.isEmpty ? "function \(function)" : chosen.joined(separator: " "))
        } catch {
            rss.key = try error.reading(asking: "hash key", of: link)
            rss.function = try error.reading(asking: "hash function", of: link)
            rss.indirection = try error.reading(asking: "indirection table", of: link)
        }
    }

    private static func readFields(_ ioctl: EthtoolIoctl, _ link: String) throws(NICError) -> Reading<[String: String]> {
        var fields: [String: String] = [:]
        var refusal: KernelError?
        for flow in flows {
            do {
                var memory = [UInt8](repeating: 0, count: MemoryLayout<ethtool_rxnfc>.size)
                memory.store(UInt32(flow.type), at: 4)
                try ioctl.call(ETHTOOL_GRXFH, &memory)
                let bits: UInt64 = memory.number(at: 8) ?? 0
                fields[flow.name] = String(letters.filter { UInt64($0.0) & bits != 0 }.map(\.1))
            } catch {
                // A flow type that the card does not know is EINVAL on some drivers.
                if refusal == nil || error.errno == ENODEV { refusal = error }
            }
        }
        guard fields.isEmpty, let refusal else { return .value(fields) }
        return refusal.errno == EINVAL ? .notSupported : try refusal.reading(asking: "hash fields", of: link)
    }
}
