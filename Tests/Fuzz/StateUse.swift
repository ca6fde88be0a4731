import Findings
import Netfilter
import Nftables
import OffloadCheck
import Planning
import PolicyWriting
import Rendering
import TrafficLowering

@testable import Documents
@testable import PolicyCheck
@testable import TrafficControl
@testable import WeirModel

/// All that weir does with a state.
enum StateUse {
    /// What is read can be written, in both forms, and is read as the same.
    static func roundTrip(_ state: HostState) {
        for form in Document.Form.allCases {
            guard let bytes = try? Document.encode(state, as: form) else { continue }
            guard let again = try? Document.decode(bytes) else { fatalError("\(form): what was written can't be read") }
            // Numbers that are none compare with nothing.
            if again != state, state == state { fatalError("\(form): what was written is read as something else") }
        }
    }

    /// - Parameter choice: which parts of it, a bit for each. A fuzzer gets further where not all are run each time.
    static func all(of written: HostState, choice: UInt8 = .max) {
        let state = written.lowered
        if choice & 1 != 0 { check(state, reports: choice & 2 != 0) }
        if choice & 4 != 0 { tables(state) }
        if choice & 8 != 0 { links(state) }
        if choice & 16 != 0 { render(state) }
        if choice & 32 != 0 { _ = PolicyWriter(written, as: .text).output() }
        if choice & 64 != 0 { _ = PolicyWriter(written, as: .folder).output() }
    }

    /// One check after the other: to start a thread takes longer than most checks.
    private static func check(_ state: HostState, reports: Bool) {
        let policy = PolicyIndex(state)
        var found = PolicyCheck.all.flatMap { $0.findings(policy) }
        found += OffloadCheck(policy).diagnostics(on: [profile])
        let accepted = AcceptedFindings(state.accepted, rules: PolicyCheck.rules)
        found = accepted.ofCaptured(accepted.lowering(found)) + accepted.errors
        guard reports else { return }
        let report = DiagnosticReport(state.diagnostics + found, version: "0")
        _ = (report.text(), try? report.json(), try? report.sarif(rules: []), report.github())
    }

    private static func render(_ state: HostState) {
        _ = try? NftRenderer.script(for: state)
        for table in state.tables { _ = NftRenderer.lines(for: table) }
    }

    private static func tables(_ state: HostState) {
        guard let tables = try? Lowering.compile(state, names: Names(), knownExpression: ExpressionBytes.expression) else { return }
        NftablesUse.plan(tables)
    }

    /// - Parameter ways: from where to where, of four.
    static func links(_ state: HostState, ways: [Int] = [0, 1, 2, 3]) {
        var names = InterfaceTable()
        for (index, link) in state.links.enumerated() { names.add(link.name, UInt32(index + 1)) }
        let nothing = state.links.map { LinkConfiguration($0.name) }
        let turned = state.links.map { link in
            var copy = link
            copy.classes = copy.classes.reversed()
            copy.filters = copy.filters.reversed()
            copy.qdiscs = copy.qdiscs.map { qdisc in
                var copy = qdisc
                copy.handle = qdisc.handle.map { Handle(rawValue: $0.rawValue ^ 0x10_0000) }
                return copy
            }
            return copy
        }
        let all = [(state.links, nothing), (nothing, state.links), (state.links, state.links), (state.links, turned)]
        for (desired, live) in ways.map({ all[$0] }) {
            let plan = TrafficControlPlan(desired: desired, live: live)
            _ = StepMessages(of: plan.steps[...], names, piece: max(plan.steps.count, 1))
            _ = (plan.text, TcScript(plan.steps).text)
        }
        _ = state.links.map(\.inOrder)
    }

    /// What only a host knows.
    private struct Names: HostNames {
        func number(of name: String, type: DataType) -> UInt128? { UInt128(name.utf8.count) }
        func name(of number: UInt128, type: DataType) -> String? { nil }
    }

    /// A policy that asks a card for something.
    static let policy = HostState(
        policy: "p",
        tables: [
            Table(
                family: .inet, name: "t",
                chains: [
                    Chain(
                        name: "c", base: BaseChain(type: .filter, hook: .forward, priority: 0),
                        rules: [Rule([.flowAdd(flowtable: "f")]), Rule([.counter(Counter()), .verdict(.accept)])])
                ], flowtables: [Flowtable(name: "f", priority: 0, devices: ["eth0"], offload: .required)])
        ],
        links: [
            LinkConfiguration(
                "eth0",
                qdiscs: [
                    Qdisc(Qdisc.HTB(), parent: .root, handle: Handle(1)), Qdisc(Qdisc.ClsAct(), parent: .clsact, handle: .ingressQdisc),
                ],
                classes: [TrafficClass(Handle(1, 10), parent: Handle(1), TrafficClass.HTB())],
                filters: [
                    Filter(Filter.MatchAll(), on: .parent(.ingress), actions: [Action(Action.GAct(), .drop)]), Filter(Filter.Flower(), on: .parent(.ingress)),
                ])
        ])

    static let profile = NICProfile(name: "eth0", unread: "nobody read it")
}
