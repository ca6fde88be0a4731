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
                location: location, message: "not decided: it depends on \(sources.map(\.words).sorted().joined(separator: ", "))",
                details: details(example))
        case .translatedReplies:
            return Failure(
                location: location, message: "the answers are not decided: NAT translates their connections",
                details: ["leave `replies:` out, or describe packets that no NAT rule matches"])
        case .describesNothing:
            return Failure(location: location, message: "no packet is as described", details: ["its matches exclude each other"])
        case .tooLarge:
            return Failure(
                location: location, message: "too large to decide", details: ["describe fewer packets, by addresses, ports or interfaces"])
        }
    }

    private func details(_ example: PolicyProof.Counterexample) -> [String] {
        let decider =
            if let rule = example.rule {
                words.text(rule)
            } else if let chain = example.chain {
                "the policy of chain `\(words.chain(chain))`"
            } else {
                "no chain: it passes them all"
            }
        return ["\(example.path.rawValue): \(example.packet.packetText)", "decided by \(decider)"]
    }
}

extension Cube {
    /// A packet, without what goes without saying.
    fileprivate var packetText: String {
        var packet = self
        if packet.values[.unreadable] == .flag(false) { packet.values[.unreadable] = nil }
        return packet.text
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

extension UnknownSource {
    /// The thing in words that nothing says in a policy.
    fileprivate var words: String {
        switch self {
        case .load(let name): "the value of \(name)"
        case .there(let name): "whether there is \(name)"
        case .state: "a limit, a quota, or another state"
        case .member(let name): "the elements of \(name)"
        case .value(let name): "the value of \(name)"
        }
    }
}
