import Tags
import Testing
import WeirModel

@testable import OffloadCheck

/// The catalogue's actions of flower rules, compared with those that the drivers' sources know.
@Suite(.tags(.pure)) struct FlowerActionTests {
    /// By `flower-actions.py`, of Debian's linux-source-6.1 6.1.192 and linux-source-6.12 6.12.117: version, place, driver, actions.
    private static let extracted = """
        6.1 drivers/net/ethernet/broadcom/bnxt/bnxt_tc.c:281 bnxt_en DROP REDIRECT VLAN_POP VLAN_PUSH VLAN_MANGLE TUNNEL_ENCAP TUNNEL_DECAP MANGLE
        6.1 drivers/net/ethernet/chelsio/cxgb4/cxgb4_tc_flower.c:682 cxgb4 ACCEPT DROP MIRRED REDIRECT VLAN_POP VLAN_PUSH VLAN_MANGLE MANGLE QUEUE
        6.1 drivers/net/ethernet/freescale/dpaa2/dpaa2-switch-flower.c:362 fsl_dpaa2_switch TRAP REDIRECT DROP MIRRED
        6.1 drivers/net/ethernet/freescale/enetc/enetc_qos.c:1068 fsl_enetc GATE POLICE
        6.1 drivers/net/ethernet/intel/ice/ice_tc_lib.c:617 ice/uplink DROP REDIRECT
        6.1 drivers/net/ethernet/marvell/octeontx2/nic/otx2_tc.c:375 rvu_nicpf DROP ACCEPT REDIRECT_INGRESS VLAN_POP POLICE MARK
        6.1 drivers/net/ethernet/marvell/prestera/prestera_flower.c:61 prestera ACCEPT DROP TRAP POLICE GOTO
        6.1 drivers/net/ethernet/mediatek/mtk_ppe_offload.c:236 mtk_soc_eth MANGLE REDIRECT CSUM VLAN_PUSH VLAN_POP PPPOE_PUSH
        6.1 drivers/net/ethernet/mellanox/mlx5/core/en/tc/act/act.c:9 mlx5_core/uplink ACCEPT DROP TRAP GOTO REDIRECT MIRRED REDIRECT_INGRESS VLAN_PUSH VLAN_POP VLAN_MANGLE TUNNEL_ENCAP TUNNEL_DECAP MANGLE ADD CSUM PTYPE SAMPLE POLICE CT MPLS_PUSH MPLS_POP VLAN_PUSH_ETH VLAN_POP_ETH
        6.1 drivers/net/ethernet/mellanox/mlx5/core/en/tc/act/act.c:9 mlx5e_rep ACCEPT DROP TRAP GOTO REDIRECT MIRRED REDIRECT_INGRESS VLAN_PUSH VLAN_POP VLAN_MANGLE TUNNEL_ENCAP TUNNEL_DECAP MANGLE ADD CSUM PTYPE SAMPLE POLICE CT MPLS_PUSH MPLS_POP VLAN_PUSH_ETH VLAN_POP_ETH
        6.1 drivers/net/ethernet/mellanox/mlx5/core/en/tc/act/act.c:35 mlx5_core ACCEPT DROP GOTO REDIRECT MANGLE ADD CSUM MARK CT
        6.1 drivers/net/ethernet/mellanox/mlxsw/spectrum_flower.c:58 mlxsw_spectrum ACCEPT DROP TRAP GOTO REDIRECT MIRRED VLAN_MANGLE PRIORITY MANGLE POLICE SAMPLE
        6.1 drivers/net/ethernet/mscc/ocelot_flower.c:231 mscc_felix DROP ACCEPT TRAP POLICE REDIRECT MIRRED VLAN_POP VLAN_MANGLE PRIORITY GOTO VLAN_PUSH GATE
        6.1 drivers/net/ethernet/netronome/nfp/flower/action.c:1026 nfp DROP REDIRECT_INGRESS REDIRECT MIRRED_INGRESS MIRRED VLAN_POP VLAN_PUSH TUNNEL_ENCAP TUNNEL_DECAP MANGLE CSUM MPLS_PUSH MPLS_POP MPLS_MANGLE PTYPE POLICE CT GOTO CT_METADATA
        6.1 drivers/net/ethernet/qlogic/qede/qede_filter.c:1666 qede DROP QUEUE
        6.1 drivers/net/ethernet/sfc/tc.c:171 sfc DROP REDIRECT MIRRED
        6.1 drivers/net/ethernet/stmicro/stmmac/stmmac_tc.c:430 st_gmac DROP
        6.1 drivers/net/ethernet/ti/am65-cpsw-qos.c:680 am65-cpsw-nuss POLICE
        6.1 drivers/net/ethernet/ti/cpsw_priv.c:1479 cpsw POLICE
        6.1 drivers/net/dsa/sja1105/sja1105_flower.c:343 sja1105 POLICE TRAP REDIRECT DROP GATE
        6.12 drivers/net/ethernet/broadcom/bnxt/bnxt_tc.c:281 bnxt_en DROP REDIRECT VLAN_POP VLAN_PUSH VLAN_MANGLE TUNNEL_ENCAP TUNNEL_DECAP MANGLE
        6.12 drivers/net/ethernet/chelsio/cxgb4/cxgb4_tc_flower.c:683 cxgb4 ACCEPT DROP MIRRED REDIRECT VLAN_POP VLAN_PUSH VLAN_MANGLE MANGLE QUEUE
        6.12 drivers/net/ethernet/freescale/dpaa2/dpaa2-switch-flower.c:365 fsl_dpaa2_switch TRAP REDIRECT DROP MIRRED
        6.12 drivers/net/ethernet/freescale/enetc/enetc_qos.c:1125 fsl_enetc GATE POLICE
        6.12 drivers/net/ethernet/intel/ice/ice_tc_lib.c:732 ice/uplink DROP REDIRECT MIRRED
        6.12 drivers/net/ethernet/intel/ice/ice_tc_lib.c:1876 ice RX_QUEUE_MAPPING DROP
        6.12 drivers/net/ethernet/marvell/octeontx2/nic/otx2_tc.c:439 rvu_nicpf DROP ACCEPT REDIRECT_INGRESS VLAN_POP POLICE MARK RX_QUEUE_MAPPING MIRRED_INGRESS
        6.12 drivers/net/ethernet/marvell/prestera/prestera_flower.c:61 prestera ACCEPT DROP TRAP POLICE GOTO
        6.12 drivers/net/ethernet/mediatek/mtk_ppe_offload.c:267 mtk_soc_eth MANGLE REDIRECT CSUM VLAN_PUSH VLAN_POP PPPOE_PUSH
        6.12 drivers/net/ethernet/mellanox/mlx5/core/en/tc/act/act.c:9 mlx5_core/uplink ACCEPT DROP TRAP GOTO REDIRECT MIRRED REDIRECT_INGRESS VLAN_PUSH VLAN_POP VLAN_MANGLE TUNNEL_ENCAP TUNNEL_DECAP MANGLE ADD CSUM PTYPE SAMPLE POLICE CT MPLS_PUSH MPLS_POP VLAN_PUSH_ETH VLAN_POP_ETH
        6.12 drivers/net/ethernet/mellanox/mlx5/core/en/tc/act/act.c:9 mlx5e_rep ACCEPT DROP TRAP GOTO REDIRECT MIRRED REDIRECT_INGRESS VLAN_PUSH VLAN_POP VLAN_MANGLE TUNNEL_ENCAP TUNNEL_DECAP MANGLE ADD CSUM PTYPE SAMPLE POLICE CT MPLS_PUSH MPLS_POP VLAN_PUSH_ETH VLAN_POP_ETH
        6.12 drivers/net/ethernet/mellanox/mlx5/core/en/tc/act/act.c:35 mlx5_core ACCEPT DROP GOTO REDIRECT MANGLE ADD CSUM MARK CT
        6.12 drivers/net/ethernet/mellanox/mlxsw/spectrum_flower.c:58 mlxsw_spectrum ACCEPT DROP TRAP GOTO REDIRECT MIRRED VLAN_MANGLE PRIORITY MANGLE POLICE SAMPLE
        6.12 drivers/net/ethernet/microchip/lan966x/lan966x_tc_flower.c:447 lan966x TRAP GOTO VLAN_POP
        6.12 drivers/net/ethernet/microchip/sparx5/sparx5_tc_flower.c:1165 sparx5 GATE POLICE TRAP MIRRED REDIRECT ACCEPT GOTO VLAN_POP VLAN_PUSH VLAN_MANGLE
        6.12 drivers/net/ethernet/mscc/ocelot_flower.c:231 mscc_felix DROP ACCEPT TRAP POLICE REDIRECT MIRRED VLAN_POP VLAN_MANGLE PRIORITY GOTO VLAN_PUSH GATE
        6.12 drivers/net/ethernet/netronome/nfp/flower/action.c:1041 nfp DROP REDIRECT_INGRESS REDIRECT MIRRED_INGRESS MIRRED VLAN_POP VLAN_PUSH TUNNEL_ENCAP TUNNEL_DECAP MANGLE CSUM MPLS_PUSH MPLS_POP MPLS_MANGLE PTYPE POLICE CT GOTO CT_METADATA
        6.12 drivers/net/ethernet/qlogic/qede/qede_filter.c:1663 qede DROP QUEUE
        6.12 drivers/net/ethernet/sfc/tc.c:2066 sfc REDIRECT MIRRED DROP VLAN_POP VLAN_PUSH ADD MANGLE TUNNEL_ENCAP TUNNEL_DECAP CT GOTO
        6.12 drivers/net/ethernet/stmicro/stmmac/stmmac_tc.c:420 st_gmac DROP
        6.12 drivers/net/ethernet/ti/am65-cpsw-qos.c:1118 am65-cpsw-nuss POLICE
        6.12 drivers/net/ethernet/ti/cpsw_priv.c:1483 cpsw POLICE
        6.12 drivers/net/dsa/sja1105/sja1105_flower.c:346 sja1105 POLICE TRAP REDIRECT DROP GATE
        """

    private static let words: [Substring: FlowAction] = [
        "ACCEPT": .accept, "DROP": .drop, "TRAP": .trap, "GOTO": .goto, "REDIRECT": .redirect, "MIRRED": .mirror, "REDIRECT_INGRESS": .redirectIngress,
        "MIRRED_INGRESS": .mirrorIngress, "VLAN_PUSH": .vlanPush, "VLAN_POP": .vlanPop, "VLAN_MANGLE": .vlanModify, "VLAN_PUSH_ETH": .vlanPushEth,
        "VLAN_POP_ETH": .vlanPopEth, "TUNNEL_ENCAP": .tunnelSet, "TUNNEL_DECAP": .tunnelRelease, "MANGLE": .mangle, "ADD": .add, "CSUM": .csum, "MARK": .mark,
        "PTYPE": .ptype, "PRIORITY": .priority, "POLICE": .police, "SAMPLE": .sample, "GATE": .gate, "CT": .ct, "MPLS_PUSH": .mplsPush, "MPLS_POP": .mplsPop,
        "MPLS_MANGLE": .mplsModify, "PPPOE_PUSH": .pppoePush, "RX_QUEUE_MAPPING": .receiveQueue,
    ]
    /// Of ethtool's rules, which the same functions read, and of flowtables: no action of tc has them.
    private static let others: Set<Substring> = ["QUEUE", "WAKE", "CT_METADATA"]
    /// cxgb4 mirrors in matchall rules alone: "Egress mirror action is only supported for tc-matchall".
    private static let refused: [Substring: Set<FlowAction>] = ["cxgb4": [.mirror]]

    @Test(arguments: extracted.split(separator: "\n").map(String.init)) func areThoseOfTheSource(_ line: String) throws {
        let parts = line.split(separator: " ")
        let kernel = try #require(KernelVersion(release: String(parts[0])))
        let actions = try parts[3...].filter { !Self.others.contains($0) }.map { try #require(Self.words[$0], "\($0)") }
        let name = parts[2].split(separator: "/")
        let port = name.count > 1 ? Catalogue.Port(rawValue: String(name[1])) : nil
        guard case .found(let capabilities) = Catalogue.find(driver: String(name[0]), kernel: kernel, port: port) else {
            Issue.record("\(parts[2]) is not found")
            return
        }
        #expect(capabilities.actions == Set(actions).subtracting(Self.refused[parts[2]] ?? []), "\(line)")
        let path = try #require(parts[1].split(separator: ":").first)
        #expect(capabilities.source.contains("\(path):"), "\(capabilities.source)")
    }

    /// Rows of two drivers of one name, of other ports, and of parsers that the script does not know.
    @Test func noRowWithActionsIsMissing() throws {
        let extracted = Set(Self.extracted.split(separator: "\n").map { $0.split(separator: " ")[2] })
        let left = Catalogue.drivers.filter { facts in
            !(facts.actions.isEmpty && facts.from612?.actions == nil) && !facts.drivers.split(separator: " ").contains(where: extracted.contains)
        }
        #expect(left.map(\.name) == ["bnxt_en representor", "ocelot"], "\(left.map(\.name))")
    }
}
