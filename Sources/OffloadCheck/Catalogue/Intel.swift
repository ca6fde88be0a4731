// Facts from the drivers' sources: Linux 6.1.192, and 6.12.117 where it differs. One entry per driver; sources have the lines in both.

extension DriverFacts {
    private static let iceKeys =
        "control basic mac vlan cvlan ipv4 ipv6 enc-control enc-key enc-ipv4 enc-ipv6 enc-ports enc-options tos-ttl enc-tos-ttl ports pppoe l2tpv3"

    static let intel: [DriverFacts] = [
        DriverFacts(
            name: "ice", drivers: "ice", keys: iceKeys,
            traits: [.needsTrafficClass, .chainOffload, .receiveFlowSteering, .tunnelPorts, .queueRate, .nativeXDP],
            qdiscs: "mqprio", mqprioModes: "channel",
            from612: .init(actions: "drop rx-queue", needsNoTrafficClass: true, fragments: "rejected"),
            sources: "drivers/net/ethernet/intel/ice/ice_main.c:9223/9727 drivers/net/ethernet/intel/ice/ice_tc_lib.c:1200/1480"),
        DriverFacts(
            name: "ice in switchdev mode", drivers: "ice/uplink ice/representor", keys: iceKeys, actions: "redirect drop",
            traits: [.chainOffload], indirect: "vxlan geneve gretap ip6gretap gtp vlan",
            from612: .init(actionsAdded: "mirror", fragments: "rejected"),
            sources:
                "drivers/net/ethernet/intel/ice/ice_main.c:9223/9727 drivers/net/ethernet/intel/ice/ice_tc_lib.c:1200/1480 drivers/net/ethernet/intel/ice/ice_repr.c:255/271"
        ),
        DriverFacts(
            name: "i40e", drivers: "i40e", keys: "control basic mac vlan ipv4 ipv6 ports enc-key",
            traits: [.needsTrafficClass, .noFilterStatistics, .noMinimumRate, .tunnelPorts, .nativeXDP], qdiscs: "mqprio",
            from612: .init(fragments: "rejected"), sources: "drivers/net/ethernet/intel/i40e/i40e_main.c:13693/13704"),
        DriverFacts(
            name: "iavf", drivers: "iavf", keys: "control basic mac vlan ipv4 ipv6 ports enc-key",
            traits: [.needsTrafficClass, .noFilterStatistics, .noMinimumRate], qdiscs: "mqprio", mqprioModes: "channel",
            from612: .init(fragments: "rejected"),
            sources: "drivers/net/ethernet/intel/iavf/iavf_main.c:4853/4915"),
        DriverFacts(
            name: "igb", drivers: "igb", keys: "basic control mac vlan", traits: [.needsTrafficClass, .noFilterStatistics, .nativeXDP],
            qdiscs: "cbs etf", from612: .init(fragments: "rejected"), sources: "drivers/net/ethernet/intel/igb/igb_main.c:3043/3042"),
        DriverFacts(
            name: "igc", drivers: "igc", traits: [.nativeXDP], qdiscs: "taprio etf cbs", from612: .init(qdiscsAdded: "mqprio"),
            sources: "drivers/net/ethernet/intel/igc/igc_main.c:6421/6783 drivers/net/ethernet/intel/igc/igc_tsn.c:293/216"),
        DriverFacts(
            name: "ixgbe", drivers: "ixgbe", traits: [.u32, .tunnelPorts, .queueRate, .nativeXDP], qdiscs: "mqprio",
            sources: "drivers/net/ethernet/intel/ixgbe/ixgbe_main.c:10436/10445"),
        DriverFacts(
            name: "ixgbevf", drivers: "ixgbevf", traits: [.nativeXDP, .noOffloadHook],
            sources: "drivers/net/ethernet/intel/ixgbevf/ixgbevf_main.c:4520/4526"),
        DriverFacts(
            name: "fm10k", drivers: "fm10k", traits: [.tunnelPorts], qdiscs: "mqprio",
            sources: "drivers/net/ethernet/intel/fm10k/fm10k_netdev.c:1528/1528"),
        DriverFacts(
            name: "e1000e", drivers: "e1000e", traits: [.noOffloadHook], sources: "drivers/net/ethernet/intel/e1000e/netdev.c:7325/7333"),
        DriverFacts(
            name: "e1000", drivers: "e1000", traits: [.noOffloadHook], sources: "drivers/net/ethernet/intel/e1000/e1000_main.c:827/824"),
        DriverFacts(
            name: "idpf", drivers: "idpf", traits: [.noOffloadHook], sources: "drivers/net/ethernet/intel/idpf/idpf_lib.c:-/2482"),
        DriverFacts(
            name: "igbvf", drivers: "igbvf", traits: [.noOffloadHook], sources: "drivers/net/ethernet/intel/igbvf/netdev.c:2654/2680"),
    ]
}
