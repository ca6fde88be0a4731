import NetworkNamespace
import Planning
import Tags
import Testing
import WeirModel

@testable import TrafficControl

/// More steps than are prepared at a time: what goes wrong in a later part takes back those before as well.
@Suite(.tags(.kernel), .enabled(if: Kernel.isThere, Kernel.needs)) struct ManyStepsTests {
    private static let count = TrafficControlSession.stepsAtOnce * 5 / 2

    private static func filter(_ number: Int, _ actions: [Action] = []) -> Filter {
        var options = Filter.U32()
        options.keys = [.init(value: UInt32(number), mask: .max, offset: 16)]
        return Filter(
            options, on: .parent(Handle(1)), priority: UInt16(10 + number / 1000), protocolID: 0x0800, handle: UInt32(number % 1000 + 1), classID: Handle(1, 1), actions: actions)
    }

    /// Steps that each part of the work can stumble over: which the kernel refuses, and which can't be said.
    private static let bad: [(step: TrafficControlStep, words: String)] = [
        (TrafficControlStep(link: "d0", .delete, .filter(Filter(Filter.U32(), on: .parent(Handle(1)), priority: 77))), "can't delete filter"),
        (TrafficControlStep(link: "d0", .add, .filter(filter(999_999, [Action(Action.Mirred(.egressRedirect, device: "away"), .stolen)]))), "link `away` does not exist"),
    ]

    @Test(arguments: 0..<2, [0, 700, TrafficControlSession.stepsAtOnce, TrafficControlSession.stepsAtOnce + 1, count])
    func whatGoesWrongTakesAllBack(_ bad: Int, _ position: Int) throws {
        let (bad, words) = Self.bad[bad]
        let failures = try inNamespace { () -> [String] in
            try StandInLinks.make(["d0"])
            try shell(
                "tc qdisc add dev d0 root handle 1: htb; tc class add dev d0 parent 1: classid 1:1 htb rate 1mbit; tc filter add dev d0 parent 1: pref 5 protocol ip u32 match ip dport 22 0xffff flowid 1:1"
            )
            let before = try KernelDump(of: ["d0"])
            var wanted = try TrafficControlSession().capture().filter { $0.name == "d0" }
            wanted[0].filters += (0..<Self.count).map { Self.filter($0) }
            let steps = TrafficControlPlan(desired: wanted, live: try TrafficControlSession().capture()).steps
            var failures = steps.count == Self.count ? [] : ["\(steps.count) steps"]
            let outcome = try TrafficControlSession().carryOut(steps[..<position] + [bad] + steps[position...])
            if outcome.failure?.description.contains(words) != true { failures.append("failed with \(String(describing: outcome.failure))") }
            if outcome.failedStep != bad { failures.append("failed at \(outcome.failedStep?.description ?? "no step")") }
            failures += outcome.notUndone
            let after = try KernelDump(of: ["d0"])
            if after != before { failures.append("left behind: \(after.differing(from: before))") }
            // Nor is the plan itself nonsense.
            if let failure = try TrafficControlSession().carryOut(steps).failure { failures.append("\(failure)") }
            if try TrafficControlSession().capture().first(where: { $0.name == "d0" })?.filters.count != Self.count + 1 { failures.append("not all are there") }
            return failures
        }
        for failure in failures { Issue.record("\(failure)") }
    }
}
