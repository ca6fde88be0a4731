import WeirModel

private let any = nft([eth0(), accept])
private func hash(_ fields: String) -> (inout NICProfile) -> Void { { edit(&$0.rss) { $0.hashFields = .value(["udp4": fields]) } } }
private func both(_ changes: ((inout NICProfile) -> Void)...) -> (inout NICProfile) -> Void { { profile in for change in changes { change(&profile) } } }
private func receiveQueues(_ queue: NICProfile.QueueFacts.Receive, _ profile: inout NICProfile) { edit(&profile.queues) { $0.receive = [queue] } }
private let fanout = nft([eth0(), .queue(Queue(number: .range(.number(0, .integer), .number(7, .integer)), fanout: true))])
private let queue = nft([eth0(), .queue(Queue(number: .value(.number(0, .integer))))])
private func symmetric(_ symmetric: Bool) -> (inout NICProfile) -> Void { { edit(&$0.rss) { $0.isSymmetric = symmetric } } }
private let vlanRule = nft(.netdev, .ingress, devices: ["eth0"], [match(.vlanId, 5), drop])
private let mqRoot = tc([Qdisc(Qdisc.MQ(), handle: Handle(1))])
private func flowCounts(_ profile: inout NICProfile) { receiveQueues(.init(rpsCPUs: "0", rpsFlowCount: 4096), &profile) }
private let dscp = nft(.inet, .postrouting, [toEth0(), .set(.header(.ipDscp), to: .value(.number(46, .dscp)))])

let linkCases: [CheckCase] = [
    CheckCase(
        "vlan-raw-offset", fires: Situation(rawLink, card(upper("vlan", vlan: 5))), quiet: Situation(rawLink, card(off: "rx-vlan-hw-parse", upper("vlan", vlan: 5)))),
    CheckCase(
        "vlan-filter", fires: Situation(vlanRule, card(on: "rx-vlan-filter")), quiet: Situation(vlanRule, card(on: "rx-vlan-filter", upper("vlan", vlan: 5)))),
    CheckCase(
        "vlan-stag", fires: Situation(serviceTag, card()), quiet: Situation(serviceTag, card(on: "rx-vlan-stag-hw-parse"))),
    CheckCase(
        "vlan-tso", fires: Situation(vlanOnTop, vlanLink, card(name: "eth0")), quiet: Situation(vlanOnTop, vlanLink, card(name: "eth0", off: noSegmentation))),
    CheckCase(
        "dscp-vlan-prio", fires: Situation(priority, virtual("vlan") { edit(&$0.link) { $0.vlan = .init(id: 5) } }),
        quiet: Situation(priority, virtual("vlan") { edit(&$0.link) { $0.vlan = .init(id: 5, egressMap: [0: 1]) } })),
    CheckCase(
        "tun-segmentation", fires: Situation(any, card(upper("vxlan", port: 4789))), quiet: Situation(any, card(on: "tx-udp_tnl-segmentation", upper("vxlan", port: 4789)))),
    CheckCase(
        "tun-csum-segmentation", fires: Situation(any, card(on: "tx-udp_tnl-segmentation", upper("vxlan", port: 4789, checksum: true))),
        quiet: Situation(any, card(on: "tx-udp_tnl-segmentation", upper("vxlan", port: 4789, checksum: false)))),
    CheckCase("tun-gre", fires: Situation(any, card(upper("gretap"))), quiet: Situation(any, card(on: "tx-gre-segmentation", upper("gretap")))),
    CheckCase(
        "tun-port", fires: Situation(any, card(on: "rx-udp_tunnel-port-offload", both(upper("vxlan", port: 8472), table))),
        quiet: Situation(any, card(on: "rx-udp_tunnel-port-offload", both(upper("vxlan", port: 4789), table)))),
    CheckCase(
        "tun-port-off", fires: Situation(any, card("ice", upper("vxlan", port: 4789))), quiet: Situation(any, card("ice", on: "rx-udp_tunnel-port-offload", upper("vxlan", port: 4789)))),
    CheckCase(
        "tun-csum-mangle", fires: Situation(mangle, card(upper("vxlan", port: 4789, checksum: true))),
        quiet: Situation(mangle, card(upper("vxlan", port: 4789, checksum: false)))),
    CheckCase(
        "rss-frag", fires: Situation(nft([eth0(), match(.ipFragOff, 1), drop]), card(hash("sdfn"))),
        quiet: Situation(nft([eth0(), match(.ipFragOff, 1), drop]), card(hash("sd")))),
    CheckCase(
        "rss-tunnel", fires: Situation(any, card(both(upper("vxlan", port: 4789), hash("sd")))),
        quiet: Situation(any, card(both(upper("vxlan", port: 4789), hash("sdfn"))))),
    CheckCase("rss-gre", fires: Situation(any, card(upper("gretap"))), quiet: Situation(any, card())),
    CheckCase("rss-queue-fanout", fires: Situation(fanout, card()), quiet: Situation(fanout, card { edit(&$0.channels) { $0.combined = .init(current: 8) } })),
    CheckCase("rss-queue-noGSO", fires: Situation(queue, card()), quiet: Situation(queue, card(off: noSegmentation))),
    CheckCase(
        "rss-rps-redundant",
        fires: Situation(any, card(both({ receiveQueues(.init(rpsCPUs: "f"), &$0) }, { edit(&$0.host) { $0.cpus = 4 } }))),
        quiet: Situation(any, card { receiveQueues(.init(rpsCPUs: "f"), &$0) })),
    CheckCase(
        "rss-arfs", fires: Situation(any, card("ice", both(sysctl("net.core.rps_sock_flow_entries", 32768), flowCounts))),
        quiet: Situation(any, card("ice", on: "rx-ntuple-filter", both(sysctl("net.core.rps_sock_flow_entries", 32768), flowCounts)))),
    CheckCase("rss-queue-sides", fires: Situation(fanout, card(symmetric(false))), quiet: Situation(fanout, card(symmetric(true)))),
    CheckCase("rss-ntuple-drop", fires: Situation(any, card { $0.ntuple = .value([dropRule]) }), quiet: Situation(any, card())),
    CheckCase("rss-ntuple-queue", fires: Situation(fanout, card { $0.ntuple = .value([steer]) }), quiet: Situation(fanout, card { $0.ntuple = .value([dropRule]) })),
    CheckCase(
        "rss-xps", fires: Situation(mqRoot, card { edit(&$0.queues) { $0.transmit = Array(repeating: .init(xpsCPUs: "00"), count: 4) } }),
        quiet: Situation(mqRoot, card())),
    CheckCase(
        "tx-maxrate", fires: Situation(tc([mqprio([(4, 0)], maximum: true)]), card("mlx5_core")),
        quiet: Situation(tc([mqprio([(4, 0)], maximum: true)]), card("bnxt_en"))),
    CheckCase(
        "csum-tx-off", fires: Situation(dscp, card(off: "tx-checksum-ip-generic tx-tcp-segmentation tx-tcp6-segmentation")), quiet: Situation(dscp, card())),
    CheckCase(
        "csum-rx-off", fires: Situation(nft([eth0(), state(2), accept]), card(off: "rx-checksum")), quiet: Situation(nft([eth0(), state(2), accept]), card())),
    CheckCase("csum-invalid-drop", fires: Situation(invalid, card()), quiet: Situation(invalid, card(sysctl("net.netfilter.nf_conntrack_tcp_be_liberal", 1)))),
    CheckCase("csum-partial-guest", fires: Situation(queue, virtual("veth")), quiet: Situation(queue, card())),
    CheckCase("csum-rx-fcs", fires: Situation(any, card(on: "rx-fcs")), quiet: Situation(any, card())),
    CheckCase("csum-rx-all", fires: Situation(any, card(on: "rx-all")), quiet: Situation(any, card())),
    CheckCase("csum-loopback", fires: Situation(any, card(on: "loopback")), quiet: Situation(any, card())),
    CheckCase("dscp-mangle-tso", fires: Situation(dscp, card()), quiet: Situation(dscp, card(off: noSegmentation))),
]

