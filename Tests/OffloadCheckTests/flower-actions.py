#!/usr/bin/env python3
"""Prints the actions that each driver's parser of flower rules knows, as the kernel's source has them, for FlowerActionTests.swift.

    flower-actions.py VERSION=SOURCE-TREE...
"""
import os, re, sys

# By the name in `ethtool -i`: the functions or tables with its actions, each behind its file.
PARSERS = {
    "bnxt_en": ["ethernet/broadcom/bnxt/bnxt_tc.c bnxt_tc_parse_actions"],
    "cxgb4": ["ethernet/chelsio/cxgb4/cxgb4_tc_flower.c cxgb4_validate_flow_actions"],
    "fsl_dpaa2_switch": ["ethernet/freescale/dpaa2/dpaa2-switch-flower.c dpaa2_switch_tc_parse_action_acl", "ethernet/freescale/dpaa2/dpaa2-switch-flower.c dpaa2_switch_cls_flower_replace"],
    "fsl_enetc": ["ethernet/freescale/enetc/enetc_qos.c enetc_psfp_parse_clsflower"],
    "ice/uplink": ["ethernet/intel/ice/ice_tc_lib.c ice_eswitch_tc_parse_action"],
    "ice": ["ethernet/intel/ice/ice_tc_lib.c ice_tc_parse_action"],
    "rvu_nicpf": ["ethernet/marvell/octeontx2/nic/otx2_tc.c otx2_tc_parse_actions"],
    "prestera": ["ethernet/marvell/prestera/prestera_flower.c prestera_flower_parse_actions"],
    "mtk_soc_eth": ["ethernet/mediatek/mtk_ppe_offload.c mtk_flow_offload_replace"],
    "mlx5_core/uplink": ["ethernet/mellanox/mlx5/core/en/tc/act/act.c tc_acts_fdb"],
    "mlx5e_rep": ["ethernet/mellanox/mlx5/core/en/tc/act/act.c tc_acts_fdb"],
    "mlx5_core": ["ethernet/mellanox/mlx5/core/en/tc/act/act.c tc_acts_nic"],
    "mlxsw_spectrum": ["ethernet/mellanox/mlxsw/spectrum_flower.c mlxsw_sp_flower_parse_actions"],
    "lan966x": ["ethernet/microchip/lan966x/lan966x_tc_flower.c lan966x_tc_flower_add"],
    "sparx5": ["ethernet/microchip/sparx5/sparx5_tc_flower.c sparx5_tc_flower_replace"],
    "mscc_felix": ["ethernet/mscc/ocelot_flower.c ocelot_flower_parse_action"],
    "nfp": ["ethernet/netronome/nfp/flower/action.c nfp_flower_loop_action", "ethernet/netronome/nfp/flower/conntrack.c nfp_fl_merge_actions_offload"],
    "qede": ["ethernet/qlogic/qede/qede_filter.c qede_parse_actions"],
    "sfc": ["ethernet/sfc/tc.c efx_tc_flower_replace", "ethernet/sfc/tc.c efx_tc_flower_handle_lhs_actions"],
    "st_gmac": ["ethernet/stmicro/stmmac/stmmac_tc.c tc_parse_flow_actions"],
    "am65-cpsw-nuss": ["ethernet/ti/am65-cpsw-qos.c am65_cpsw_qos_configure_clsflower"],
    "cpsw": ["ethernet/ti/cpsw_priv.c cpsw_qos_configure_clsflower"],
    "sja1105": ["dsa/sja1105/sja1105_flower.c sja1105_cls_flower_add"],
}
for argument in sys.argv[1:]:
    version, tree = argument.split("=")
    for driver, parsers in PARSERS.items():
        place, actions = None, {}
        for path, name in (parser.split() for parser in parsers):
            file = os.path.join(tree, "drivers/net", path)
            text = open(file, errors="replace").read() if os.path.exists(file) else ""
            found = re.search(r"^(?:\w[\w \t*]*\s)?\*?%s[(\[][^;{}]*\{(.*?)^\}" % name, text, re.S | re.M)
            if found:
                line = text[:text.index(name, found.start())].count("\n") + 1
                place = place or "drivers/net/%s:%d" % (path, line)
                actions |= dict.fromkeys(re.findall(r"(?:case |\[|\bid == )FLOW_ACTION_(\w+)", found.group(1)))
        if place:
            print(version, place, driver, *actions)
