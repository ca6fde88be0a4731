/// The examples that say something of links, and what stock tc does to them.
enum TrafficControlExamples {
    typealias Example = TrafficControlExampleTests.Example
    typealias Change = TrafficControlExampleTests.Change

    static let all = [
        Example(
            policy: "uplink-shaper/policy.swift", links: ["name eth0 type dummy", "name ifb0 type ifb"], sender: "eth0",
            changes: [
                Change(command: "tc class change dev eth0 parent 1:a classid 1:1 htb rate 5mbit ceil 18mbit prio 0", subjects: ["class htb 1:1"]),
                Change(command: "tc class change dev eth0 parent 1:a classid 1:2 htb rate 12mbit ceil 19mbit prio 1 quantum 3000", subjects: ["class htb 1:2"]),
                Change(command: "tc filter replace dev eth0 parent 1: pref 30 protocol ip handle 1 flower ip_proto udp dst_port 54 classid 1:1", subjects: ["filter flower at 1: pref 30"]),
                Change(command: "tc class del dev eth0 classid 1:2", subjects: ["class htb 1:2", "qdisc fq_codel at 1:2"]),
                Change(command: "tc qdisc change dev ifb0 root cake bandwidth 50mbit", subjects: ["qdisc cake at root"]),
                Change(command: "tc qdisc change dev eth0 parent 1:1 fq_codel target 9ms", subjects: ["qdisc fq_codel at 1:1"]),
                Change(command: "tc filter add dev eth0 parent 1: pref 77 protocol ip matchall classid 1:1", subjects: ["filter matchall at 1: pref 77"]),
                Change(command: "tc class add dev eth0 parent 1:a classid 1:77 htb rate 1mbit", subjects: ["class htb 1:77"]),
            ]),
        Example(
            policy: "ingress-policing/policy.swift", links: ["name eth0 type dummy"], sender: "eth0",
            changes: [
                Change(
                    command: "tc filter replace dev eth0 ingress pref 90 protocol ip handle 1 flower ip_proto udp action police rate 60mbit burst 128kb drop",
                    subjects: ["filter flower at ingress pref 90"]),
                Change(command: "tc filter replace dev eth0 ingress pref 20 protocol ip handle 1 flower src_ip 11.0.0.0/8 action drop", subjects: ["filter flower at ingress pref 20"]),
                Change(command: "tc filter del dev eth0 ingress pref 10", subjects: ["filter flower at ingress pref 10"]),
            ]),
        Example(
            policy: "hypervisor-limits/policy.swift",
            links: ["name vxlan42 type vxlan id 42 dstport 4789", "name eth1 type dummy", "name tap-web type dummy", "name tap-db type dummy", "name tap-build type dummy"],
            sender: "vxlan42",
            changes: [
                Change(command: "tc class change dev vxlan42 parent 1: classid 1:2 htb rate 90mbit", subjects: ["class htb 1:2"]),
                Change(command: "tc class del dev eth1 classid 1:63", subjects: ["class htb 1:63"]),
                Change(command: "tc qdisc change dev tap-db root tbf rate 300mbit burst 256kb limit 1mb", subjects: ["qdisc tbf at root"]),
                Change(command: "tc filter replace dev eth1 parent 1: pref 10 protocol 802.1Q handle 1 flower vlan_id 99 classid 1:1", subjects: ["filter flower at 1: pref 10"]),
            ]),
        Example(
            policy: "lab-link/policy.swift", links: ["name eth3 type dummy", "name ifb1 type ifb"], sender: "eth3",
            changes: [
                Change(command: "tc qdisc change dev eth3 root netem limit 2000 delay 60ms 4ms loss random 3% 25% duplicate 0.01% rate 40mbit", subjects: ["qdisc netem at root"]),
                Change(command: "tc filter del dev eth3 ingress; tc filter add dev eth3 ingress pref 10 handle 1 matchall action drop", subjects: ["filter matchall at ingress pref 10"]),
            ]),
        Example(
            policy: "time-schedule/policy.swift", links: ["name eth4 type dummy", "name eth5 type dummy"], sender: "eth4",
            changes: [
                Change(
                    command: "tc filter replace dev eth4 egress pref 10 protocol ip handle 1 flower ip_proto udp dst_port 4840 action skbedit priority 0:6",
                    subjects: ["filter flower at egress pref 10"]),
                Change(command: "tc qdisc replace dev eth5 parent 1:3 fq_codel limit 77", subjects: ["qdisc fq_codel at 1:3"]),
            ]),
        Example(
            policy: "edge-router", links: ["name eth0 type dummy", "name br-lan type bridge", "name br-guests type bridge"], sender: "eth0",
            changes: [
                Change(command: "tc class change dev eth0 parent 1:1 classid 1:a htb rate 60mbit ceil 70mbit burst 64000b cburst 64000b prio 0", subjects: ["class htb 1:a"]),
                Change(command: "tc filter replace dev eth0 parent 1: pref 10 protocol all handle 0x14 fw classid 1:a", subjects: ["filter fw at 1: pref 10"]),
                Change(command: "nft delete chain inet mangle forward", subjects: ["inet mangle"]),
            ]),
    ]
}
