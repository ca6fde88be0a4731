import NetworkNamespace
import Planning
import Tags
import Testing
import WeirModel

@testable import TrafficControl

/// A plan of twenty steps of every sort, refused by the kernel at each position: the link stays as it was, to the byte.
@Suite(.tags(.kernel), .serialized, .enabled(if: Kernel.isThere, Kernel.needs))
struct UndoTests {
    private static let live = [
        "qdisc add dev d0 root handle 1: htb default 10", "class add dev d0 parent 1: classid 1:1 htb rate 100mbit ceil 100mbit",
        "class add dev d0 parent 1:1 classid 1:10 htb rate 10mbit ceil 100mbit", "class add dev d0 parent 1:1 classid 1:20 htb rate 20mbit ceil 100mbit prio 3",
        "class add dev d0 parent 1:1 classid 1:30 htb rate 30mbit ceil 100mbit quantum 9000", "class add dev d0 parent 1:30 classid 1:31 htb rate 3mbit ceil 5mbit",
        "qdisc add dev d0 parent 1:10 handle 10: pfifo limit 10", "qdisc add dev d0 parent 1:31 handle 31: tbf rate 2mbit burst 10k limit 60k",
        "filter add dev d0 parent 1: protocol ip pref 1 u32 match ip dport 22 0xffff flowid 1:10",
        "filter add dev d0 parent 1: protocol ip pref 1 u32 match ip dport 23 0xffff flowid 1:20",
        "filter add dev d0 parent 1: protocol ip pref 1 u32 match ip dport 25 0xffff flowid 1:31",
        "filter add dev d0 parent 1: protocol ipv6 pref 2 u32 match u32 0 0 flowid 1:20", "qdisc add dev d0 clsact",
        "filter add dev d0 ingress protocol ip pref 5 handle 2: u32 divisor 16", "filter add dev d0 ingress protocol ip pref 5 u32 ht 2:3: match ip src 10.0.0.3 action mirred egress redirect dev d1",
        "filter add dev d0 ingress protocol ip pref 5 u32 match ip src 10.0.0.0/8 link 2: hashkey mask 0x0000000f at 12",
        "filter add dev d0 ingress protocol arp pref 6 u32 match u32 0 0 action mirred egress mirror dev d1",
        "filter add dev d0 egress protocol ip pref 7 u32 match ip dst 192.0.2.1 action mirred egress mirror dev d1 action mirred egress redirect dev lo",
        "filter add dev d0 egress protocol ip pref 8 bpf bytecode '1,6 0 0 0' action mirred egress mirror dev d1",
    ]

    /// What stock tc makes of another link: the desired state.
    private static let desired = [
        "qdisc add dev d0 root handle 1: htb default 10", "class add dev d0 parent 1: classid 1:1 htb rate 200mbit ceil 200mbit",
        "class add dev d0 parent 1:1 classid 1:10 htb rate 15mbit ceil 100mbit", "class add dev d0 parent 1:1 classid 1:20 htb rate 20mbit ceil 90mbit prio 2",
        "class add dev d0 parent 1:1 classid 1:40 htb rate 40mbit ceil 100mbit", "class add dev d0 parent 1:40 classid 1:41 htb rate 4mbit",
        "qdisc add dev d0 parent 1:10 handle 10: pfifo limit 20", "qdisc add dev d0 parent 1:20 handle 20: bfifo limit 10000",
        "qdisc add dev d0 parent 1:41 handle 41: tbf rate 3mbit burst 10k limit 60k",
        "filter add dev d0 parent 1: protocol ip pref 1 u32 match ip dport 22 0xffff flowid 1:20",
        "filter add dev d0 parent 1: protocol ip pref 1 u32 match ip dport 24 0xffff flowid 1:20",
        "filter add dev d0 parent 1: protocol arp pref 2 u32 match u32 0 0 flowid 1:20", "filter add dev d0 parent 1: protocol ip pref 3 u32 match ip dport 80 0xffff flowid 1:41",
        "qdisc add dev d0 clsact", "filter add dev d0 ingress protocol ip pref 5 handle 2: u32 divisor 16",
        "filter add dev d0 ingress protocol ip pref 5 u32 ht 2:3: match ip src 10.0.0.3 action mirred egress mirror dev d1",
        "filter add dev d0 ingress protocol ip pref 5 u32 ht 2:4: match ip src 10.0.0.4 action mirred egress mirror dev d1",
        "filter add dev d0 egress protocol ip pref 7 u32 match ip dst 192.0.2.1 action mirred egress redirect dev d1",
        "filter add dev d0 egress protocol ip pref 9 u32 match ip dst 192.0.2.9 action mirred egress redirect dev d1",
    ]

