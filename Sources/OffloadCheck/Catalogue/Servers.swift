// Facts from the drivers' sources: Linux 6.1.192, and 6.12.117 where it differs. One entry per driver; sources have the lines in both.

extension DriverFacts {
    static let servers: [DriverFacts] = [
        DriverFacts(
            name: "bnxt_en", drivers: "bnxt_en", keys: "control basic mac vlan ipv4 ipv6 ports icmp enc-ipv4 enc-key enc-ports",
            actions: "drop redirect vlan-pop vlan-push vlan-modify tunnel-set tunnel-release mangle",
            traits: [.ignoresOtherKeys, .ignoresOtherActions, .chainOffload, .receiveFlowSteering, .tunnelPorts, .nativeXDP],
            qdiscs: "mqprio", indirect: "vxlan", from612: .init(fragments: "rejected"),
            sources: "drivers/net/ethernet/broadcom/bnxt/bnxt.c:13293/15294 drivers/net/ethernet/broadcom/bnxt/bnxt_tc.c:376/377"),
        DriverFacts(
            name: "bnxt_en representor", drivers: "bnxt_en/representor",
            keys: "control basic mac vlan ipv4 ipv6 ports icmp enc-ipv4 enc-key enc-ports",
            actions: "drop redirect vlan-pop vlan-push vlan-modify tunnel-set tunnel-release mangle",
            traits: [.ignoresOtherKeys, .ignoresOtherActions, .chainOffload], from612: .init(fragments: "rejected"),
            sources: "drivers/net/ethernet/broadcom/bnxt/bnxt_vfr.c:248/248 drivers/net/ethernet/broadcom/bnxt/bnxt_tc.c:376/377"),
        DriverFacts(
            name: "bnx2x", drivers: "bnx2x", traits: [.tunnelPorts], qdiscs: "mqprio",
            sources:
                "drivers/net/ethernet/broadcom/bnx2x/bnx2x_main.c:13024/13025 drivers/net/ethernet/broadcom/bnx2x/bnx2x_cmn.c:1978/1990"),
        DriverFacts(
            name: "tg3", drivers: "tg3", traits: [.noOffloadHook], sources: "drivers/net/ethernet/broadcom/tg3.c:14291/14356"),
        DriverFacts(
            name: "bcmgenet", drivers: "bcmgenet", traits: [.noOffloadHook],
            sources: "drivers/net/ethernet/broadcom/genet/bcmgenet.c:3668/3664"),
        DriverFacts(
            name: "cxgb4", drivers: "cxgb4", keys: "control basic ipv4 ipv6 ports enc-key vlan tos-ttl",
            actions: "accept drop redirect vlan-pop vlan-push vlan-modify mangle",
            traits: [.chainOffload, .u32, .tunnelPorts, .queueRate], qdiscs: "mqprio",
            matchall: "accept drop redirect mirror vlan-modify mangle police vlan-push vlan-pop", mqprioModes: "channel",
            from612: .init(fragments: "rejected"),
            sources:
                "drivers/net/ethernet/chelsio/cxgb4/cxgb4_main.c:3888/3887 drivers/net/ethernet/chelsio/cxgb4/cxgb4_tc_flower.c:315/315"),
        DriverFacts(
            name: "nfp", drivers: "nfp",
            keys:
                "control basic ipv4 ipv6 tcp-flags ports mac vlan cvlan enc-key enc-ipv4 enc-ipv6 enc-control enc-ports enc-options enc-tos-ttl mpls ct meta tos-ttl",
            actions:
                "drop redirect redirect-ingress mirror mirror-ingress vlan-pop vlan-push tunnel-set tunnel-release mangle csum mpls-push mpls-pop mpls-modify ptype police ct goto",
            traits: [.chainOffload, .u32, .bpf, .tunnelPorts, .nativeXDP], fragments: "frag firstfrag", qdiscs: "mq red gred",
            matchall: "police", indirect: "vxlan geneve gretap ip6gretap openvswitch",
            sources:
                "drivers/net/ethernet/netronome/nfp/nfp_net_common.c:2004/2331 drivers/net/ethernet/netronome/nfp/nfp_net_repr.c:267/266 drivers/net/ethernet/netronome/nfp/flower/action.c:1026/1041"
        ),
        DriverFacts(
            name: "sfc", drivers: "sfc sfc_ef100_rep", keys: "control basic", actions: "drop redirect mirror",
            traits: [.chainOffload, .receiveFlowSteering, .tunnelPorts, .nativeXDP], fragments: "rejected",
            from612: .init(
                keys:
                    "control basic mac vlan cvlan ipv4 ipv6 ports enc-key enc-ipv4 enc-ipv6 enc-tos-ttl enc-ports enc-control ct tcp-flags tos-ttl",
                actions: "drop redirect mirror vlan-pop vlan-push add mangle tunnel-set tunnel-release ct goto", chains: true,
                fragments: "frag firstfrag", indirect: "vxlan geneve"),
            sources: "drivers/net/ethernet/sfc/ef100_nic.c:397/408 drivers/net/ethernet/sfc/tc.c:171/2066"),
        DriverFacts(
            name: "sfc-siena", drivers: "sfc-siena", traits: [.receiveFlowSteering, .nativeXDP], qdiscs: "mqprio",
            sources: "drivers/net/ethernet/sfc/siena/tx.c:358/358"),
        DriverFacts(
            name: "sfc-falcon", drivers: "sfc-falcon", qdiscs: "mqprio",
            sources: "drivers/net/ethernet/sfc/falcon/tx.c:426/426 drivers/net/ethernet/sfc/falcon/efx.c:2217/2216"),
        DriverFacts(
            name: "qede", drivers: "qede", keys: "control ipv4 basic ipv6 ports", actions: "drop",
            traits: [.chainOffload, .noFilterStatistics, .receiveFlowSteering, .tunnelPorts, .nativeXDP], qdiscs: "mqprio",
            from612: .init(fragments: "rejected"),
            sources: "drivers/net/ethernet/qlogic/qede/qede_main.c:745/744 drivers/net/ethernet/qlogic/qede/qede_filter.c:1829/1837"),
        DriverFacts(
            name: "be2net", drivers: "be2net", traits: [.tunnelPorts, .noOffloadHook],
            sources: "drivers/net/ethernet/emulex/benet/be_main.c:5160/5156"),
        DriverFacts(
            name: "enic", drivers: "enic", traits: [.receiveFlowSteering, .tunnelPorts, .noOffloadHook],
            sources: "drivers/net/ethernet/cisco/enic/enic_main.c:2506/2623"),
        DriverFacts(
            name: "ionic", drivers: "ionic", traits: [.noOffloadHook], sources: "drivers/net/ethernet/pensando/ionic/ionic_lif.c:2605/2829"),
        DriverFacts(
            name: "atlantic", drivers: "atlantic", traits: [.nativeXDP], qdiscs: "mqprio",
            sources:
                "drivers/net/ethernet/aquantia/atlantic/aq_main.c:505/506 drivers/net/ethernet/aquantia/atlantic/hw_atl/hw_atl_b0.c:132/132"
        ),
        DriverFacts(
            name: "xgbe", drivers: "amd-xgbe", traits: [.tunnelPorts], qdiscs: "mqprio",
            sources: "drivers/net/ethernet/amd/xgbe/xgbe-drv.c:2304/2308"),
        DriverFacts(
            name: "r8169", drivers: "r8169", traits: [.noOffloadHook], sources: "drivers/net/ethernet/realtek/r8169_main.c:5031/5144"),
        DriverFacts(
            name: "hns3", drivers: "hns3", keys: "control basic mac vlan ipv4 ipv6 ports",
            traits: [.needsTrafficClass, .noFilterStatistics, .receiveFlowSteering], qdiscs: "mqprio", mqprioModes: "channel",
            from612: .init(fragments: "rejected"),
            sources:
                "drivers/net/ethernet/hisilicon/hns3/hns3_enet.c:3043/3046 drivers/net/ethernet/hisilicon/hns3/hns3pf/hclge_main.c:7365/7371"
        ),
        DriverFacts(
            name: "octeon_ep", drivers: "octeon_ep", traits: [.noOffloadHook],
            sources: "drivers/net/ethernet/marvell/octeon_ep/octep_main.c:872/1143"),
        DriverFacts(
            name: "txgbe", drivers: "txgbe", traits: [.noOffloadHook], sources: "drivers/net/ethernet/wangxun/txgbe/txgbe_main.c:-/474"),
        DriverFacts(
            name: "ngbe", drivers: "ngbe", traits: [.noOffloadHook], sources: "drivers/net/ethernet/wangxun/ngbe/ngbe_main.c:-/497"),
        DriverFacts(
            name: "alx", drivers: "alx", traits: [.noOffloadHook], sources: "drivers/net/ethernet/atheros/alx/main.c:1698/1697"),
        DriverFacts(
            name: "sky2", drivers: "sky2", traits: [.noOffloadHook], sources: "drivers/net/ethernet/marvell/sky2.c:4557/4557"),
    ]
}
