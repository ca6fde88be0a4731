import Findings
import Tags
import Testing
import WeirModel

@testable import PolicyCheck

/// What a policy accepts is said with its reason, and refuses nothing any more.
@Suite(.tags(.pure)) struct AcceptedFindingsTests {
    private func at(_ line: Int) -> WeirModel.SourceLocation { WeirModel.SourceLocation(file: "p.swift", line: line, column: 1) }

    /// A class with its ceil below its rate, on each of two links; on the second a handle twice.
    private var links: [LinkConfiguration] {
        var ceiled = TrafficClass.HTB(rate: .mbit(2))
        ceiled.ceil = .mbit(1)
        let htb = Qdisc(Qdisc.HTB(), handle: Handle(1), at: at(1))
        let first = TrafficClass(Handle(1, 1), parent: Handle(1), ceiled, at: at(2))
        let again = Qdisc(Qdisc.SFQ(), parent: Handle(1, 1), handle: Handle(1), at: at(3))
        return [
            LinkConfiguration("eth0", qdiscs: [htb], classes: [first, TrafficClass(Handle(1, 2), parent: Handle(1), ceiled, at: at(4))]),
            LinkConfiguration("eth0.5", qdiscs: [htb, again], classes: [first]),
        ]
    }

    /// Everything that `weir check` says: severity, identifier and line.
    private func said(_ accepted: Acceptance..., isDecided: @escaping (Acceptance) -> Bool = { _ in true }) -> [String] {
        let findings = AcceptedFindings(accepted, rules: Self.rules)
        let lowered = findings.lowering(PolicyCheck.diagnostics(of: HostState(policy: "p", accepted: accepted, links: links)))
        return (lowered + findings.errors + findings.remarks(on: lowered, isDecided: isDecided)).map { "\($0.severity) \($0.id):\($0.at.location?.line ?? 0)" }.sorted()
    }

    /// Of the policy, and one of the card.
    private static let rules =
        PolicyCheck.rules + [DiagnosticRule(.qdRateOverLink, "a rate is above the link's", isAcceptable: true, why: "", help: "", in: .qdiscs)]

    private let ceil = "ceil-below-rate"
    private let all = ["error ceil-below-rate:2", "error ceil-below-rate:2", "error ceil-below-rate:4", "error duplicate-handle:3"]

    @Test func nothingIsAcceptedByItself() { #expect(said() == all) }

    /// `eth0` is not `eth0.5`.
    @Test func aLinksFindingsAreWarnings() {
        #expect(
            said(Acceptance(ceil, on: "eth0", because: "so it is sold", at: at(9)))
                == ["error ceil-below-rate:2", "error duplicate-handle:3", "warning ceil-below-rate:2", "warning ceil-below-rate:4"])
    }

    @Test func oneThingsFindingIsAWarning() {
        #expect(
            said(Acceptance(ceil, on: "eth0 class 1:2", because: "so it is sold", at: at(9)))
                == ["error ceil-below-rate:2", "error ceil-below-rate:2", "error duplicate-handle:3", "warning ceil-below-rate:4"])
    }

    @Test func theReasonIsSaid() throws {
        let acceptance = Acceptance(ceil, on: "eth0", because: "so it is sold")
        let found = AcceptedFindings([acceptance], rules: Self.rules).lowering(PolicyCheck.diagnostics(of: HostState(policy: "p", links: links)))
        let lowered = try #require(found.first)
        #expect(lowered.message == "the ceil of class 1:1, 1mbit, is below its rate, 2mbit, accepted: so it is sold")
        #expect(lowered.accepted == "so it is sold" && lowered.help == nil)
    }

    @Test func whatNothingNeedsIsAWarning() {
        #expect(said(Acceptance(ceil, on: "eth1", because: "x", at: at(9))) == all + ["warning accept-nothing:9"])
        #expect(said(Acceptance("burst-below-mtu", on: "eth0", because: "x", at: at(9))) == all + ["warning accept-nothing:9"])
    }

    /// Without the card nobody knows what its checks would find.
    @Test func whatIsNotDecidedMayBeNeeded() {
        let acceptance = Acceptance("qd-rate-over-link", on: "eth0", because: "x", at: at(9))
        #expect(said(acceptance) == all + ["warning accept-nothing:9"])
        #expect(said(acceptance, isDecided: { _ in false }) == all)
    }

    @Test func whatTheKernelRefusesCannotBeAccepted() {
        let acceptance = Acceptance("duplicate-handle", on: "eth0.5", because: "x", at: at(9))
        #expect(said(acceptance) == ["error accept-refused:9"] + all)
        // Whether or not the checks of the card had a look.
        #expect(said(acceptance, isDecided: { _ in false }) == ["error accept-refused:9"] + all)
    }

    @Test func whatNoCheckFindsIsAnErrorThatNamesTheNearest() {
        let acceptance = Acceptance("ceil-bellow-rate", on: "eth0", because: "x", at: at(9))
        #expect(said(acceptance) == ["error accept-unknown:9"] + all)
        #expect(AcceptedFindings([acceptance], rules: Self.rules).errors.first?.help == "did you mean `ceil-below-rate`?")
        let other = Acceptance("qd-rate-over-lnk", on: "eth0", because: "x")
        #expect(AcceptedFindings([other], rules: Self.rules).errors.first?.help == "did you mean `qd-rate-over-link`?")
    }

    @Test func aReasonIsAskedFor() {
        #expect(said(Acceptance(ceil, on: "eth0 class 1:2", because: " ", at: at(9))).contains("error accept-reason:9"))
    }

    /// One for each kind and link; what can't be accepted comes back.
    @Test func whatAnImportAccepts() {
        let state = HostState(policy: "p", links: links)
        let found = PolicyCheck.diagnostics(of: state)
        let needed = AcceptedFindings.needed(for: found, in: state, rules: Self.rules, because: "held")
        #expect(needed.accepted == [Acceptance(ceil, on: "eth0", because: "held"), Acceptance(ceil, on: "eth0.5", because: "held")])
        #expect(needed.refused.map(\.id.rawValue) == ["duplicate-handle"])
        let lowered = AcceptedFindings(needed.accepted, rules: Self.rules).lowering(found)
        #expect(lowered.filter { $0.severity == .error }.map(\.id.rawValue) == ["duplicate-handle"])
    }
}