private let rawLink = nft(
    .netdev, .ingress, devices: ["eth0"],
    [.match(.field(.payload(base: .link, bitOffset: 112, bitLength: 16)), .equal, .value(.number(1, .integer))), drop])
private let serviceTag = nft(
    .netdev, .ingress, devices: ["eth0"], [.match(.field(.header(.etherType)), .equal, .value(.number(0x88a8, .etherType))), drop])
private let vlanOnTop = HostState(tables: [], links: [link(name: "eth0"), link(name: "eth0.5")])
private let vlanLink = virtual("vlan", name: "eth0.5", off: noSegmentation) { edit(&$0.link) { $0.lower = [.init(name: "eth0")] } }
private let priority = nft(.inet, .postrouting, [toEth0(), .set(.meta(.priority), to: .value(.number(1, .classid)))])
private func table(_ profile: inout NICProfile) {
    profile.tunnelPorts = .value([.init(size: 4, types: ["vxlan"], entries: [.init(port: 4789, type: "vxlan")])])
}
private let mangle = netdev(.egress, [.set(.header(.udpDport), to: .value(.number(1, .inetService)))])
private let steer = NICProfile.NtupleRule(location: 1, flow: "tcp4", match: ["dst-port": "80"], action: .queue(2, vf: nil))
private let invalid: HostState = {
    var state = nft(.inet, .forward, flowtables: [flowtable(offload: .required)], [state(1), drop])
    state.tables[0].chains[0].rules.append(Rule([l4tcp, flowAdd]))
    return state
}()
