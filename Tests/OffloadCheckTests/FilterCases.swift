import WeirModel

let filterCases: [CheckCase] = [
    CheckCase("tc-skip-sw-hwtc-off", fires: Situation(tc(filter: flower()), card(off: "hw-tc-offload")), quiet: Situation(tc(filter: flower()), card())),
    CheckCase(
        "tc-skip-sw-hwtc-fixed-off", fires: Situation(tc(filter: flower()), card("e1000e", fixedOff("hw-tc-offload"))),
        quiet: Situation(tc(filter: flower()), card(off: "hw-tc-offload"))),
    CheckCase("tc-skip-sw-no-callback", fires: Situation(tc(filter: flower()), card("igc")), quiet: Situation(tc(filter: flower()), card("mlx5_core"))),
    CheckCase(
        "tc-u32-skip-sw-ignored", fires: Situation(tc(filter: u32(.skipSoftware)), card("mlx5_core")),
        quiet: Situation(tc(filter: u32(.skipSoftware)), card("ixgbe"))),
    CheckCase(
        "tc-skip-sw-classifier",
        fires: Situation(tc(filter: Filter(Filter.Basic(), on: .parent(.ingress), flags: .skipSoftware)), card()),
        quiet: Situation(tc(filter: Filter(Filter.Basic(), on: .parent(.ingress))), card())),
    CheckCase(
        "tc-skip-hw-and-sw", fires: Situation(tc(filter: flower([.skipSoftware, .skipHardware])), card()), quiet: Situation(tc(filter: flower()), card())),
    CheckCase(
        "tc-key-unsupported", fires: Situation(tc(filter: flower { $0.tcpFlags = Masked(2) }), card("ice", switchdev)),
        quiet: Situation(tc(filter: flower { $0.tcpFlags = Masked(2) }), card("mlx5_core"))),
    CheckCase(
        "tc-key-silently-ignored", fires: Situation(tc(filter: flower { $0.tcpFlags = Masked(2) }), card("bnxt_en")),
        quiet: Situation(tc(filter: flower()), card("bnxt_en"))),
    CheckCase(
        "tc-action-unsupported", fires: Situation(tc(filter: flower(actions: [Action(Action.GAct(), .trap)])), card("mlx5_core")),
        quiet: Situation(tc(filter: flower()), card("mlx5_core"))),
    CheckCase(
        "tc-action-silently-ignored", fires: Situation(tc(filter: flower(actions: [Action(Action.GAct(), .pass)])), card("bnxt_en")),
        quiet: Situation(tc(filter: flower()), card("bnxt_en"))),
    CheckCase(
        "tc-action-not-offloadable", fires: Situation(tc(filter: flower(actions: [Action(Action.Simple(), .pipe)])), card()),
        quiet: Situation(tc(filter: flower([], actions: [Action(Action.Simple(), .pipe)])), card())),
    CheckCase(
        "tc-chain-nonzero", fires: Situation(tc(filter: flower(chain: 1)), card("cxgb4")), quiet: Situation(tc(filter: flower(chain: 1)), card("mlx5_core"))),
    CheckCase(
        "tc-chain-unchecked", fires: Situation(tc(filter: flower(chain: 1)), card("dpaa2_switch")), quiet: Situation(tc(filter: flower()), card("dpaa2_switch"))),
    CheckCase(
        "tc-hwtc-class-only", fires: Situation(tc(filter: flower()), card("i40e")),
        quiet: Situation(tc(filter: flower(classID: Handle(0xffff, 0xffe1), actions: [])), card("i40e"))),
    CheckCase(
        "tc-ip-flags-ignored", fires: Situation(tc(filter: flower { $0.fragment = Masked(1, mask: 1) }), card("cxgb4")),
        quiet: Situation(tc(filter: flower { $0.fragment = Masked(1, mask: 1) }), card("cxgb4") { $0.kernel = .value("6.12.1") })),
    CheckCase(
        "tc-ntuple-vs-flower", fires: Situation(tc(filter: flower()), card("rvu_nicpf", on: "rx-ntuple-filter")),
        quiet: Situation(tc(filter: flower()), card("rvu_nicpf"))),
    CheckCase(
        "tc-ntuple-rules-vs-flower",
        fires: Situation(tc(filter: flower(classID: Handle(0xffff, 0xffe1), actions: [])), card("i40e") { $0.ntuple = .value([dropRule]) }),
        quiet: Situation(tc(filter: flower(classID: Handle(0xffff, 0xffe1), actions: [])), card("i40e"))),
    CheckCase(
        "tc-shared-block-mixed", fires: Situation(sharedBlock, card(), card(name: "eth1", off: "hw-tc-offload")),
        quiet: Situation(sharedBlock, card(), card(name: "eth1"))),
    CheckCase(
        "tc-binder-egress", fires: Situation(tc(filter: flower(on: .parent(.egress))), card("mlx5_core")),
        quiet: Situation(tc(filter: flower(on: .parent(.egress))), card("mlxsw_spectrum"))),
    CheckCase(
        "tc-redirect-foreign", fires: Situation(redirect, card(switchdev), card(name: "eth1")),
        quiet: Situation(redirect, card(switchdev), card(name: "eth1", switchdev))),
    CheckCase(
        "tc-police-shape", fires: Situation(tc(filter: flower(actions: [police(exceed: .pass)])), card()),
        quiet: Situation(tc(filter: flower(actions: [police()])), card())),
    CheckCase("tc-stats-zero", fires: Situation(tc(filter: flower()), card("qede")), quiet: Situation(tc(filter: flower()), card("mlx5_core"))),
    CheckCase(
        "tc-hw-stats-type", fires: Situation(tc(filter: flower(actions: [Action(Action.GAct(), .drop, hardwareStatistics: 2)])), card("mlxsw_spectrum")),
        quiet: Situation(tc(filter: flower(actions: [Action(Action.GAct(), .drop, hardwareStatistics: 1)])), card("mlxsw_spectrum"))),
    CheckCase(
        "tc-skip-sw-conntrack", fires: Situation(tc(filter: flower(actions: [Action(Action.CT(), .pipe)])), card()),
        quiet: Situation(tc(filter: flower([], actions: [Action(Action.CT(), .pipe)])), card())),
    CheckCase(
        "tc-protocol-vlan", fires: Situation(tc(filter: flower()), card(upper("vlan", vlan: 5))), quiet: Situation(tc(filter: flower()), card())),
    CheckCase(
        "tun-enc-key", fires: Situation(tc(filter: tunnelKey), card()),
        quiet: Situation(tc(filter: tunnelKey), virtual("vxlan") { edit(&$0.link) { $0.tunnel = .init(port: 4789) } })),
    CheckCase(
        "bpf-tc-offset", fires: Situation(tc(filter: Filter(Filter.BPF(), on: .parent(.ingress))), card()),
        quiet: Situation(tc(filter: Filter(Filter.BPF(), on: .parent(.ingress))), card(off: "rx-vlan-hw-parse"))),
]

