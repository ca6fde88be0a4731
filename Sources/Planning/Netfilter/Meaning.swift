import Netfilter
import WeirModel

// Comparison by meaning: values as they were requested, without the kernel's counts since.
//
// A counter's packets, a used quota, the time of a last match, an element's remaining time and the order of a set's elements are runtime
// values: two rules that differ in nothing else mean the same.

extension Expression {
    /// The expression with its runtime values taken out.
    var meaning: Expression {
        switch self {
        case .counter: return .counter(bytes: 0, packets: 0)
        case .quota(let bytes, let flags, _): return .quota(bytes: bytes, flags: flags & 1, consumed: 0)
        case .last: return .last(set: false, msecs: 0)
        case .lookup(var lookup):
            lookup.set = lookup.set.meaning
            return .lookup(lookup)
        case .objrefMap(let source, let set): return .objrefMap(source: source, set: set.meaning)
        case .dynset(var dynset):
            dynset.expressions = dynset.expressions.map(\.meaning)
            return .dynset(dynset)
        // The kernel takes a direction for `ct l3proto` and `ct protocol`, which have none, and does not give it back.
        case .ct(let key, .some, let register) where key == 7 || key == 10: return .ct(key: key, direction: nil, register: register)
        case .payloadWrite(let write): return .payloadWrite(write.leavingZeroChecksums)
        case .verdict(let verdict): return .verdict(verdict.meaning)
        case .payload, .inner, .meta, .metaWrite, .ct, .ctWrite, .rt, .fib, .socket, .osf, .tunnel, .xfrm, .exthdr, .exthdrWrite,
            .exthdrReset,
            .numgen, .hash, .immediate, .cmp, .range, .bitwise, .byteorder, .objref, .limit, .connlimit, .log, .reject, .nat, .masq, .redir,
            .tproxy,
            .dup, .fwd, .notrack, .synproxy, .flowOffload, .queue, .raw:
            return self
        }
    }

    func means(_ other: Expression) -> Bool { self == other || meaning == other.meaning }
}

extension Expression.VerdictData {
    var meaning: Self {
        guard case .anonymous(let chain) = chain else { return self }
        return Self(code: code, chain: .anonymous(AnonymousChain(rules: chain.rules.map(\.meaning))))
    }
}

extension SetReference {
    var meaning: SetReference {
        guard case .anonymous(let set) = self else { return self }
        let specification = set.specification
        let entries = SetEntry.entries(of: set.elements, in: specification).map(\.meaning)
        return .anonymous(AnonymousSet(specification: specification.meaning, elements: entries.sorted(by: SetElement.ascending)))
    }
}

extension CompiledRule {
    /// Without counts and other values of run time.
    package var meaning: CompiledRule { CompiledRule(expressions: expressions.inOneForm.map(\.meaning), userdata: userdata) }

    func means(_ other: CompiledRule) -> Bool {
        guard userdata == other.userdata else { return false }
        let (left, right) = (expressions.inOneForm, other.expressions.inOneForm)
        return left.count == right.count && zip(left, right).allSatisfy { $0.means($1) }
    }
}

extension SetSpecification {
    /// The specification with the kernel's defaults as absent attributes. A set without a size reads as one of 65535 as soon
    /// as a rule adds elements to it.
    var meaning: SetSpecification {
        var copy = comparable
        if size == 65535 || size == 0 { copy.size = nil }
        if policy == 0 { copy.policy = nil }
        if timeout == 0 { copy.timeout = nil }
        if gcInterval == 0 { copy.gcInterval = nil }
        if dataType == 0xffff_ff00 { copy.dataLength = nil }
        copy.userdata = UserData.sorted(copy.userdata)
        copy.expressions = expressions.map(\.meaning)
        return copy
    }
}

extension SetElement {
    /// The element with its runtime values taken out and the set's defaults filled in.
    func meaning(in specification: SetSpecification) -> SetElement {
        var copy = self
        copy.expiration = nil
        if timeout == specification.timeout || timeout == 0 && specification.timeout == nil { copy.timeout = nil }
        let inherited = expressions.isEmpty && flags & SetEntry.intervalEnd == 0
        copy.expressions = (inherited ? specification.expressions : expressions).map(\.meaning)
        if case .verdict(let verdict) = data { copy.data = .verdict(verdict.meaning) }
        return copy
    }

    static func ascending(_ left: SetElement, _ right: SetElement) -> Bool {
        if left.key != right.key { return left.key.lexicographicallyPrecedes(right.key) }
        if left.flags != right.flags { return left.flags & SetEntry.intervalEnd > right.flags & SetEntry.intervalEnd }
        return (left.keyEnd ?? []).lexicographicallyPrecedes(right.keyEnd ?? [])
    }
}

extension StatefulObject.Definition {
    /// Values that the policy leaves open, as the kernel has filled them in: the network layer by the table's family and its helpers,
    /// timeouts by its sysctls.
    func filledIn(from live: Self) -> Self {
        switch (self, live) {
        case (.ctHelper(let helper, let number, let own), .ctHelper(_, _, let found)):
            .ctHelper(helper: helper, protocol: number, l3protocol: own.filledIn(from: found))
        case (.ctTimeout(let number, let own, let policy), .ctTimeout(let other, let found, let all)) where number == other:
            .ctTimeout(protocol: number, l3protocol: own.filledIn(from: found), policy: all.merging(policy) { $1 })
        case (.ctExpectation(let number, let own, let dport, let timeout, let size), .ctExpectation(_, let found, _, _, _)):
            .ctExpectation(protocol: number, l3protocol: own.filledIn(from: found), dport: dport, timeout: timeout, size: size)
        case (.tunnel(let own), _): .tunnel(own.canonical)
        case (.counter, _), (.quota, _), (.limit, _), (.secmark, _), (.synproxy, _), (.ctHelper, _), (.ctTimeout, _), (.ctExpectation, _),
            (.raw, _):
            self
        }
    }
}

extension Family? {
    /// A helper for both families is one for the family that the kernel has it for.
    fileprivate func filledIn(from live: Family?) -> Family? { self == nil || self == .inet ? live : self }
}

extension UserData {
    /// The TLVs ordered by type, since their order has no meaning; other bytes unchanged.
    static func sorted(_ bytes: [UInt8]) -> [UInt8] {
        guard let entries = decode(bytes), entries.count > 1 else { return bytes }
        return encode(entries.sorted { $0.type < $1.type })
    }

    /// The policy that created the table; `nil` if Weir did not.
    package static func policy(in bytes: [UInt8]) -> String? {
        text(policy, in: bytes)
    }

    /// The file that the table's policy had it in; `nil` where that is unknown.
    static func file(in bytes: [UInt8]) -> String? { text(file, in: bytes) }

    static func text(_ type: UInt8, in bytes: [UInt8]) -> String? {
        decode(bytes)?.first { $0.type == type }.map { text($0.value) }
    }
}
