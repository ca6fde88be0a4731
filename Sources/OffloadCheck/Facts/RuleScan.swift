internal import WeirModel

/// The uses of a rule, including those in anonymous chains, maps and elements.
struct RuleScan {
    private(set) var traits: RuleTraits

    init(_ rule: RuleIndex, in chain: ChainIndex) {
        traits = RuleTraits(rule, in: chain)
        rule.rule.walk { part in
            switch part {
            case .statement(let statement): scan(statement)
            case .verdict(let verdict): if verdict == .drop, isInvalid { traits.uses.insert(.dropsInvalid) }
            case .term(.field(let field)): scan(field)
            case .term(.jhash): traits.uses.insert(.perPacketChoice)
            case .term, .value, .list, .lookup, .object, .flowtable: break
            }
        }
        if traits.uses.contains(.ct), chain.family == .netdev { traits.outsideNetdev.append("ct") }
    }

    private mutating func scan(_ statement: Statement) {
        switch statement {
        case .match(let left, let comparison, let right): match(left, comparison, right)
        case .set(let field, _), .setOverZeroChecksum(let field, _): set(field)
        case .counter: traits.uses.insert(.counter)
        case .quota: traits.uses.insert(.quota)
        case .limit(let limit): scan(limit)
        case .connectionLimit: traits.uses.insert(.ct)
        case .object(let kind, _): scan(kind)
        case .log: traits.uses.insert(.log)
        case .reject:
            traits.uses.insert(.reject)
            if traits.chain.hooks.contains(.egress) { lacks("reject at egress") }
        case .nat(let nat):
            traits.uses.formUnion([.nat, .mangles])
            if nat.kind == .dnat { traits.uses.insert(.forwards) }
            lacks(nat.kind.rawValue)
        case .tproxy:
            traits.uses.insert(.forwards)
            lacks("tproxy")
        case .dup: traits.uses.insert(.userspace)
        case .fwd: traits.uses.insert(.forwards)
        case .synproxy: lacks("synproxy")
        case .flowAdd: traits.uses.insert(.flowAdd)
        case .queue(let queue): scan(queue)
        case .resetTCPOption: traits.uses.insert(.mangles)
        case .verdict, .verdictMap, .update, .last, .notrack, .raw: break
        }
    }

    private mutating func lacks(_ word: String) {
        if traits.chain.family == .netdev { traits.outsideNetdev.append(word) }
    }

    private mutating func scan(_ kind: StatefulObject.Kind) {
        switch kind {
        case .counter: traits.uses.insert(.counter)
        case .quota: traits.uses.insert(.quota)
        case .ctHelper: traits.uses.formUnion([.ct, .ctHelper])
        case .ctTimeout, .ctExpectation: traits.uses.insert(.ct)
        case .synproxy: lacks("synproxy")
        case .limit, .secmark, .tunnel: break
        }
    }

    private mutating func scan(_ limit: Limit) {
        switch limit.unit {
        case .packets: traits.uses.insert(.packetLimit)
        case .bytes:
            traits.uses.insert(.byteLimit)
            // The kernel's bucket holds the rate's share of its unit of time, and the burst.
            traits.bucket = min(traits.bucket ?? .max, limit.rate.plus(clamped: UInt64(limit.burst)))
        }
    }

    private mutating func scan(_ queue: Queue) {
        traits.uses.formUnion([.queue, .userspace])
        lacks("queue")
        guard queue.fanout, case .range(.number(let low, _), .number(let high, _)) = queue.number, high >= low else { return }
        traits.uses.insert(.queueFanout)
        traits.queues = Int(clamping: high - low).plus(clamped: 1)
    }

    private mutating func set(_ field: Field) {
        switch field {
        case .meta(.mark): traits.uses.insert(.setsMark)
        case .meta(.priority): traits.uses.insert(.setsPriority)
        case .ct: scan(field)
        case .header(.ipDscp), .header(.ip6Dscp), .header(.ipEcn), .header(.ip6Ecn): traits.uses.formUnion([.setsDSCP, .mangles])
        case .header(.ipId): traits.uses.formUnion([.ipID, .mangles])
        case .header, .payload, .tcpOption, .rawTCPOption, .extensionHeader: traits.uses.insert(.mangles)
        default: break
        }
    }

