import WeirModel

private let httpDrop: [Statement] = [l4tcp, match(.tcpDport, 80), drop]
private let source1 = match(.ipSaddr, 1, .equal, .ipv4Address)
private let source2 = match(.ipSaddr, 2, .equal, .ipv4Address)

let chainCases: [CheckCase] = [
    CheckCase("nft-off-place", fires: Situation(nft(.inet, .input, offload: .required, httpDrop), card()), quiet: Situation(netdev(offload: .required, httpDrop), card())),
    CheckCase("nft-off-prio", fires: Situation(netdev(priority: 0, offload: .required, httpDrop), card()), quiet: Situation(netdev(offload: .required, httpDrop), card())),
    CheckCase(
        "nft-off-policy", fires: Situation(netdev(policy: .drop, offload: .required, httpDrop), card()),
        quiet: Situation(netdev(policy: .drop, httpDrop), card())),
    CheckCase("nft-off-device", fires: Situation(netdev(offload: .required, httpDrop), card("igc")), quiet: Situation(netdev(offload: .required, httpDrop), card())),
    CheckCase(
        "nft-off-hwtc", fires: Situation(netdev(offload: .required, httpDrop), card(off: "hw-tc-offload")), quiet: Situation(netdev(offload: .required, httpDrop), card())),
    CheckCase(
        "nft-off-expr", fires: Situation(netdev(offload: .required, [.log(Log()), drop]), card()), quiet: Situation(netdev([.log(Log()), drop]), card())),
    CheckCase(
        "nft-off-cmp", fires: Situation(netdev(offload: .required, [match(.tcpDport, 80, .notEqual), drop]), card()),
        quiet: Situation(netdev(offload: .required, httpDrop), card())),
    CheckCase(
        "nft-off-meta", fires: Situation(netdev(offload: .required, [match(.mark, 1), drop]), card()), quiet: Situation(netdev(offload: .required, httpDrop), card())),
    CheckCase(
        "nft-off-payload", fires: Situation(netdev(offload: .required, [match(.ipTtl, 1), drop]), card()), quiet: Situation(netdev(offload: .required, httpDrop), card())),
    CheckCase(
        "nft-off-verdict", fires: Situation(netdev(offload: .required, [match(.tcpDport, 80), count]), card()),
        quiet: Situation(netdev(offload: .required, [match(.tcpDport, 80), count, drop]), card())),
    CheckCase(
        "nft-off-order", fires: Situation(netdev(offload: .required, [source1, accept], httpDrop), card()),
        quiet: Situation(netdev(offload: .required, [source1, accept], [source2, drop]), card())),
    CheckCase(
        "nft-off-driver-action", fires: Situation(netdev(offload: .required, [source1, accept]), card("qede")),
        quiet: Situation(netdev(offload: .required, [source1, drop]), card("qede"))),
    CheckCase(
        "nft-off-counter", fires: Situation(netdev(offload: .required, [source1, count, drop]), card("mlxsw_spectrum")),
        quiet: Situation(netdev(offload: .required, [source1, count, drop]), card())),
]

let flowtableCases: [CheckCase] = [
    CheckCase(
        "ft-off-device", fires: Situation(forward(flowtable(offload: .required), [l4tcp, flowAdd]), card("ice")),
        quiet: Situation(forward(flowtable(offload: .required), [l4tcp, flowAdd]), card("mtk_soc_eth"))),
    CheckCase(
        "ft-off-hwtc", fires: Situation(forward(flowtable(offload: .required), [l4tcp, flowAdd]), card(off: "hw-tc-offload")),
        quiet: Situation(forward(flowtable(), [l4tcp, flowAdd]), card(off: "hw-tc-offload"))),
    CheckCase(
        "ft-add-place", fires: Situation(nft(.inet, .input, flowtables: [flowtable()], [l4tcp, flowAdd]), card()),
        quiet: Situation(forward(flowtable(), [l4tcp, flowAdd]), card())),
    CheckCase(
        "ft-bypass", fires: Situation(forward(flowtable(), [l4tcp, flowAdd], [count]), card()), quiet: Situation(forward(flowtable(), [l4tcp, flowAdd]), card())),
    CheckCase(
        "ft-counter", fires: Situation(forward(flowtable(), [l4tcp, flowAdd]), card(sysctl("net.netfilter.nf_conntrack_acct", 1))),
        quiet: Situation(forward(flowtable(counter: true), [l4tcp, flowAdd]), card(sysctl("net.netfilter.nf_conntrack_acct", 1)))),
    CheckCase("ft-prio", fires: Situation(beside(flowtable(priority: 10)), card()), quiet: Situation(beside(flowtable(priority: -10)), card())),
    CheckCase(
        "ft-ineligible", fires: Situation(forward(flowtable(), [flowAdd]), card()), quiet: Situation(forward(flowtable(), [l4tcp, flowAdd]), card())),
    CheckCase(
        "ft-vlan-device", fires: Situation(forward(flowtable(), [l4tcp, flowAdd]), virtual("vlan")),
        quiet: Situation(forward(flowtable(), [l4tcp, flowAdd]), card())),
    CheckCase(
        "ct-helper-flow",
        fires: Situation(forward(flowtable(), [l4tcp, flowAdd], [.object(.ctHelper, .named("ftp"))]), card()),
        quiet: Situation(nft(.inet, .forward, [.object(.ctHelper, .named("ftp"))]), card())),
]

func forward(_ table: Flowtable, _ rules: [Statement]...) -> HostState {
    var state = nft(.inet, .forward, flowtables: [table])
    state.tables[0].chains[0].rules = rules.map { Rule($0, at: SourceLocation(file: "p.swift", line: 1, column: 1)) }
    return state
}

private func beside(_ table: Flowtable) -> HostState {
    var state = netdev(priority: 0, [match(.tcpDport, 80), drop])
    state.tables.append(Table(family: .inet, name: "ft", flowtables: [table]))
    return state
}
