import PacketAnalysis
import PacketEngine
import WeirModel

/// The results of tests, in words.
struct TestReport {
    let words: RuleWords
    let tests: [(test: PacketTest, results: [PolicyProof.Result])]

    var holds: Bool { tests.allSatisfy { $0.results.allSatisfy(\.holds) } }

    /// An expectation that does not hold, or can't be decided.
    struct Failure {
        var location: SourceLocation?
        var message: String
        /// A packet, and where it is decided about.
        var details: [String]
    }

    func failures(of index: Int) -> [Failure] {
        let (test, results) = tests[index]
        return zip(test.expectations, results).compactMap { failure($0, $1) }
    }

    private func failure(_ expectation: PacketTest.Expectation, _ result: PolicyProof.Result) -> Failure? {
        let location = expectation.at.location
        switch result {
        case .holds: return nil
        case .fails(let example):
            let expected = (example.isReply ? expectation.replies : nil) ?? expectation.fate
            return Failure(
                location: location,
                message: "\(example.isReply ? "an answer" : "a packet") is \(example.fate.past), not \(expected.rawValue)",
                details: details(example))
        case .depends(let example, let sources):
            return Failure(
                location: location, message: "not decided: it depends on \(words.text(sources))",
                details: details(example))
        case .translatedReplies:
            return Failure(
                location: location, message: "the answers are not decided: NAT translates their connections",
                details: ["leave `replies:` out, or describe packets that no NAT rule matches"])
        case .notFollowed(let chain):
            return Failure(
                location: location,
                message: "not decided: chain `\(words.chain(chain))` may see the packets, and tests don't follow them there",
                details: ["describe packets of other links, or trace one by `weir trace`"])
        case .describesNothing:
            return Failure(location: location, message: "no packet is as described", details: ["its matches exclude each other"])
        case .tooLarge:
            return Failure(
                location: location, message: "too large to decide", details: ["describe fewer packets, by addresses, ports or interfaces"])
        }
    }

    private func details(_ example: PolicyProof.Counterexample) -> [String] {
        ["\(example.path.rawValue): \(example.packet.traceWords ?? example.packet.text)", "decided by \(words.decider(example))"]
    }
}

extension PolicyProof.Result {
    var holds: Bool { if case .holds = self { true } else { false } }
}

extension PacketFate {
    fileprivate var past: String {
        switch self {
        case .accept: "accepted"
        case .drop: "dropped"
        case .stolen: "taken over"
        case .queue(let number): "given to queue \(number)"
        }
    }
}

extension RuleWords {
    /// The rule or the policy that decides about a packet.
    func decider(_ example: PolicyProof.Counterexample) -> String {
        if let rule = example.rule {
            text(rule)
        } else if let chain = example.chain {
            "the policy of chain `\(self.chain(chain))`"
        } else {
            "no chain: it passes them all"
        }
    }

    /// Things that nothing in a policy says.
    func text(_ sources: [UnknownSource]) -> String { Set(sources.map(text)).sorted().joined(separator: ", ") }

    private func text(_ source: UnknownSource) -> String {
        switch source {
        case .load(let name): "the value of `\(Self.field(name))`"
        case .there(let name): "whether there is `\(Self.field(name))`"
        case .state(let name, _): Self.states.first { name.hasPrefix($0.prefix) }?.words ?? name
        case .member(_, let set), .element(_, let set): "the elements of \(self.set(set))"
        case .value(let name): name
        }
    }

    /// The kernel's number of a key as nft's word.
    private static func field(_ name: String) -> String {
        let words = name.split(separator: " ")
        guard words.count > 1, let number = UInt32(words[1]) else { return name }
        switch words[0] {
        case "meta": return MetaKey(kernelNumber: number).map { "meta \($0.rawValue)" } ?? name
        case "fib": return "fib"
        default: return name
        }
    }

    private static let states: [(prefix: String, words: String)] = [
        ("limit", "a limit"), ("quota", "a quota"), ("connlimit", "the number of connections"), ("dynset", "whether a set has room"),
        ("object", "a named limit or quota"), ("raw", "an expression that Weir does not know"),
    ]
}