    private mutating func scan(_ field: Field) {
        switch field {
        case .header(let header): scan(header)
        case .payload(let base, let offset, _):
            if base == .link, offset >= 96 { traits.uses.insert(.rawLink) }
            if base == .network, traits.chain.family == .ip6 { traits.uses.insert(.ipv6Layout) }
        case .meta(.length): traits.uses.formUnion([.length, .metaLength])
        case .meta(.mark): traits.uses.insert(.mark)
        case .meta(.oif), .meta(.oifname): traits.uses.insert(.outputLink)
        case .meta(.iif), .meta(.iifname): traits.uses.insert(.inputLink)
        case .meta(.random), .numgen, .symhash: traits.uses.insert(.perPacketChoice)
        case .ct(let key, _):
            traits.uses.insert(.ct)
            if key == .helper { traits.uses.insert(.ctHelper) }
        case .rt: lacks("rt")
        case .socket: lacks("socket")
        case .extensionHeader, .extensionHeaderPresence: if isFragment(field) { traits.uses.insert(.fragments) }
        case .tcpOption, .tcpOptionPresence, .rawTCPOption: traits.uses.insert(.perPacketHeaders)
        default: break
        }
    }

    private func isFragment(_ field: Field) -> Bool {
        if case .extensionHeader(let field) = field { return field.rawValue.hasPrefix("frag") }
        return field == .extensionHeaderPresence(.frag)
    }

    private mutating func scan(_ field: HeaderField) {
        switch field {
        case .ipLength, .ip6Length: traits.uses.insert(.length)
        case .udpLength: traits.uses.formUnion([.length, .udpLength])
        case .ipTtl, .ip6Hoplimit, .ipDscp, .ip6Dscp, .ipEcn, .ip6Ecn, .tcpFlags, .tcpSequence, .tcpWindow:
            traits.uses.insert(.perPacketHeaders)
        case .ipId: traits.uses.formUnion([.ipID, .perPacketHeaders])
        case .ipFragOff: traits.uses.insert(.fragments)
        case .vlanId, .vlanPcp, .vlanType: traits.uses.insert(.vlan)
        case .ip6Nexthdr: traits.uses.insert(.ipv6Layout)
        case .tcpSport, .tcpDport, .udpSport, .udpDport: traits.uses.insert(.tcpOrUDP)
        default: break
        }
    }

    /// Uses that the values imply, beyond the fields.
    private mutating func match(_ left: Term, _ comparison: Comparison, _ right: Term) {
        guard case .field(let field) = left.withoutMask else { return }
        switch field {
        case .meta(.iifname) where comparison == .equal, .meta(.iif) where comparison == .equal:
            traits.receivedBy = names(right).map { (traits.receivedBy ?? $0).intersection($0) } ?? traits.receivedBy
        case .meta(.oifname) where comparison == .equal, .meta(.oif) where comparison == .equal:
            traits.sentBy = names(right).map { (traits.sentBy ?? $0).intersection($0) } ?? traits.sentBy
        case .header(.vlanId) where comparison == .equal: traits.vlanIDs.formUnion(right.numbers.map { UInt16(truncatingIfNeeded: $0) })
        case .header(.etherType), .header(.vlanType), .meta(.protocol):
            if right.numbers.contains(0x88a8) { traits.uses.insert(.serviceTag) }
            if right.numbers.contains(0x8100) { traits.uses.insert(.vlan) }
        case .header(.tcpFlags):
            let bits = (left.mask ?? 0) | right.numbers.reduce(0, |)
            if bits & 0x09 != 0 { traits.uses.insert(.finOrPush) }
        case .meta(.length): traits.lengths.formUnion(right.numbers)
        case .meta(.l4proto), .header(.ipProtocol):
            if comparison == .equal, !right.numbers.isEmpty, Set(right.numbers).isSubset(of: [6, 17, 47]) { traits.uses.insert(.tcpOrUDP) }
        default: break
        }
    }

    /// Link names; `nil` if not all are known here, as with a wildcard or a set.
    private func names(_ term: Term) -> Set<String>? {
        let names = term.values.map { value in
            if case .text(let text, _) = value, NamePattern.prefix(of: text) == nil { NamePattern.name(of: text) } else { nil as String? }
        }
        return names.isEmpty || names.contains(nil) ? nil : Set(names.compactMap { $0 })
    }

    /// `ct state invalid`, alone.
    private var isInvalid: Bool {
        traits.rule.statements.contains { statement in
            guard case .match(.field(.ct(.state, _)), let comparison, let right) = statement, comparison == .equal || comparison == .anyOf
            else { return false }
            return right.numbers.contains(1)
        }
    }
}
