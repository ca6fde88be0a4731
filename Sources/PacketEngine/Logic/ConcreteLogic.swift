import Netfilter
import WeirModel

/// One packet: conditions are yes or no, words are four bytes.
package struct ConcreteLogic: PacketLogic {
    package typealias Condition = Bool
    package typealias Word = UInt32

    let program: Program
    let host: Host
    var packet: Packet
    /// The hook where the packet is.
    var place = HookPlace(family: .netdev, hook: .ingress)
    /// Where its chains find the transport header.
    var view: TransportView?
    /// The route that was chosen for the packet.
    var route: Host.Route?
    var table = ConnectionTable()
    /// Whether conntrack counts packets and bytes.
    var counts = false
    var memory: StatefulMemory
    /// What the trace tells.
    var steps: [TraceStep] = []
    var unknowns: [Unknown] = []
    /// A frame that `fwd` or `dup` sends: called back by the stack that runs the chains of its link.
    var departures: [Departure] = []
    /// Whether the last queue lets packets go on that nobody listens for.
    var isQueueBypassed = false

    struct Departure {
        var packet: Packet
        var link: Int
        /// The steps so far; a copy's own steps are not the packet's.
        var isCopy: Bool
        var before: Int
    }

    init(_ program: Program, _ host: Host) {
        self.program = program
        self.host = host
        packet = Packet(bytes: [], start: 0, link: nil, network: 0, etherType: 0)
        memory = StatefulMemory(program)
    }

    /// Something that can't be decided: what follows is one of several ways.
    mutating func unknown(_ why: String) {
        let unknown = Unknown(at: steps.count, why: why)
        if !unknowns.contains(unknown) { unknowns.append(unknown) }
    }

    // MARK: conditions

    package var always: Bool { true }
    package var never: Bool { false }
    @inline(__always) package func isNever(_ condition: Bool) -> Bool { !condition }
    @inline(__always) package func both(_ left: Bool, _ right: Bool) -> Bool { left && right }
    @inline(__always) package func either(_ left: Bool, _ right: Bool) -> Bool { left || right }
    @inline(__always) package func without(_ left: Bool, _ right: Bool) -> Bool { left && !right }

    // MARK: words

    @inline(__always) package func word(_ bits: UInt32) -> UInt32 { bits }
    @inline(__always) package func and(_ left: UInt32, _ right: UInt32) -> UInt32 { left & right }
    @inline(__always) package func or(_ left: UInt32, _ right: UInt32) -> UInt32 { left | right }
    @inline(__always) package func xor(_ left: UInt32, _ right: UInt32) -> UInt32 { left ^ right }
    @inline(__always) package func shiftedLeft(_ word: UInt32, by bits: Int) -> UInt32 { word << UInt32(bits) }
    @inline(__always) package func shiftedRight(_ word: UInt32, by bits: Int) -> UInt32 { word >> UInt32(bits) }
    @inline(__always) package func byteSwapped(_ word: UInt32) -> UInt32 { word.byteSwapped }
    @inline(__always) package func halvesSwapped(_ word: UInt32) -> UInt32 { (word & 0xff00ff) << 8 | (word >> 8) & 0xff00ff }
    @inline(__always) package func equal(_ word: UInt32, _ bits: UInt32) -> Bool { word == bits }
    @inline(__always) package func less(_ word: UInt32, than bits: UInt32) -> Bool { word < bits }

    // MARK: what happened

    package mutating func ruleHeld(_ place: RulePlace, _ verdict: Verdict, under condition: Bool) {
        guard condition else { return }
        steps.append(TraceStep(chain: place.chain, rule: place.rule, verdict: verdict))
    }

    package mutating func policyApplied(_ chain: Int, _ verdict: Verdict, under condition: Bool) {
        if condition { steps.append(TraceStep(chain: chain, rule: nil, verdict: verdict)) }
    }
}

/// Where a packet is: the hook, and the links that its chains see.
struct HookPlace {
    /// Of the packet in chains of `inet`: `ip` or `ip6`.
    var family: Family
    var hook: Hook
    var from: Int?
    var to: Int?
}

/// A rule that held, or a policy that decided.
package struct TraceStep: Sendable, Hashable {
    /// A number of the program's chains.
    package var chain: Int
    /// nil for the chain's policy.
    package var rule: Int?
    package var verdict: Verdict
}

/// Something that the packet and the facts do not decide.
package struct Unknown: Sendable, Hashable {
    /// How many steps are certain.
    package var at: Int
    package var why: String
}

/// A number of this host's byte order in a register's word.
@inline(__always) func hostWord(_ number: UInt32) -> UInt32 { number.bigEndian }
