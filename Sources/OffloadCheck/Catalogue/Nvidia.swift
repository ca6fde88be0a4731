// Facts from the drivers' sources: Linux 6.1.192, and 6.12.117 where it differs. One entry per driver; sources have the lines in both.

extension DriverFacts {
    private static let mlx5Keys =
        "meta control basic mac vlan cvlan ipv4 ipv6 ports enc-key enc-ipv4 enc-ipv6 enc-ports enc-control tcp-flags tos-ttl ct enc-tos-ttl enc-options icmp mpls"
    private static let mlx5SwitchActions =
        "accept drop trap goto redirect mirror redirect-ingress vlan-push vlan-pop vlan-modify tunnel-set tunnel-release mangle add csum ptype sample police ct mpls-push mpls-pop vlan-push-eth vlan-pop-eth"
    private static let mlx5Indirect = "vxlan geneve gretap ip6gretap bareudp vlan macvlan openvswitch"

    static let nvidia: [DriverFacts] = [
        DriverFacts(
            name: "mlx5_core", drivers: "mlx5_core",
            keys: mlx5Keys, actions: "accept drop goto redirect mangle add csum mark ct",
            traits: [.chains, .chainOffload, .noMinimumRate, .receiveFlowSteering, .tunnelPorts, .queueRate, .nativeXDP],
            fragments: "frag", qdiscs: "htb mqprio",
            sources:
                "drivers/net/ethernet/mellanox/mlx5/core/en_tc.c:2557/2725 drivers/net/ethernet/mellanox/mlx5/core/en_main.c:4853/5128 drivers/net/ethernet/mellanox/mlx5/core/en/tc/act/act.c:35/35"
        ),
        DriverFacts(
            name: "mlx5_core uplink", drivers: "mlx5_core/uplink", keys: mlx5Keys, actions: mlx5SwitchActions,
            traits: [.chains, .chainOffload, .noMinimumRate, .receiveFlowSteering, .tunnelPorts, .queueRate, .nativeXDP],
            fragments: "frag", qdiscs: "htb mqprio", indirect: mlx5Indirect,
            sources:
                "drivers/net/ethernet/mellanox/mlx5/core/en_tc.c:2557/2725 drivers/net/ethernet/mellanox/mlx5/core/en_main.c:4853/5128 drivers/net/ethernet/mellanox/mlx5/core/en/rep/tc.c:178/191 drivers/net/ethernet/mellanox/mlx5/core/en/tc/act/act.c:9/9"
        ),
        DriverFacts(
            name: "mlx5e_rep", drivers: "mlx5e_rep",
            keys: mlx5Keys, actions: mlx5SwitchActions, traits: [.chains, .flowtable, .chainOffload], fragments: "frag", matchall: "police",
            indirect: mlx5Indirect,
            sources:
                "drivers/net/ethernet/mellanox/mlx5/core/en_rep.c:651/803 drivers/net/ethernet/mellanox/mlx5/core/en/rep/tc.c:178/191 drivers/net/ethernet/mellanox/mlx5/core/en/tc/act/act.c:9/9"
        ),
        DriverFacts(
            name: "mlx4_en", drivers: "mlx4_en", traits: [.receiveFlowSteering, .tunnelPorts, .queueRate, .nativeXDP], qdiscs: "mqprio",
            sources: "drivers/net/ethernet/mellanox/mlx4/en_netdev.c:2853/2853"),
        DriverFacts(
            name: "mlxsw_spectrum", drivers: "mlxsw_spectrum mlxsw_spectrum2 mlxsw_spectrum3 mlxsw_spectrum4",
            keys: "meta control basic mac ipv4 ipv6 ports tcp-flags tos-ttl vlan",
            actions: "accept drop trap goto redirect mirror vlan-modify priority mangle police sample",
            traits: [.chains, .egress, .chainOffload], qdiscs: "red prio ets tbf fifo", matchall: "mirror sample",
            from612: .init(keysAdded: "port-range", fragments: "rejected"),
            sources:
                "drivers/net/ethernet/mellanox/mlxsw/spectrum.c:1335/1328 drivers/net/ethernet/mellanox/mlxsw/spectrum_flower.c:479/570"),
    ]
}
