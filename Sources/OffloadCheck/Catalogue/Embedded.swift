// Facts from the drivers' sources: Linux 6.1.192, and 6.12.117 where it differs. One entry per driver; sources have the lines in both.

extension DriverFacts {
    static let embedded: [DriverFacts] = [
        DriverFacts(
            name: "octeontx2", drivers: "rvu-nicpf rvu-nicvf rvu_nicpf rvu_nicvf",
            keys: "control basic mac vlan ipv4 ipv6 ports tos-ttl", actions: "drop accept redirect-ingress vlan-pop police mark",
            traits: [.chainOffload, .nativeXDP], matchall: "police",
            from612: .init(
                keysAdded: "cvlan tcp-flags ipsec mpls icmp", actionsAdded: "rx-queue mirror-ingress", qdiscsAdded: "htb",
                fragments: "frag firstfrag"),
            sources:
                "drivers/net/ethernet/marvell/octeontx2/nic/otx2_tc.c:484/642 drivers/net/ethernet/marvell/octeontx2/nic/otx2_pf.c:2745/2815"
        ),
        DriverFacts(
            name: "prestera", drivers: "prestera", keys: "meta control basic mac ipv4 ipv6 icmp ports port-range vlan",
            keysTakenButIgnored: "ipv6", actions: "accept drop trap police goto", traits: [.chains, .egress, .chainOffload],
            matchall: "mirror", from612: .init(fragments: "rejected"),
            sources:
                "drivers/net/ethernet/marvell/prestera/prestera_main.c:568/562 drivers/net/ethernet/marvell/prestera/prestera_flow.c:57/57 drivers/net/ethernet/marvell/prestera/prestera_flower.c:61/61"
        ),
        DriverFacts(
            name: "mvneta", drivers: "mvneta", traits: [.nativeXDP], qdiscs: "mqprio",
            sources: "drivers/net/ethernet/marvell/mvneta.c:5249/5311"),
        DriverFacts(
            name: "mvpp2", drivers: "mvpp2", traits: [.nativeXDP, .noOffloadHook],
            sources: "drivers/net/ethernet/marvell/mvpp2/mvpp2_main.c:5763/5795"),
        DriverFacts(
            name: "enetc", drivers: "fsl_enetc", keys: "mac vlan", actions: "gate police",
            traits: [.chains, .ignoresOtherKeys, .nativeXDP],
            qdiscs: "mqprio taprio etf cbs", needs: "mac gate",
            sources: "drivers/net/ethernet/freescale/enetc/enetc_pf.c:782/764 drivers/net/ethernet/freescale/enetc/enetc_qos.c:1515/1572"),
        DriverFacts(
            name: "enetc_vf", drivers: "fsl_enetc_vf", qdiscs: "mqprio", sources: "drivers/net/ethernet/freescale/enetc/enetc_vf.c:123/123"),
        DriverFacts(
            name: "dpaa2-eth", drivers: "fsl_dpaa2_eth", traits: [.nativeXDP], qdiscs: "mqprio tbf",
            sources: "drivers/net/ethernet/freescale/dpaa2/dpaa2-eth.c:2891/3034"),
        DriverFacts(
            name: "dpaa2-switch", drivers: "fsl_dpaa2_switch dpaa2_switch", keys: "basic control mac vlan ports tos-ttl ipv6 ipv4",
            actions: "drop trap redirect mirror", traits: [.chainUnchecked, .chainOffload, .noFilterStatistics],
            matchall: "drop trap redirect mirror", from612: .init(fragments: "rejected"),
            sources:
                "drivers/net/ethernet/freescale/dpaa2/dpaa2-switch.c:1451/1447 drivers/net/ethernet/freescale/dpaa2/dpaa2-switch-flower.c:19/19"
        ),
        DriverFacts(
            name: "dpaa", drivers: "fsl_dpa", traits: [.nativeXDP], qdiscs: "mqprio",
            sources: "drivers/net/ethernet/freescale/dpaa/dpaa_eth.c:3185/3135"),
        DriverFacts(
            name: "ocelot", drivers: "ocelot-switch ocelot", keys: "control basic meta ports vlan ipv4 ipv6 mac",
            actions: "accept drop trap police redirect mirror", traits: [.chainOffload], matchall: "police mirror",
            from612: .init(fragments: "rejected"),
            sources: "drivers/net/ethernet/mscc/ocelot_net.c:963/954 drivers/net/ethernet/mscc/ocelot_flower.c:583/583"),
        DriverFacts(
            name: "felix_vsc9959", drivers: "mscc_felix dsa", keys: "control basic meta ports vlan ipv4 ipv6 mac",
            actions: "accept drop trap police redirect mirror vlan-pop vlan-push vlan-modify priority goto gate",
            traits: [.chains, .egress, .flowtableThroughConduit, .chainOffload], qdiscs: "taprio cbs", matchall: "police mirror",
            from612: .init(qdiscsAdded: "mqprio", fragments: "rejected"),
            sources:
                "drivers/net/dsa/ocelot/felix.c:87/122 drivers/net/dsa/ocelot/felix_vsc9959.c:1715/1763 drivers/net/ethernet/mscc/ocelot_flower.c:231/231"
        ),
        DriverFacts(
            name: "sja1105", drivers: "sja1105 dsa", keys: "basic control vlan mac", actions: "police trap redirect drop gate",
            traits: [.chainUnchecked, .flowtableThroughConduit, .chainOffload], qdiscs: "taprio cbs", matchall: "police mirror",
            from612: .init(fragments: "rejected"),
            sources: "drivers/net/dsa/sja1105/sja1105_flower.c:207/207 drivers/net/dsa/sja1105/sja1105_main.c:2825/2821"),
        DriverFacts(
            name: "hellcreek", drivers: "hellcreek dsa", traits: [.flowtableThroughConduit], qdiscs: "taprio",
            sources: "drivers/net/dsa/hirschmann/hellcreek.c:1870/1864 net/dsa/slave.c:2219/- net/dsa/user.c:-/2543"),
        DriverFacts(
            name: "dsa-generic", drivers: "dsa mv88e6085 b53 ksz-switch mt7530 qca8k", traits: [.flowtableThroughConduit],
            matchall: "mirror", sources: "net/dsa/slave.c:2219/- net/dsa/user.c:-/2543 drivers/net/dsa/mv88e6xxx/chip.c:6635/6701"),
        DriverFacts(
            name: "lan966x", drivers: "lan966x-switch lan966x", qdiscs: "mqprio taprio tbf cbs ets", matchall: "police mirror",
            from612: .init(
                keys: "mac ipv4 ipv6 control ports basic cvlan vlan tcp-flags arp tos-ttl", actions: "trap goto vlan-pop", chains: true,
                ignoresOtherKeys: true, fragments: "rejected"),
            sources:
                "drivers/net/ethernet/microchip/lan966x/lan966x_main.c:470/512 drivers/net/ethernet/microchip/lan966x/lan966x_tc.c:70/77 drivers/net/ethernet/microchip/lan966x/lan966x_tc_flower.c:-/447"
        ),
        DriverFacts(
            name: "sparx5", drivers: "sparx5-switch sparx5", qdiscs: "mqprio tbf ets",
            from612: .init(
                keys: "mac ipv4 ipv6 control ports basic cvlan vlan tcp-flags arp tos-ttl",
                actions: "accept trap goto mirror redirect vlan-pop vlan-push vlan-modify gate police", chains: true, fragments: "rejected"),
            sources:
                "drivers/net/ethernet/microchip/sparx5/sparx5_tc.c:111/24 drivers/net/ethernet/microchip/sparx5/sparx5_netdev.c:242/251 drivers/net/ethernet/microchip/sparx5/sparx5_tc_flower.c:-/1165"
        ),
        DriverFacts(
            name: "am65-cpsw-nuss", drivers: "am65-cpsw-nuss", keys: "basic control mac", actions: "police", qdiscs: "taprio",
            from612: .init(qdiscsAdded: "mqprio", fragments: "rejected"),
            sources: "drivers/net/ethernet/ti/am65-cpsw-nuss.c:1418/1992 drivers/net/ethernet/ti/am65-cpsw-qos.c:600/1035"),
        DriverFacts(
            name: "cpsw", drivers: "cpsw cpsw-switch", keys: "basic control mac", actions: "police", traits: [.queueRate, .nativeXDP],
            qdiscs: "mqprio cbs", mqprioModes: "dcb", from612: .init(fragments: "rejected"),
            sources: "drivers/net/ethernet/ti/cpsw_priv.c:1397/1398 drivers/net/ethernet/ti/cpsw.c:1168/1187"),
        DriverFacts(
            name: "netcp", drivers: "keystone_netcp", qdiscs: "mqprio", sources: "drivers/net/ethernet/ti/netcp_core.c:1954/1954"),
        DriverFacts(
            name: "stmmac", drivers: "st_gmac st_xgmac st_mac100", keys: "control basic ipv4 ports vlan", actions: "drop",
            traits: [.ignoresOtherKeys, .ignoresOtherActions, .chainOffload, .noFilterStatistics, .u32, .nativeXDP],
            qdiscs: "cbs etf taprio", from612: .init(qdiscsAdded: "mqprio"),
            sources: "drivers/net/ethernet/stmicro/stmmac/stmmac_main.c:6933/7204 drivers/net/ethernet/stmicro/stmmac/stmmac_tc.c:446/1214"),
        DriverFacts(
            name: "mtk_eth_soc", drivers: "mtk_soc_eth", keys: "meta control basic mac vlan ipv4 ipv6 ports",
            actions: "mangle redirect csum vlan-push vlan-pop pppoe-push",
            traits: [.ignoresOtherKeys, .chainUnchecked, .flowtable, .nativeXDP], needs: "meta", from612: .init(fragments: "rejected"),
            sources: "drivers/net/ethernet/mediatek/mtk_ppe_offload.c:598/664 drivers/net/ethernet/mediatek/mtk_eth_soc.c:3809/4643"),
        DriverFacts(
            name: "tsnep", drivers: "tsnep", qdiscs: "taprio",
            sources: "drivers/net/ethernet/engleder/tsnep_tc.c:412/412 drivers/net/ethernet/engleder/tsnep_main.c:1267/2376"),
        DriverFacts(
            name: "macb", drivers: "macb", traits: [.noOffloadHook], sources: "drivers/net/ethernet/cadence/macb_main.c:3949/4038"),
        DriverFacts(
            name: "fec", drivers: "fec", traits: [.noOffloadHook], sources: "drivers/net/ethernet/freescale/fec_main.c:3618/4040"),
        DriverFacts(
            name: "lan743x", drivers: "lan743x", traits: [.noOffloadHook],
            sources: "drivers/net/ethernet/microchip/lan743x_main.c:3238/3444"),
        DriverFacts(
            name: "r8152", drivers: "r8152", traits: [.noOffloadHook], sources: "drivers/net/usb/r8152.c:9386/9441"),
        DriverFacts(
            name: "asix", drivers: "asix", traits: [.noOffloadHook], sources: "drivers/net/usb/asix_devices.c:191/191"),
        DriverFacts(
            name: "ax88179_178a", drivers: "ax88179_178a", traits: [.noOffloadHook], sources: "drivers/net/usb/ax88179_178a.c:992/992"),
        DriverFacts(
            name: "cdc_ncm", drivers: "cdc_ncm cdc_mbim", traits: [.noOffloadHook], sources: "drivers/net/usb/cdc_ncm.c:803/808"),
        DriverFacts(
            name: "lan78xx", drivers: "lan78xx", traits: [.noOffloadHook], sources: "drivers/net/usb/lan78xx.c:4332/4324"),
    ]
}
