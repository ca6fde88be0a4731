internal import WeirModel

/// One walk over a rule's statements.
struct RuleScan {
    var facts: RuleFacts

    init(_ rule: Rule, in chain: ChainFacts) {
        facts = RuleFacts(chain: chain, rule: rule)
        for statement in rule.statements { scan(statement) }
        if facts.uses.contains(.ct), facts.chain.family == .netdev { facts.outsideNetdev.append("ct") }
    }

    private mutating func scan(_ statement: Statement) {
        switch statement {
        case .match(let left, let comparison, let right):
            scan(left)
            scan(right)
            match(left, comparison, right)
        case .verdict(.drop): if isInvalid { facts.uses.insert(.dropsInvalid) }
        case .verdict(.jump(.anonymous(let rules))), .verdict(.goto(.anonymous(let rules))):
            for rule in rules { for statement in rule.statements { scan(statement) } }
        case .verdict: break
        case .verdictMap(let key, _): scan(key)
        case .set(let field, let value): set(field, value)
        case .counter: facts.uses.insert(.counter)
        case .quota: facts.uses.insert(.quota)
        case .limit(let limit): scan(limit)
        case .connectionLimit: facts.uses.insert(.ct)
        case .object(let kind, _): object(kind)
        case .log: facts.uses.insert(.log)
        case .reject:
            facts.uses.insert(.reject)
            if facts.chain.hooks.contains(.egress) { lacks("reject at egress") }
        case .nat(let nat):
            facts.uses.formUnion([.nat, .mangles])
            if nat.kind == .dnat { facts.uses.insert(.forwards) }
            lacks(nat.kind.rawValue)
        case .tproxy:
            facts.uses.insert(.forwards)
            lacks("tproxy")
        case .dup: facts.uses.insert(.userspace)
        case .fwd: facts.uses.insert(.forwards)
        case .synproxy: lacks("synproxy")
        case .flowAdd: facts.uses.insert(.flowAdd)
        case .queue(let queue): scan(queue)
        case .update(let update):
            scan(update.key)
            for statement in update.statements { scan(statement) }
        case .resetTCPOption: facts.uses.insert(.mangles)
        case .last, .notrack, .raw: break
        }
    }

    private mutating func lacks(_ word: String) {
        if facts.chain.family == .netdev { facts.outsideNetdev.append(word) }
    }

    private mutating func object(_ kind: StatefulObject.Kind) {
        switch kind {
        case .counter: facts.uses.insert(.counter)
        case .quota: facts.uses.insert(.quota)
        case .ctHelper: facts.uses.formUnion([.ct, .ctHelper])
        case .ctTimeout, .ctExpectation: facts.uses.insert(.ct)
        case .synproxy: lacks("synproxy")
        case .limit, .secmark: break
        }
    }

    private mutating func scan(_ limit: Limit) {
        switch limit.unit {
        case .packets: facts.uses.insert(.packetLimit)
        case .bytes:
            facts.uses.insert(.byteLimit)
            // The kernel's bucket holds the rate's share of its unit of time, and the burst.
            facts.bucket = min(facts.bucket ?? .max, limit.rate + UInt64(limit.burst))
        }
    }

    private mutating func scan(_ queue: Queue) {
        facts.uses.formUnion([.queue, .userspace])
        lacks("queue")
        guard queue.fanout, case .range(.number(let low, _), .number(let high, _)) = queue.number, high >= low else { return }
        facts.uses.insert(.queueFanout)
        facts.queues = Int(clamping: high - low + 1)
    }

    private mutating func set(_ field: Field, _ value: Term) {
        scan(value)
        switch field {
        case .meta(.mark): facts.uses.insert(.setsMark)
        case .meta(.priority): facts.uses.insert(.setsPriority)
        case .ct: scan(.field(field))
        case .header(.ipDscp), .header(.ip6Dscp), .header(.ipEcn), .header(.ip6Ecn): facts.uses.formUnion([.setsDSCP, .mangles])
        case .header(.ipId): facts.uses.formUnion([.ipID, .mangles])
        case .header, .payload, .tcpOption, .rawTCPOption, .extensionHeader: facts.uses.insert(.mangles)
        default: break
        }
    }

    private mutating func scan(_ term: Term) {
        switch term {
        case .field(let field): scan(field)
        case .value, .range, .prefix, .flags, .set, .namedSet: break
        case .concatenation(let terms): for term in terms { scan(term) }
        case .binary(_, let left, let right):
            scan(left)
            scan(right)
        case .map(let key, _): scan(key)
        case .jhash(let term, _, _, _):
            scan(term)
            facts.uses.insert(.perPacketChoice)
        }
    }