private func u32(_ flags: FilterFlags) -> Filter {
    Filter(
        options(Filter.U32()) { $0.keys = [.init(value: 0x0a00_0001, mask: .max, offset: 16)] }, on: .parent(.ingress), protocolID: 0x0800,
        actions: [Action(Action.GAct(), .drop)], flags: flags)
}

private func switchdev(_ profile: inout NICProfile) { edit(&profile.link) { $0.switchID = "0011" } }

private let tunnelKey = flower { $0.tunnel = options(Filter.Flower.Tunnel()) { $0.keyID = 7 } }

private let sharedBlock = HostState(
    tables: [],
    links: ["eth0", "eth1"].map { name in
        link([Qdisc(Qdisc.ClsAct(), parent: .clsact, ingressBlock: 7)], filters: name == "eth0" ? [flower(on: .block(7))] : [], name: name)
    })

private let redirect = HostState(
    tables: [],
    links: [
        link([Qdisc(Qdisc.ClsAct(), parent: .clsact)], filters: [flower(actions: [Action(Action.Mirred(.egressRedirect, device: "eth1"), .stolen)])]),
        link(name: "eth1"),
    ])

let dropRule = NICProfile.NtupleRule(location: 1, flow: "tcp4", match: ["dst-port": "80"], action: .drop)
