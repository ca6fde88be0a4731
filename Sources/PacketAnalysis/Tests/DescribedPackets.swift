import Netfilter
import WeirModel

/// The packets of an expectation as a table: what it says by interfaces and states becomes matches beside its author's.
enum DescribedPackets {
    /// A table of family inet whose only base chain accepts the packets of an expectation and drops all others.
    ///
    /// - Parameters:
    ///   - reply: the answers to the packets: addresses, ports and interfaces exchanged, established. Other matches of the author's don't hold of answers
    ///     and are left out.
    static func table(of expectation: PacketTest.Expectation, matches: Chain, sets: [SetDeclaration], reply: Bool) -> Table {
        let (iif, oif) = reply ? (expectation.oif, expectation.iif) : (expectation.iif, expectation.oif)
        var own: [Statement] = []
        if let iif { own.append(.match(.field(.meta(.iifname)), .equal, .value(.text(iif, .ifname)))) }
        if let oif { own.append(.match(.field(.meta(.oifname)), .equal, .value(.text(oif, .ifname)))) }
        let rules = matches.rules.isEmpty ? [Rule([])] : matches.rules
        let described = rules.map { rule in
            var statements = reply ? rule.statements.compactMap(\.ofReply) : rule.statements
            if reply {
                statements.append(isInState(.established))
            } else if !rule.asksState {
                statements.append(isInState(.new))
            }
            return Rule(own + statements + [.verdict(.accept)], at: rule.at.location)
        }
        let base = BaseChain(type: .filter, hook: .forward, priority: 0, policy: .drop)
        return Table(
            family: .inet, name: "test", chains: [Chain(name: "test", base: base, rules: described, at: expectation.at.location)],
            sets: sets)
    }

    private enum State: UInt128 {
        case established = 2
        case new = 8
    }

    private static func isInState(_ state: State) -> Statement {
        .match(.field(.ct(.state, direction: nil)), .anyOf, .flags([.number(state.rawValue, .ctState)]))
    }
}

extension Rule {
    var asksState: Bool {
        var found = false
        walk { part in
            if case .term(.field(.ct(.state, _))) = part { found = true }
        }
        return found
    }
}

extension Statement {
    /// The match as it holds of answers; nil if it says nothing about them.
    fileprivate var ofReply: Statement? {
        guard case .match(let left, let comparison, let right) = self, let exchanged = left.ofReply else { return nil }
        return .match(exchanged, comparison, right)
    }
}

extension Term {
    fileprivate var ofReply: Term? {
        switch self {
        case .field(.header(let field)): field.ofReply.map { .field(.header($0)) }
        case .field(.meta(.l4proto)), .field(.meta(.nfproto)): self
        case .field(.meta(.iifname)): .field(.meta(.oifname))
        case .field(.meta(.oifname)): .field(.meta(.iifname))
        case .field(.meta(.iif)): .field(.meta(.oif))
        case .field(.meta(.oif)): .field(.meta(.iif))
        case .concatenation(let terms):
            terms.compactMap(\.ofReply).count == terms.count ? .concatenation(terms.compactMap(\.ofReply)) : nil
        case .binary(let operation, let left, let right): left.ofReply.map { .binary(operation, $0, right) }
        case .field, .value, .range, .prefix, .flags, .set, .namedSet, .map, .jhash: nil
        }
    }
}

extension HeaderField {
    /// The field of an answer that has what this one had.
    fileprivate var ofReply: HeaderField? {
        let words = rawValue.split(separator: " ")
        guard words.count == 2 else { return nil }
        switch words[1] {
        case "saddr": return HeaderField(rawValue: "\(words[0]) daddr")
        case "daddr": return HeaderField(rawValue: "\(words[0]) saddr")
        case "sport": return HeaderField(rawValue: "\(words[0]) dport")
        case "dport": return HeaderField(rawValue: "\(words[0]) sport")
        case "protocol", "nexthdr": return self
        default: return nil
        }
    }
}
