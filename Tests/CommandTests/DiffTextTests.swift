import Tags
import Testing

/// What `diff` says of traffic control.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere && Laboratory.has("tc"), "skipped: texts of diff, for want of a namespace or tc"))
struct DiffTextTests {
    @Test func aMissingFilterIsShownWithItsMatches() throws {
        let result = try laboratory(
            [:],
            """
            ip link add eth0 type veth peer name eth1
            tc qdisc add dev eth0 clsact
            tc filter add dev eth0 ingress pref 1 protocol ip u32 match ip dport 22 0xffff action mirred egress mirror dev eth1
            $weir capture -o state.json
            tc filter del dev eth0 ingress pref 1
            tc filter add dev eth0 ingress pref 2 protocol ip u32 match ip src 10.0.0.1 action mirred egress mirror dev eth1
            $weir diff state.json || true
            """)
        #expect(result.output.contains("+ link eth0: filter u32 at ingress pref 1"))
        #expect(result.output.contains("match u32 0x16 0xffff at 20 action mirred egress mirror dev eth1"), "\(result.output)")
        #expect(result.output.contains("match u32 0xa000001 0xffffffff at 12 action mirred egress mirror dev eth1"), "\(result.output)")
    }

    /// Classes by tc's numbers, and how much was imported.
    @Test func anImportHasTcsNumbersAndCounts() throws {
        let result = try laboratory(
            [:],
            """
            ip link add eth0 type veth peer name eth1
            tc qdisc add dev eth0 root handle 1: htb default 12
            tc class add dev eth0 parent 1: classid 1:12 htb rate 5mbit
            tc class add dev eth0 parent 1: classid 1:5000 htb rate 5mbit
            tc filter add dev eth0 parent 1: pref 1 protocol ip u32 match ip dport 22 0xffff flowid 1:5000
            $weir import -o policy.swift 2>&1; cat policy.swift
            """)
        for words in ["1 qdisc, 2 classes, 1 filter", ".htb(default: 0x12)", "Class(0x12, rate: .mbit(5))", "Class(0x5000, rate: .mbit(5))", "classify: 0x5000"] {
            #expect(result.output.contains(words), "\(words): \(result.output)")
        }
    }
}
