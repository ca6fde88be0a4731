import NetworkNamespace
import Planning
import Tags
import Testing
import WeirModel

@testable import TrafficControl

/// Priorities of u32 that somebody left behind with their table and without a filter.
@Suite(.tags(.kernel), .enabled(if: Kernel.isThere, Kernel.needs)) struct EmptyPriorityTests {
    private static let leftover = [
        "qdisc add dev d0 clsact", "filter add dev d0 ingress protocol ip pref 5 u32 match ip dst 10.0.0.5 flowid 1:5",
        "filter add dev d0 ingress protocol ip pref 10 u32 match ip dst 10.0.0.10 flowid 1:10",
        "filter del dev d0 ingress protocol ip pref 10 handle 801::800 u32",
    ]

    private static func u32(_ priority: UInt16, _ protocolID: UInt16, _ address: UInt32, to classID: UInt16) -> Filter {
        var options = Filter.U32()
        options.keys = [.init(value: address, mask: .max, offset: 16)]
        return Filter(options, on: .parent(.ingress), priority: priority, protocolID: protocolID, classID: Handle(1, classID))
    }

    private static let first = u32(5, 0x0800, 0x0a00_0005, to: 5)

    private static func wanted(_ more: Filter...) -> [LinkConfiguration] {
        [LinkConfiguration("d0", qdiscs: [Case.clsact], filters: [first] + more)]
    }

    private static var program: Filter {
        var options = Filter.BPF()
        options.program.bytecode = [.init(code: 6, jumpTrue: 0, jumpFalse: 0, k: 0)]
        return Filter(options, on: .parent(.ingress), priority: 10)
    }

    /// In a namespace with the leftover.
    private func withLeftover<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) throws -> Result {
        try inNamespace {
            try StandInLinks.make(["d0"])
            let result = try shell("exec tc -batch -", input: Self.leftover.joined(separator: "\n") + "\n")
            if result.status != 0 { throw ShellError(command: "tc", output: result.output) }
            return try body()
        }
    }

    @Test func itIsNoDifference() throws {
        let found = try withLeftover {
            let live = try TrafficControlSession().capture()
            let link = live.first { $0.name == "d0" }
            return [
                "\(link?.filters.count ?? 0)", "\((link?.emptyPriorities ?? []).map(\.name))",
                "\(link?.portable.emptyPriorities?.count ?? 0)", TrafficControlPlan(desired: Self.wanted(), live: live).text,
            ]
        }
        #expect(found == ["1", "[\"filter u32 at ingress pref 10\"]", "0", ""])
    }

    @Test(arguments: [u32(10, 0x0800, 0x0a00_000a, to: 10), u32(10, 0x86dd, 0, to: 10), program])
    func itIsTakenOverOrMakesRoom(_ filter: Filter) throws {
        let wanted = Self.wanted(filter)
        let isSame = filter.protocolID == 0x0800
        let failures = try withLeftover { () -> [String] in
            var failures: [String] = []
            let plan = TrafficControlPlan(desired: wanted, live: try TrafficControlSession().capture())
            if plan.steps.count != (isSame ? 1 : 2) { failures.append("steps: \(plan.steps.map(\.description))") }
            if plan.differences.contains(where: { $0.subject == "filter u32 at ingress pref 10" }) == isSame { failures.append(plan.text) }
            // What the kernel refuses after that leaves the link as it was.
            let before = try KernelDump(of: ["d0"])
            let refused = TrafficControlStep(link: "d0", .delete, .filter(Filter(Filter.U32(), on: .parent(.egress), priority: 77)))
            let outcome = try TrafficControlSession().carryOut(plan.steps + [refused])
            if outcome.failure == nil || !outcome.notUndone.isEmpty { failures.append("not taken back: \(outcome.notUndone)") }
            let after = try KernelDump(of: ["d0"])
            if after != before { failures.append("before\n\(before.differing(from: after))\nafter\n\(after.differing(from: before))") }

            if let failure = try TrafficControlSession().carryOut(TrafficControlPlan(desired: wanted, live: try TrafficControlSession().capture()).steps).failure {
                failures.append("\(failure)")
            }
            let rest = TrafficControlPlan(desired: wanted, live: try TrafficControlSession().capture())
            if !rest.isEmpty { failures.append(rest.text) }
            return failures
        }
        #expect(failures == [])
    }
}