    private mutating func scan(_ field: Field) {
        switch field {
        case .header(let header): scan(header)
        case .payload(let base, let offset, _):
            if base == .link, offset >= 96 { facts.uses.insert(.rawLink) }
            if base == .network, facts.chain.family == .ip6 { facts.uses.insert(.ipv6Layout) }
        case .meta(.length): facts.uses.formUnion([.length, .metaLength])
        case .meta(.mark): facts.uses.insert(.mark)
        case .meta(.oif), .meta(.oifname): facts.uses.insert(.outputLink)
        case .meta(.iif), .meta(.iifname): facts.uses.insert(.inputLink)
        case .meta(.random), .numgen, .symhash: facts.uses.insert(.perPacketChoice)
        case .ct(let key, _):
            facts.uses.insert(.ct)
            if key == .helper { facts.uses.insert(.ctHelper) }
        case .rt: lacks("rt")
        case .socket: lacks("socket")
        case .extensionHeader, .extensionHeaderPresence: if isFragment(field) { facts.uses.insert(.fragments) }
        case .tcpOption, .tcpOptionPresence, .rawTCPOption: facts.uses.insert(.perPacketHeaders)
        default: break
        }
    }

    private func isFragment(_ field: Field) -> Bool {
        switch field {
        case .extensionHeader(let field): field.rawValue.hasPrefix("frag")
        case .extensionHeaderPresence(let header): header.rawValue == "frag"
        default: false
        }
    }

    private mutating func scan(_ field: HeaderField) {
        switch field {
        case .ipLength, .ip6Length: facts.uses.insert(.length)
        case .udpLength: facts.uses.formUnion([.length, .udpLength])
        case .ipTtl, .ip6Hoplimit, .ipDscp, .ip6Dscp, .ipEcn, .ip6Ecn, .tcpFlags, .tcpSequence, .tcpWindow:
            facts.uses.insert(.perPacketHeaders)
        case .ipId: facts.uses.formUnion([.ipID, .perPacketHeaders])
        case .ipFragOff: facts.uses.insert(.fragments)
        case .vlanId, .vlanPcp, .vlanType: facts.uses.insert(.vlan)
        case .ip6Nexthdr: facts.uses.insert(.ipv6Layout)
        case .tcpSport, .tcpDport, .udpSport, .udpDport: facts.uses.insert(.tcpOrUDP)
        default: break
        }
    }

    /// What the values say, beyond the fields.
    private mutating func match(_ left: Term, _ comparison: Comparison, _ right: Term) {
        guard case .field(let field) = left.withoutMask else { return }
        switch field {
        case .meta(.iifname) where comparison == .equal, .meta(.iif) where comparison == .equal:
            facts.receivedBy = names(right).map { (facts.receivedBy ?? $0).intersection($0) } ?? facts.receivedBy
        case .meta(.oifname) where comparison == .equal, .meta(.oif) where comparison == .equal:
            facts.sentBy = names(right).map { (facts.sentBy ?? $0).intersection($0) } ?? facts.sentBy
        case .header(.vlanId) where comparison == .equal: facts.vlanIDs.formUnion(right.numbers.map { UInt16(truncatingIfNeeded: $0) })
        case .header(.etherType), .header(.vlanType), .meta(.protocol):
            if right.numbers.contains(0x88a8) { facts.uses.insert(.serviceTag) }
            if right.numbers.contains(0x8100) { facts.uses.insert(.vlan) }
        case .header(.tcpFlags):
            let bits = (left.mask ?? 0) | right.numbers.reduce(0, |)
            if bits & 0x09 != 0 { facts.uses.insert(.finOrPush) }
        case .meta(.length): facts.lengths.formUnion(right.numbers)
        case .meta(.l4proto), .header(.ipProtocol):
            if comparison == .equal, !right.numbers.isEmpty, Set(right.numbers).isSubset(of: [6, 17, 47]) { facts.uses.insert(.tcpOrUDP) }
        default: break
        }
    }

    /// Link names; nil where they are not all known here, as with a wildcard or a set.
    private func names(_ term: Term) -> Set<String>? {
        let values = term.values
        var names: Set<String> = []
        for value in values {
            guard case .text(let name, _) = value, !name.hasSuffix("*") else { return nil }
            names.insert(name)
        }
        return names.isEmpty ? nil : names
    }

    /// `ct state invalid`, alone.
    private var isInvalid: Bool {
        facts.rule.statements.contains { statement in
            guard case .match(.field(.ct(.state, _)), let comparison, let right) = statement, comparison == .equal || comparison == .anyOf
            else { return false }
            return right.numbers.contains(1)
        }
    }
}
