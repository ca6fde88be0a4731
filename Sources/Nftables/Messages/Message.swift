internal import CNftnl
internal import Netlink

extension Message {
    /// `struct nfgenmsg`
    static let nfgenSize = 4

    /// The type of an nf_tables message (`NFT_MSG_*`); `nil` for another subsystem's.
    var nftables: UInt32? { type >> 8 == UInt16(NFNL_SUBSYS_NFTABLES) ? UInt32(type & 0xff) : nil }

    /// `nfgen_family`
    var family: UInt8? { payload.number() }

    /// `res_id`: the low 16 bits of the ruleset's generation.
    var generation: UInt16? { payload.network(at: 2) }

    /// Everything after the nfnetlink header.
    var attributes: Payload { payload.dropFirst(Self.nfgenSize) }

    /// The netlink type of an nf_tables message.
    static func type(_ type: nf_tables_msg_types) -> UInt16 {
        UInt16(NFNL_SUBSYS_NFTABLES) << 8 | UInt16(truncatingIfNeeded: type.rawValue)
    }
}
