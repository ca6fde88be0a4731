import WeirModel

// The model's cases by name. A case that is added to the model does not compile here until it has a name, and then fails the suite
// until the generator makes it.

package enum StatementKind: String, CaseIterable, Sendable {
    case match, verdict, verdictMap, set, setOverZeroChecksum, resetTCPOption, counter, quota, limit, connectionLimit, last, object, log
    case reject, nat, tproxy, dup, fwd, notrack, synproxy, flowAdd, queue, update, raw
}

extension Statement {
    package var kind: StatementKind {
        switch self {
        case .match: .match
        case .verdict: .verdict
        case .verdictMap: .verdictMap
        case .set: .set
        case .setOverZeroChecksum: .setOverZeroChecksum
        case .resetTCPOption: .resetTCPOption
        case .counter: .counter
        case .quota: .quota
        case .limit: .limit
        case .connectionLimit: .connectionLimit
        case .last: .last
        case .object: .object
        case .log: .log
        case .reject: .reject
        case .nat: .nat
        case .tproxy: .tproxy
        case .dup: .dup
        case .fwd: .fwd
        case .notrack: .notrack
        case .synproxy: .synproxy
        case .flowAdd: .flowAdd
        case .queue: .queue
        case .update: .update
        case .raw: .raw
        }
    }
}

package enum TermKind: String, CaseIterable, Sendable {
    case field, value, range, prefix, flags, set, namedSet, concatenation, binary, map, jhash
}

extension Term {
    package var kind: TermKind {
        switch self {
        case .field: .field
        case .value: .value
        case .range: .range
        case .prefix: .prefix
        case .flags: .flags
        case .set: .set
        case .namedSet: .namedSet
        case .concatenation: .concatenation
        case .binary: .binary
        case .map: .map
        case .jhash: .jhash
        }
    }
}

package enum FieldKind: String, CaseIterable, Sendable {
    case header, payload, meta, ct, rt, extensionHeader, extensionHeaderPresence, tcpOption, tcpOptionPresence, rawTCPOption, ipOption
    case ipOptionPresence, sctpChunk, sctpChunkPresence, fib, socket, osf, tunnel, ipsec, numgen, symhash, inner
}

extension Field {
    package var kind: FieldKind {
        switch self {
        case .header: .header
        case .payload: .payload
        case .meta: .meta
        case .ct: .ct
        case .rt: .rt
        case .extensionHeader: .extensionHeader
        case .extensionHeaderPresence: .extensionHeaderPresence
        case .tcpOption: .tcpOption
        case .tcpOptionPresence: .tcpOptionPresence
        case .rawTCPOption: .rawTCPOption
        case .ipOption: .ipOption
        case .ipOptionPresence: .ipOptionPresence
        case .sctpChunk: .sctpChunk
        case .sctpChunkPresence: .sctpChunkPresence
        case .fib: .fib
        case .socket: .socket
        case .osf: .osf
        case .tunnel: .tunnel
        case .ipsec: .ipsec
        case .numgen: .numgen
        case .symhash: .symhash
        case .inner: .inner
        }
    }
}

package enum VerdictKind: String, CaseIterable, Sendable {
    case accept, drop, `continue`, `return`, jump, goto, jumpAnonymous, gotoAnonymous
}

extension Verdict {
    package var kind: VerdictKind {
        switch self {
        case .accept: .accept
        case .drop: .drop
        case .continue: .continue
        case .return: .return
        case .jump(.named): .jump
        case .goto(.named): .goto
        case .jump(.anonymous): .jumpAnonymous
        case .goto(.anonymous): .gotoAnonymous
        }
    }
}

package enum RejectKind: String, CaseIterable, Sendable { case automatic, tcpReset, icmp, icmpv6, icmpx }

extension Reject {
    package var kind: RejectKind {
        switch self {
        case .automatic: .automatic
        case .tcpReset: .tcpReset
        case .icmp: .icmp
        case .icmpv6: .icmpv6
        case .icmpx: .icmpx
        }
    }
}

package enum DefinitionKind: String, CaseIterable, Sendable {
    case counter, quota, limit, secmark, synproxy, tunnel, ctHelper, ctTimeout, ctExpectation, raw
}

extension StatefulObject.Definition {
    package var kind: DefinitionKind {
        switch self {
        case .counter: .counter
        case .quota: .quota
        case .limit: .limit
        case .secmark: .secmark
        case .synproxy: .synproxy
        case .tunnel: .tunnel
        case .ctHelper: .ctHelper
        case .ctTimeout: .ctTimeout
        case .ctExpectation: .ctExpectation
        case .raw: .raw
        }
    }
}

package enum ContentKind: String, CaseIterable, Sendable { case types, typeof, sized }

extension SetDeclaration.Content {
    package var kind: ContentKind {
        switch self {
        case .types: .types
        case .typeof: .typeof
        case .sized: .sized
        }
    }
}

package enum SetDataKind: String, CaseIterable, Sendable { case values, intervals, verdict, object }

extension SetDeclaration.Data {
    package var kind: SetDataKind {
        switch self {
        case .values: .values
        case .intervals: .intervals
        case .verdict: .verdict
        case .object: .object
        }
    }
}

package enum ElementKeyKind: String, CaseIterable, Sendable { case values, ranges, catchAll }

extension ElementKey {
    package var kind: ElementKeyKind {
        switch self {
        case .values: .values
        case .ranges: .ranges
        case .catchAll: .catchAll
        }
    }
}

package enum ElementDataKind: String, CaseIterable, Sendable { case values, ranges, verdict, object }

extension ElementData {
    package var kind: ElementDataKind {
        switch self {
        case .values: .values
        case .ranges: .ranges
        case .verdict: .verdict
        case .object: .object
        }
    }
}
