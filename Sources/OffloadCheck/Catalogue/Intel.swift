// Facts from the drivers' sources: Linux 6.1.192, and 6.12.117 where it differs. One entry per driver.

extension DriverFacts {
    private static let iceKeys =
        "control basic mac vlan cvlan ipv4 ipv6 enc-control enc-key enc-ipv4 enc-ipv6 enc-ports enc-options tos-ttl enc-tos-ttl ports pppoe l2tpv3"

    static let intel: [DriverFacts] = [
        DriverFacts(
            name: "ice", drivers: "ice", keys: iceKeys, actions: "redirect drop",
            traits: [.needsTrafficClass, .chainOffload, .receiveFlowSteering, .tunnelPorts, .queueRate, .nativeXDP],
            qdiscs: "mqprio", mqprioModes: "channel", from612: .init(actionsAdded: "mirror rx-queue drop", fragments: "rejected"),
            sources: "drivers/net/ethernet/intel/ice/ice_main.c drivers/net/ethernet/intel/ice/ice_tc_lib.c"),
        DriverFacts(
            name: "ice in switchdev mode", drivers: "ice/uplink ice/representor", keys: iceKeys, actions: "redirect drop",
            traits: [.chainOffload], indirect: "vxlan geneve gretap ip6gretap gtp vlan",
            from612: .init(actionsAdded: "mirror rx-queue drop", fragments: "rejected"),
            sources:
                "drivers/net/ethernet/intel/ice/ice_main.c drivers/net/ethernet/intel/ice/ice_tc_lib.c drivers/net/ethernet/intel/ice/ice_repr.c"),
        DriverFacts(
            name: "i40e", drivers: "i40e", keys: "control basic mac vlan ipv4 ipv6 ports enc-key",
            traits: [.needsTrafficClass, .noFilterStatistics, .noMinimumRate, .tunnelPorts, .nativeXDP], qdiscs: "mqprio",
            from612: .init(fragments: "rejected"), sources: "drivers/net/ethernet/intel/i40e/i40e_main.c"),
        DriverFacts(
            name: "iavf", drivers: "iavf", keys: "control basic mac vlan ipv4 ipv6 ports enc-key",
            traits: [.needsTrafficClass, .noFilterStatistics, .noMinimumRate], qdiscs: "mqprio", mqprioModes: "channel",
            from612: .init(fragments: "rejected"),
            sources: "drivers/net/ethernet/intel/iavf/iavf_main.c"),
        DriverFacts(
            name: "igb", drivers: "igb", keys: "basic control mac vlan", traits: [.needsTrafficClass, .noFilterStatistics, .nativeXDP],
            qdiscs: "cbs etf", from612: .init(fragments: "rejected"), sources: "drivers/net/ethernet/intel/igb/igb_main.c"),
        DriverFacts(
            name: "igc", drivers: "igc", traits: [.nativeXDP], qdiscs: "taprio etf cbs", from612: .init(qdiscsAdded: "mqprio"),
            sources: "drivers/net/ethernet/intel/igc/igc_main.c drivers/net/ethernet/intel/igc/igc_tsn.c"),
        DriverFacts(
            name: "ixgbe", drivers: "ixgbe", traits: [.u32, .tunnelPorts, .queueRate, .nativeXDP], qdiscs: "mqprio",
            sources: "drivers/net/ethernet/intel/ixgbe/ixgbe_main.c drivers/net/ethernet/intel/ixgbe/ixgbe_model.h"),
        DriverFacts(
            name: "ixgbevf", drivers: "ixgbevf", traits: [.nativeXDP, .noOffloadHook],
            sources: "drivers/net/ethernet/intel/ixgbevf/ixgbevf_main.c"),
        DriverFacts(
            name: "fm10k", drivers: "fm10k", traits: [.tunnelPorts], qdiscs: "mqprio",
            sources: "drivers/net/ethernet/intel/fm10k/fm10k_netdev.c"),
        DriverFacts(
            name: "e1000e", drivers: "e1000e", traits: [.noOffloadHook], sources: "drivers/net/ethernet/intel/e1000e/netdev.c"),
        DriverFacts(
            name: "e1000", drivers: "e1000", traits: [.noOffloadHook], sources: "drivers/net/ethernet/intel/e1000/e1000_main.c"),
        DriverFacts(
            name: "idpf", drivers: "idpf", traits: [.noOffloadHook], sources: "drivers/net/ethernet/intel/idpf/idpf_lib.c"),
        DriverFacts(
            name: "igbvf", drivers: "igbvf", traits: [.noOffloadHook], sources: "drivers/net/ethernet/intel/igbvf/netdev.c"),
    ]
}
