import CNftnl
import Netfilter
import Planning
import WeirModel

@testable import Nftables

/// The messages that make a state, as libnftnl prints them, by which `nft --debug=netlink` prints its own.
enum SentMessages {
    static func text(of state: HostState) throws -> String {
        let tables = try Lowering.compile(state, names: Names())
        let batch = try Batch(operations: NetfilterPlan(desired: tables, live: [], policy: nil).operations, generation: nil, firstSequence: 1)
        return withExtendedLifetime(batch.writer) {
            batch.messages.map { text(of: UnsafeRawBufferPointer(rebasing: batch.writer.bytes[$0.start...])) }.joined()
        }
    }

    private static func text(of bytes: UnsafeRawBufferPointer) -> String {
        guard let message = bytes.baseAddress?.assumingMemoryBound(to: nlmsghdr.self) else { return "" }
        switch UInt32(message.pointee.nlmsg_type) {
        case UInt32(NFNL_SUBSYS_NFTABLES) << 8 | NFT_MSG_NEWRULE.rawValue:
            let rule = nftnl_rule_alloc()
            defer { nftnl_rule_free(rule) }
            guard nftnl_rule_nlmsg_parse(message, rule) == 0 else { return "unreadable\n" }
            return print { nftnl_rule_snprintf($0, $1, rule, 0, 0) }
        case UInt32(NFNL_SUBSYS_NFTABLES) << 8 | NFT_MSG_NEWSET.rawValue:
            return set { nftnl_set_nlmsg_parse(message, $0) }
        case UInt32(NFNL_SUBSYS_NFTABLES) << 8 | NFT_MSG_NEWSETELEM.rawValue:
            return set { nftnl_set_elems_nlmsg_parse(message, $0) }
        default: return ""
        }
    }

    private static func set(_ parse: (OpaquePointer?) -> Int32) -> String {
        let set = nftnl_set_alloc()
        defer { nftnl_set_free(set) }
        guard parse(set) == 0 else { return "unreadable\n" }
        return print { nftnl_set_snprintf($0, $1, set, 0, 0) }
    }

    private static func print(_ write: (UnsafeMutablePointer<CChar>?, Int) -> Int32) -> String {
        var text = [CChar](repeating: 0, count: 1 << 16)
        let count = text.withUnsafeMutableBufferPointer { write($0.baseAddress, $0.count) }
        return String(decoding: text.prefix(Int(max(count, 0))).map { UInt8(bitPattern: $0) }, as: UTF8.self) + "\n"
    }

    /// Names that the rules have, with the numbers that they have on every host.
    private struct Names: HostNames {
        private static let numbers: [String: UInt128] = ["lo": 1, "root": 0]

        func number(of name: String, type: DataType) -> UInt128? { Self.numbers[name] }
        func name(of number: UInt128, type: DataType) -> String? { nil }
    }
}