    /// Steps that the kernel refuses, of each sort that a plan has.
    private static let refused: [TrafficControlStep] = [
        TrafficControlStep(link: "d0", .add, .trafficClass(TrafficClass(Handle(1, 0x99), parent: Handle(1), TrafficClass.HTB(rate: .bit(0))))),
        TrafficControlStep(
            link: "d0", .add,
            .filter(Filter(Filter.U32(), on: .parent(.ingress), priority: 3, handle: 0x800, actions: Array(repeating: Action(RawOptions(kind: "none", payload: []), .pipe), count: 1)))),
        TrafficControlStep(link: "d0", .change, .qdisc(Qdisc(Qdisc.HTB(), handle: Handle(1)))),
        TrafficControlStep(link: "d0", .delete, .filter(Filter(Filter.U32(), on: .parent(.egress), priority: 77))),
    ]

    @Test func aRefusalAtEachPositionLeavesTheLinkAsItWas() throws {
        let result = try inNamespace { () -> (steps: Int, failures: [String]) in
            try StandInLinks.make(["d0", "d1"])
            try make(Self.desired)
            let wanted = try TrafficControlSession().capture().filter { !$0.isEmpty }.map(\.portable).map { link in
                var link = link
                link.at = Located(SourceLocation(file: "policy.swift", line: 3, column: 5))
                return link
            }
            try shell("tc qdisc del dev d0 root; tc qdisc del dev d0 clsact")
            try make(Self.live)
            let before = try KernelDump(of: ["d0", "d1"])
            var failures: [String] = []
            let plan = TrafficControlPlan(desired: wanted, live: try TrafficControlSession().capture())
            failures += plan.steps.filter { $0.at.location == nil }.map { "no place in the policy: \($0.description)" }
            for position in 0...plan.steps.count {
                let refused = Self.refused[position % Self.refused.count]
                // Numbers of actions and tables move on: a plan is of the moment.
                let steps = TrafficControlPlan(desired: wanted, live: try TrafficControlSession().capture()).steps
                let outcome = try TrafficControlSession().carryOut(steps[..<position] + [refused] + steps[position...])
                if outcome.failure == nil { failures.append("\(position): \(refused.description) was not refused") }
                failures += outcome.notUndone.map { "\(position): \($0)" }
                let after = try KernelDump(of: ["d0", "d1"])
                if after != before {
                    failures.append("\(position), \(refused.description):\nbefore\n\(before.differing(from: after))\nafter\n\(after.differing(from: before))")
                    return (plan.steps.count, failures + plan.steps.map(\.description))
                }
            }
            // The plan itself is no nonsense.
            let outcome = try TrafficControlSession().carryOut(TrafficControlPlan(desired: wanted, live: try TrafficControlSession().capture()).steps)
            if let failure = outcome.failure { failures.append("\(failure)") }
            let rest = TrafficControlPlan(desired: wanted, live: try TrafficControlSession().capture())
            if !rest.isEmpty { failures.append(rest.text) }
            return (plan.steps.count, failures)
        }
        #expect(result.steps >= 20)
        for failure in result.failures { Issue.record("\(failure)") }
    }

    /// Hash tables of u32 in several priorities; the numbers of the root tables are not those that they would get in this order.
    private static let tables = [
        "qdisc add dev d0 root handle 1: htb default 1", "class add dev d0 parent 1: classid 1:1 htb rate 100mbit",
        "filter add dev d0 parent 1: protocol ip pref 3 u32 match u32 0 0 flowid 1:1", "filter add dev d0 parent 1: protocol ip pref 7 handle 7: u32 divisor 4",
        "filter add dev d0 parent 1: protocol ip pref 5 handle 2: u32 divisor 16", "filter add dev d0 parent 1: protocol ip pref 5 u32 ht 2:3: match ip src 10.0.0.3 flowid 1:1",
        "filter add dev d0 parent 1: protocol ip pref 5 u32 match ip src 10.0.0.0/8 link 2: hashkey mask 0x0000000f at 12",
        "filter add dev d0 parent 1: protocol ip pref 5 u32 match ip dport 99 0xffff flowid 1:1", "filter add dev d0 parent 1: protocol ip pref 6 u32 match ip dport 22 0xffff flowid 1:1",
    ]

