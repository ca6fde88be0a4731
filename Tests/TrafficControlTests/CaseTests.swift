import NetworkNamespace
import Planning
import Tags
import Testing
import WeirModel

@testable import TrafficControl

/// Every kind of traffic control, judged by stock tc and by the kernel's own bytes.
@Suite(.tags(.kernel), .enabled(if: Kernel.isThere, Kernel.needs)) struct CaseTests {
    @Test(arguments: Cases.qdiscs.filter(\.isPossible)) func qdiscs(_ example: Case) throws { try judge(example) }
    @Test(arguments: Cases.randomEarlyDetection.filter(\.isPossible)) func randomEarlyDetection(_ example: Case) throws { try judge(example) }
    @Test(arguments: Cases.trees.filter(\.isPossible)) func trees(_ example: Case) throws { try judge(example) }
    @Test(arguments: Cases.classifiers.filter(\.isPossible)) func classifiers(_ example: Case) throws { try judge(example) }
    @Test(arguments: Cases.matches.filter(\.isPossible)) func matches(_ example: Case) throws { try judge(example) }
    @Test(arguments: Cases.flower.filter(\.isPossible)) func flower(_ example: Case) throws { try judge(example) }
    @Test(arguments: Cases.actions.filter(\.isPossible)) func actions(_ example: Case) throws { try judge(example) }

    private func judge(_ example: Case) throws {
        let failures = try example.failures()
        for failure in failures { Issue.record("\(failure)") }
    }

    /// Keys of flower that stock tc can't say, and does not show.
    @Test(.enabled(if: !Kernel.lacking.contains("filter flower"), "skipped: flower keys without a word, for want of flower"))
    func keysWithoutAWordComeBack() throws {
        let keys: [@Sendable (inout Filter.Flower) -> Void] = [
            { $0.hash = Masked(7, mask: 0xf) },
            {
                $0.tunnel = .init()
                $0.tunnel?.sourcePort = Masked(500)
            },
            { ($0.etherType, $0.ipProtocol, $0.l2tpv3Session) = (0x0800, 115, 1234) },
        ]
        let failures = try inNamespace { () -> [String] in
            try StandInLinks.make(["d0"])
            return try keys.flatMap { change in
                var options = Filter.Flower()
                change(&options)
                let filter = Filter(options, on: .parent(.ingress), priority: 10, protocolID: options.etherType ?? Filter.allProtocols, handle: 1)
                let wanted = [LinkConfiguration("d0", qdiscs: [Case.clsact], filters: [filter])]
                let outcome = try TrafficControlSession().carryOut(TrafficControlPlan(desired: wanted, live: try TrafficControlSession().capture()).steps)
                let rest = TrafficControlPlan(desired: wanted, live: try TrafficControlSession().capture())
                return (outcome.failure.map { ["\($0)"] } ?? []) + (rest.isEmpty ? [] : [rest.text])
            }
        }
        for failure in failures { Issue.record("\(failure)") }
    }

    @Test func whatThisKernelLacksIsNamed() {
        let left = Cases.all.filter { !$0.isPossible }
        guard !left.isEmpty else { return }
        withKnownIssue("skipped: \(left.count) of \(Cases.all.count) cases, for want of \(Kernel.lacking.sorted().joined(separator: ", "))") {
            Issue.record("this kernel lacks kinds")
        }
    }
}

extension Case {
    var isPossible: Bool { lacks.isEmpty }
}

enum Cases {
    static let all = qdiscs + randomEarlyDetection + trees + classifiers + matches + flower + actions
}

/// A kind or a key without a case fails here.
@Suite(.tags(.pure)) struct CompletenessTests {
    @Test func everyKindHasACase() {
        let words = Cases.all.reduce(into: Set<String>()) { $0.formUnion($1.words) }
        for (object, kinds) in Kernel.kinds {
            for kind in kinds.sorted() { #expect(words.contains("\(object) \(kind)")) }
        }
    }

    @Test func everyKindOfClassHasACase() {
        let commands = Cases.all.flatMap { $0.commands + [$0.change] }
        // Those of mq and mqprio carry nothing and are never made.
        for kind in TrafficClassCatalogue.kinds.map({ $0.kind }) where !["mq", "mqprio", "prio"].contains(kind) {
            #expect(commands.contains { $0.hasPrefix("class ") && $0.contains(" \(kind) ") }, "\(kind)")
        }
    }

    @Test func noTwoCasesHaveOneName() {
        #expect(Set(Cases.all.map(\.name)).count == Cases.all.count)
    }

    /// Keys of the model that no case's model says.
    @Test func everyKeyOfFlowerHasACase() {
        var said: Set<String> = []
        for example in Cases.flower {
            for filter in example.model?().filters ?? [] {
                guard let keys = filter.classifier.as(Filter.Flower.self) else { continue }
                said.formUnion(names(in: keys))
            }
        }
        var everything: Set<String> = []
        everything.formUnion(Mirror(reflecting: Filter.Flower()).children.compactMap(\.label))
        everything.formUnion(Mirror(reflecting: Filter.Flower.Tunnel()).children.compactMap(\.label).map { "tunnel.\($0)" })
        everything.formUnion(Mirror(reflecting: Filter.Flower.Connection()).children.compactMap(\.label).map { "ct.\($0)" })
        everything.formUnion(Mirror(reflecting: Filter.Flower.ARP()).children.compactMap(\.label).map { "arp.\($0)" })
        everything.formUnion(Mirror(reflecting: Filter.Flower.VLAN()).children.compactMap(\.label).flatMap { ["vlan.\($0)", "cvlan.\($0)"] })
        everything.formUnion(Mirror(reflecting: Filter.Flower.ICMP()).children.compactMap(\.label).flatMap { ["icmp.\($0)", "icmpv6.\($0)"] })
        // For which tc 6.1 has no word; the kernel takes them: see keysWithoutAWordComeBack.
        // Those of newer kernels are in NewerOptionTests.
        let wordless: Set<String> = ["hash", "tunnel.sourcePort", "l2tpv3Session", "l2Miss", "cfm", "spi", "tunnel.flags"]
        #expect(everything.subtracting(said) == wordless)
    }

    private func names(in value: Any, _ prefix: String = "") -> [String] {
        Mirror(reflecting: value).children.flatMap { child -> [String] in
            let content = Mirror(reflecting: child.value)
            guard let label = child.label, content.displayStyle == .optional, let inner = content.children.first?.value else { return [] }
            let name = prefix.isEmpty ? label : "\(prefix).\(label)"
            return [name] + (["vlan", "cvlan", "icmp", "icmpv6", "arp", "ct", "tunnel"].contains(name) ? names(in: inner, name) : [])
        }
    }
}
