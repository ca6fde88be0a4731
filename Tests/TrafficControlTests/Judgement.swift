import CNl
import Documents
import Netlink
import NetworkNamespace
import Planning
import WeirModel

@testable import TrafficControl

extension Case {
    /// What is wrong, in words: the kernel's own bytes judge what this module captures, makes, tells apart and repairs.
    func failures() throws -> [String] {
        try inNamespace {
            var judgement = Judgement(self)
            do { try judgement.run() } catch { judgement.failures.append("\(error)") }
            return judgement.failures
        }
    }
}

private struct Judgement {
    static let links = ["d0", "d1"]

    let example: Case
    var failures: [String] = []

    init(_ example: Case) { self.example = example }

    mutating func run() throws {
        try StandInLinks.make(Self.links.map { StandInLink($0) })
        try tc(example.commands)
        let stock = try KernelDump(of: Self.links, except: .newlyMade)
        let captured = try TrafficControl.TrafficControlSession().capture().filter { !$0.isEmpty }.map(\.portable)
        for raw in Self.raw(in: captured) { failures.append("captured raw: \(raw)") }

        try clear()
        try apply(document(of: captured), "what was captured")
        try compare("what was captured and applied", stock)

        try tc([example.change])
        let drift = try plan(captured)
        if drift.differences.count != 1 || drift.differences.first?.description.contains(example.difference) != true {
            failures.append("diff names `\(drift.differences.map(\.description).joined(separator: "\n"))`, not `\(example.difference)`")
        }
        try apply(captured, "what was captured, over the change")
        try compare("what was repaired", stock)

        guard let model = example.model else { return }
        try clear()
        try apply([model()], "the model")
        try compare("the model", stock)
    }

    private mutating func apply(_ links: [LinkConfiguration], _ what: String) throws {
        let outcome = try TrafficControl.TrafficControlSession().carryOut(try plan(links).steps)
        if let failure = outcome.failure { failures.append("applying \(what): \(failure)") }
        let rest = try plan(links)
        if !rest.isEmpty { failures.append("after applying \(what), diff says: \(rest.text)") }
    }

    private mutating func compare(_ what: String, _ stock: KernelDump) throws {
        let dump = try KernelDump(of: Self.links, except: .newlyMade)
        if dump != stock { failures.append("\(what) is not what stock tc made:\nstock\n\(stock.differing(from: dump))\nweir\n\(dump.differing(from: stock))") }
    }

    private func plan(_ links: [LinkConfiguration]) throws -> TrafficControlPlan {
        TrafficControlPlan(desired: links, live: try TrafficControl.TrafficControlSession().capture())
    }

    /// By way of both forms of documents.
    private mutating func document(of links: [LinkConfiguration]) throws -> [LinkConfiguration] {
        var links = links
        for form in Document.Form.allCases {
            let back = try Document.decode(try Document.encode(HostState(links: links), as: form)).links
            if back != links { failures.append("the \(form) document says otherwise: \(back), not \(links)") }
            links = back
        }
        return links
    }

    private func tc(_ commands: [String]) throws {
        let result = try shell("exec tc -batch -", input: commands.joined(separator: "\n") + "\n")
        if result.status != 0 { throw ShellError(command: commands.joined(separator: "; "), output: result.output) }
    }

    private func clear() throws {
        let session = try TrafficControl.TrafficControlSession()
        let links = try session.links().filter { Self.links.contains($0.name) }
        // What is not there need not go.
        let requests = MessageWriter()
        for link in links {
            for parent: UInt32 in [.max, 0xffff_fff1] {
                var message = TrafficControlMessage(Int(RTM_DELQDISC), interface: link.index)
                message.parent = parent
                try message.write(to: requests)
            }
        }
        _ = try session.execute(requests.array[...])
    }

    private static func raw(in links: [LinkConfiguration]) -> [String] {
        links.flatMap { link in
            link.qdiscs.filter { $0.options.isRaw || $0.unknown != nil }.map { "\($0)" }
                + link.classes.filter { $0.options.isRaw || $0.unknown != nil }.map { "\($0)" }
                + link.filters.filter { filter in
                    filter.classifier.isRaw || filter.unknown != nil || filter.actions.contains { $0.options.isRaw || $0.unknown != nil }
                }.map { "\($0)" }
        }
    }
}
