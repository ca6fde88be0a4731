import WeirModel

private let ingress = netdev([match(.tcpDport, 80), drop])
private func onBridge(_ profile: inout NICProfile) {
    edit(&profile.link) {
        $0.master = "br0"
        $0.masterKind = "bridge"
    }
}
private func xdp(_ mode: String) -> (inout NICProfile) -> Void { { edit(&$0.link) { $0.xdp = .init(mode: mode, program: 3) } } }

private let redirecting = tc(filter: flower([], actions: [Action(Action.Mirred(.egressRedirect, device: "ifb0"), .stolen)]))

let pathCases: [CheckCase] = [
    CheckCase(
        "path-macvlan-l2fwd", fires: Situation(ingress, card(on: "l2-fwd-offload", upper("macvlan"))), quiet: Situation(ingress, card(upper("macvlan")))),
    CheckCase(
        "path-hw-forward", fires: Situation(ingress, card { edit(&$0.link) { $0.switchID = "00" } }), quiet: Situation(ingress, card())),
    CheckCase(
        "path-rep-direction", fires: Situation(ingress, card { edit(&$0.link) { $0.portName = "pf0vf1" } }),
        quiet: Situation(ingress, card { edit(&$0.link) { $0.portName = "p0" } })),
    CheckCase("path-virtual-offload", fires: Situation(tc(filter: flower()), virtual("veth")), quiet: Situation(tc(filter: flower()), card())),
    CheckCase(
        "path-redirect-down", fires: Situation(redirecting, card(), virtual("ifb", name: "ifb0") { edit(&$0.link) { $0.up = false } }),
        quiet: Situation(redirecting, card(), virtual("ifb", name: "ifb0"))),
    CheckCase("path-bond-slave", fires: Situation(portAndMaster, card(onBond)), quiet: Situation(portAndMaster, card())),
    CheckCase(
        "path-bridge-inet", fires: Situation(nft([eth0(), drop]), card(onBridge)),
        quiet: Situation(nft([eth0(), drop]), card())),
    CheckCase(
        "path-egress-hook", fires: Situation(netdev(.egress, [drop]), card { $0.kernel = .value("5.10.0") }), quiet: Situation(netdev(.egress, [drop]), card())),
    CheckCase("path-netdev-family-limits", fires: Situation(netdev([state(2), accept]), card()), quiet: Situation(nft([state(2), accept]), card())),
    CheckCase(
        "path-netvsc", fires: Situation(ingress, card("hv_netvsc") { edit(&$0.link) { $0.lower = [.init(name: "vf0")] } }),
        quiet: Situation(ingress, card("hv_netvsc"))),
    CheckCase(
        "xdp-generic-lro",
        fires: Situation(
            ingress,
            card {
                xdp("generic")(&$0)
                refused("rx-lro")(&$0)
            }), quiet: Situation(ingress, card(xdp("generic")))),
    CheckCase("xdp-before-policy", fires: Situation(ingress, card(xdp("native"))), quiet: Situation(ingress, card())),
    CheckCase(
        "feat-tso-needs",
        fires: Situation(demand(.require, "tx-tcp-segmentation"), card(off: "tx-tcp-segmentation tx-scatter-gather")),
        quiet: Situation(demand(.require, "tx-tcp-segmentation"), card())),
    CheckCase(
        "feat-gso-sg", fires: Situation(demand(.require, "tx-generic-segmentation"), card(off: "tx-generic-segmentation tx-scatter-gather")),
        quiet: Situation(demand(.require, "tx-generic-segmentation"), card())),
    CheckCase(
        "feat-gro-hw", fires: Situation(demand(.require, "rx-gro-hw"), card(off: "rx-checksum")), quiet: Situation(demand(.require, "rx-gro-hw"), card(on: "rx-gro-hw"))),
    CheckCase(
        "feat-wanted-not-active", fires: Situation(demand(.require, "rx-lro"), card(refused("rx-lro"))), quiet: Situation(demand(.require, "rx-lro"), card())),
    CheckCase(
        "feat-tls", fires: Situation(demand(.require, "tls-hw-rx-offload"), card(off: "rx-checksum")), quiet: Situation(demand(.require, "tls-hw-rx-offload"), card())),
    CheckCase("feature-unknown", fires: Situation(demand(.require, "rx-lr"), card()), quiet: Situation(demand(.require, "lro"), card(on: "rx-lro"))),
    CheckCase("feature-required", fires: Situation(demand(.require, "rx-lro"), card()), quiet: Situation(demand(.require, "rx-lro"), card(on: "rx-lro"))),
    CheckCase("feature-forbidden", fires: Situation(demand(.forbid, "rx-gro"), card()), quiet: Situation(demand(.forbid, "rx-lro"), card())),
]

private func onBond(_ profile: inout NICProfile) {
    edit(&profile.link) {
        $0.master = "bond0"
        $0.masterKind = "bond"
    }
}
private let portAndMaster: HostState = {
    var state = ingress
    state.tables[0].chains[0].base?.devices = ["eth0", "bond0"]
    return state
}()