    /// The root goes, or one priority with its tables goes, each with a priority that has the first number of all and without it.
    @Test(arguments: [
        ["qdisc replace dev d0 root handle 1: pfifo"], ["qdisc replace dev d0 root handle 9: pfifo"],
        ["filter del dev d0 parent 1: pref 5"], ["filter del dev d0 parent 1: pref 7", "filter del dev d0 parent 1: pref 6"],
        ["filter del dev d0 parent 1: pref 5", "filter add dev d0 parent 1: protocol arp pref 5 u32 match u32 0 0 flowid 1:1"],
    ])
    func hashTablesComeBackWithTheirNumbers(_ change: [String]) throws {
        let failures = try inNamespace { () -> [String] in
            try StandInLinks.make(["d0", "d1"])
            var failures: [String] = []
            for first in [[], ["filter del dev d0 parent 1: pref 3"]] {
                try make(Self.tables + first)
                let before = try KernelDump(of: ["d0", "d1"])
                // A new block for what is wanted: stock tc leaves tables behind, too.
                let root = change[0].contains(" root ") ? change[0].contains(" 9: ") ? Handle(9) : Handle(1) : nil
                var wanted = try TrafficControlSession().capture().filter { $0.name == "d0" }.map(\.portable)
                if let root {
                    wanted[0] = LinkConfiguration("d0", qdiscs: [Qdisc(Qdisc.PFIFO(), handle: root)])
                } else {
                    for line in change {
                        let words = line.split(separator: " ").map(String.init)
                        if words[1] == "del" {
                            wanted[0].filters.removeAll { $0.priority == words.last.flatMap(UInt16.init) }
                        } else {
                            var options = Filter.U32()
                            options.keys = [.init(value: 0, mask: 0, offset: 0)]
                            wanted[0].filters.append(Filter(options, on: .parent(Handle(1)), priority: 5, protocolID: 0x0806, handle: 0x800, classID: Handle(1, 1)))
                        }
                    }
                }
                let count = TrafficControlPlan(desired: wanted, live: try TrafficControlSession().capture()).steps.count
                for position in 0...count {
                    let steps = TrafficControlPlan(desired: wanted, live: try TrafficControlSession().capture()).steps
                    let outcome = try TrafficControlSession().carryOut(steps[..<position] + [Self.refused[3]] + steps[position...])
                    failures += outcome.notUndone.map { "\(position): \($0)" }
                    let after = try KernelDump(of: ["d0", "d1"])
                    if after != before {
                        failures.append("\(position) of \(steps.map(\.description)):\nbefore\n\(before.differing(from: after))\nafter\n\(after.differing(from: before))")
                        break
                    }
                }
                let outcome = try TrafficControlSession().carryOut(TrafficControlPlan(desired: wanted, live: try TrafficControlSession().capture()).steps)
                if let failure = outcome.failure { failures.append("\(failure)") }
                // Nothing is left behind: the numbers of the tables that went are free again.
                if change.contains("filter del dev d0 parent 1: pref 5") {
                    failures += try shell("tc filter add dev d0 parent 1: protocol ip pref 50 handle 2: u32 divisor 16").output.split(separator: "\n").map(String.init)
                }
                if change.contains("filter del dev d0 parent 1: pref 7") {
                    failures += try shell("tc filter add dev d0 parent 1: protocol ip pref 50 handle 7: u32 divisor 16").output.split(separator: "\n").map(String.init)
                }
                try shell("tc qdisc del dev d0 root")
            }
            return failures
        }
        for failure in failures { Issue.record("\(failure)") }
    }
}

private func make(_ commands: [String]) throws {
    let result = try shell("tc -batch -", input: commands.joined(separator: "\n") + "\n")
    if result.status != 0 { throw ShellError(command: commands.joined(separator: "; "), output: result.output) }
}
