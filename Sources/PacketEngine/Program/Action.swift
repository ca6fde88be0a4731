import Netfilter
import WeirModel

/// An expression that does more than load, compare and write: it has a state, or it ends the packet's way.
package struct Action: Sendable {
    package enum Kind: Sendable {
        case limit(rate: UInt64, unit: UInt64, burst: UInt32, type: UInt32, flags: UInt32)
        case quota(bytes: UInt64, flags: UInt32, consumed: UInt64)
        case connlimit(count: UInt32, flags: UInt32)
        case reject(type: UInt32, code: UInt8)
        case nat(Nat)
        case masquerade(flags: UInt32, protoMin: Int?, protoMax: Int?)
        case redirect(flags: UInt32, protoMin: Int?, protoMax: Int?)
        case tproxy(family: UInt32, address: Int?, port: Int?)
        case dup(address: Int?, device: Int?)
        case fwd(device: Int, address: Int?, nfproto: UInt32?)
        case notrack
        case synproxy(mss: UInt16, wscale: UInt8, flags: UInt32)
        case flowOffload(table: String)
        case queue(number: UInt16?, total: UInt16?, flags: UInt16, slot: Int?)
        /// `statefuls` are actions of the element.
        case dynset(op: UInt32, set: Int, key: Int, data: Int?, timeout: UInt64, statefuls: [Int])
        /// A stateful object of the table, by its number.
        case object(Int)
        /// An expression that Weir does not know. It may break, write any register and give any verdict.
        case raw(RawExpression)
    }

    /// Registers are slots.
    package struct Nat: Sendable {
        /// `NFT_NAT_SNAT` 0, `NFT_NAT_DNAT` 1.
        package var type: UInt32
        /// `NFPROTO_*`.
        package var family: UInt32
        package var addressMin, addressMax, protoMin, protoMax: Int?
        /// `NF_NAT_RANGE_*`.
        package var flags: UInt32
    }

    package var kind: Kind
    /// Where it stands; also what distinguishes its state from that of others.
    package var place: RulePlace
    package var number: Int
}
