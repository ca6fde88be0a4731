import WeirModel

private let byteLimit = Statement.limit(Limit(rate: 1000, unit: .bytes, per: 1, burst: 5000))
private let bigByteLimit = Statement.limit(Limit(rate: 1000, unit: .bytes, per: 1, burst: 70_000))
private let packetLimit = Statement.limit(Limit(rate: 10, per: 1, burst: 5))
private let quiet = card(off: noSegmentation)

let segmentationCases: [CheckCase] = [
    CheckCase(
        "seg-police-burst", fires: Situation(tc(filter: flower([], actions: [police(burst: 10_000)])), card()),
        quiet: Situation(tc(filter: flower([], actions: [police(burst: 10_000)])), quiet)),
    CheckCase(
        "seg-police-mtu", fires: Situation(tc(filter: flower([], actions: [police(mtu: 1500)])), card()),
        quiet: Situation(tc(filter: flower([], actions: [police()])), card())),
    CheckCase(
        "seg-police-pps", fires: Situation(nft([eth0(), packetLimit, accept]), card()), quiet: Situation(nft([eth0(), packetLimit, accept]), quiet)),
    CheckCase(
        "seg-limit-bytes", fires: Situation(nft([eth0(), byteLimit, accept]), card()), quiet: Situation(nft([eth0(), bigByteLimit, accept]), card())),
    CheckCase("seg-tbf-burst", fires: Situation(tc([tbf(burst: 1000)]), card()), quiet: Situation(tc([tbf(burst: 1600)]), card())),
    CheckCase("seg-tbf-gso", fires: Situation(tc([tbf(burst: 5000)]), card()), quiet: Situation(tc([tbf(burst: 5000)]), quiet)),
    CheckCase(
        "seg-meta-length", fires: Situation(nft([eth0(), match(.length, 1500, .greater), drop]), card()),
        quiet: Situation(nft([eth0(), match(.length, 1500, .greater), drop]), quiet)),
    CheckCase("seg-meta-length-hook", fires: Situation(lengths(128), card()), quiet: Situation(lengths(142), card())),
    CheckCase("seg-police-l2", fires: Situation(bothWays(1_000_000), card()), quiet: Situation(bothWays(2_000_000), card())),
    CheckCase(
        "seg-udp-gro-fwd", fires: Situation(nft([eth0(), match(.udpLength, 100, .greater), drop]), card(on: "rx-udp-gro-forwarding")),
        quiet: Situation(nft([eth0(), match(.udpLength, 100, .greater), drop]), card())),
    CheckCase(
        "seg-lro-forward",
        fires: Situation(netdev([.fwd(device: .value(.text("eth1", .ifname)), family: nil, address: nil)]), card(on: "rx-lro")),
        quiet: Situation(netdev([.fwd(device: .value(.text("eth1", .ifname)), family: nil, address: nil)]), card())),
    CheckCase(
        "seg-lro-match", fires: Situation(nft([eth0(), match(.ipTtl, 1), drop]), card(on: "rx-lro")),
        quiet: Situation(nft([eth0(), match(.ipTtl, 1), drop]), card())),
    CheckCase(
        "seg-tcp-flags", fires: Situation(nft([eth0(), match(.tcpFlags, 8), drop]), card()),
        quiet: Situation(nft([eth0(), match(.tcpFlags, 2), drop]), card())),
    CheckCase(
        "seg-ip-id", fires: Situation(nft([eth0(), match(.ipId, 7), drop]), card()), quiet: Situation(nft([eth0(), match(.ipId, 7), drop]), quiet)),
    CheckCase("seg-ifb-gro", fires: Situation(ifb, card()), quiet: Situation(ifb, quiet)),
    CheckCase(
        "seg-veth-gso", fires: Situation(nft([eth0(), match(.length, 1500, .greater), drop]), virtual("veth")),
        quiet: Situation(nft([eth0(), match(.length, 1500, .greater), drop]), card())),
    CheckCase(
        "seg-gso-max", fires: Situation(nft([eth0(), match(.ip6Nexthdr, 6), drop]), card { edit(&$0.link) { $0.limits.groMaxSize = 185_000 } }),
        quiet: Situation(nft([eth0(), match(.ip6Nexthdr, 6), drop]), card())),
    CheckCase(
        "seg-mtu-tunnel", fires: Situation(nft([eth0(), accept]), card(upper("vxlan", mtu: 1500))),
        quiet: Situation(nft([eth0(), accept]), card(upper("vxlan", mtu: 1450)))),
]

private func lengths(_ egress: UInt128) -> HostState {
    var state = netdev(.egress, [match(.length, egress), drop])
    state.tables.append(nft([match(.length, 128), drop]).tables[0])
    return state
}

private func bothWays(_ egress: UInt64) -> HostState {
    tc(
        [Qdisc(Qdisc.ClsAct(), parent: .clsact)],
        filters: [flower([], actions: [police(bytes: 1_000_000)]), flower([], on: .parent(.egress), actions: [police(bytes: egress)])])
}

private let ifb = HostState(
    tables: [],
    links: [
        link([Qdisc(Qdisc.ClsAct(), parent: .clsact)], filters: [flower([], actions: [Action(Action.Mirred(.egressRedirect, device: "ifb0"), .stolen)])]),
        link([Qdisc(Qdisc.HTB(), handle: Handle(1))], name: "ifb0"),
    ])
