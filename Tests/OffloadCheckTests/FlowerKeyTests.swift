import Tags
import Testing
import WeirModel

@testable import OffloadCheck

/// The catalogue's flower keys, compared with those that the drivers' sources admit.
@Suite(.tags(.pure)) struct FlowerKeyTests {
    /// By `flower-keys.py`, of Debian's linux-source-6.1 6.1.192 and linux-source-6.12 6.12.117.
    private static let extracted = """
        6.1 drivers/net/dsa/ocelot/felix_vsc9959.c:1715 CONTROL BASIC VLAN ETH_ADDRS ETH_ADDRS
        6.1 drivers/net/dsa/sja1105/sja1105_flower.c:207 BASIC CONTROL VLAN ETH_ADDRS
        6.1 drivers/net/ethernet/chelsio/cxgb4/cxgb4_tc_flower.c:315 CONTROL BASIC IPV4_ADDRS IPV6_ADDRS PORTS ENC_KEYID VLAN IP
        6.1 drivers/net/ethernet/freescale/dpaa2/dpaa2-switch-flower.c:19 BASIC CONTROL ETH_ADDRS VLAN PORTS IP IPV6_ADDRS IPV4_ADDRS
        6.1 drivers/net/ethernet/hisilicon/hns3/hns3pf/hclge_main.c:7365 CONTROL BASIC ETH_ADDRS VLAN IPV4_ADDRS IPV6_ADDRS PORTS
        6.1 drivers/net/ethernet/intel/i40e/i40e_main.c:8571 CONTROL BASIC ETH_ADDRS VLAN IPV4_ADDRS IPV6_ADDRS PORTS ENC_KEYID
        6.1 drivers/net/ethernet/intel/iavf/iavf_main.c:3793 CONTROL BASIC ETH_ADDRS VLAN IPV4_ADDRS IPV6_ADDRS PORTS ENC_KEYID
        6.1 drivers/net/ethernet/intel/ice/ice_tc_lib.c:1200 CONTROL BASIC ETH_ADDRS VLAN CVLAN IPV4_ADDRS IPV6_ADDRS ENC_CONTROL ENC_KEYID ENC_IPV4_ADDRS ENC_IPV6_ADDRS ENC_PORTS ENC_OPTS IP ENC_IP PORTS PPPOE L2TPV3
        6.1 drivers/net/ethernet/intel/igb/igb_main.c:2622 BASIC CONTROL ETH_ADDRS VLAN
        6.1 drivers/net/ethernet/marvell/octeontx2/nic/otx2_tc.c:484 CONTROL BASIC ETH_ADDRS VLAN IPV4_ADDRS IPV6_ADDRS PORTS IP
        6.1 drivers/net/ethernet/mellanox/mlx5/core/en_tc.c:2557 META CONTROL BASIC ETH_ADDRS VLAN CVLAN IPV4_ADDRS IPV6_ADDRS PORTS ENC_KEYID ENC_IPV4_ADDRS ENC_IPV6_ADDRS ENC_PORTS ENC_CONTROL TCP IP CT ENC_IP ENC_OPTS ICMP MPLS
        6.1 drivers/net/ethernet/mellanox/mlxsw/spectrum_flower.c:479 META CONTROL BASIC ETH_ADDRS IPV4_ADDRS IPV6_ADDRS PORTS TCP IP VLAN
        6.1 drivers/net/ethernet/mscc/ocelot_flower.c:583 CONTROL BASIC META PORTS VLAN IPV4_ADDRS IPV6_ADDRS ETH_ADDRS
        6.1 drivers/net/ethernet/qlogic/qede/qede_filter.c:1829 CONTROL IPV4_ADDRS BASIC IPV6_ADDRS PORTS
        6.1 drivers/net/ethernet/ti/am65-cpsw-qos.c:600 BASIC CONTROL ETH_ADDRS
        6.1 drivers/net/ethernet/ti/cpsw_priv.c:1397 BASIC CONTROL ETH_ADDRS
        6.12 drivers/net/dsa/ocelot/felix_vsc9959.c:1763 CONTROL BASIC VLAN ETH_ADDRS ETH_ADDRS
        6.12 drivers/net/dsa/sja1105/sja1105_flower.c:207 BASIC CONTROL VLAN ETH_ADDRS
        6.12 drivers/net/ethernet/chelsio/cxgb4/cxgb4_tc_flower.c:315 CONTROL BASIC IPV4_ADDRS IPV6_ADDRS PORTS ENC_KEYID VLAN IP
        6.12 drivers/net/ethernet/freescale/dpaa2/dpaa2-switch-flower.c:19 BASIC CONTROL ETH_ADDRS VLAN PORTS IP IPV6_ADDRS IPV4_ADDRS
        6.12 drivers/net/ethernet/hisilicon/hns3/hns3pf/hclge_main.c:7371 CONTROL BASIC ETH_ADDRS VLAN IPV4_ADDRS IPV6_ADDRS PORTS
        6.12 drivers/net/ethernet/intel/i40e/i40e_main.c:8641 CONTROL BASIC ETH_ADDRS VLAN IPV4_ADDRS IPV6_ADDRS PORTS ENC_KEYID
        6.12 drivers/net/ethernet/intel/iavf/iavf_main.c:3650 CONTROL BASIC ETH_ADDRS VLAN IPV4_ADDRS IPV6_ADDRS PORTS ENC_KEYID
        6.12 drivers/net/ethernet/intel/ice/ice_tc_lib.c:1480 CONTROL BASIC ETH_ADDRS VLAN CVLAN IPV4_ADDRS IPV6_ADDRS ENC_CONTROL ENC_KEYID ENC_IPV4_ADDRS ENC_IPV6_ADDRS ENC_PORTS ENC_OPTS IP ENC_IP PORTS PPPOE L2TPV3
        6.12 drivers/net/ethernet/intel/igb/igb_main.c:2594 BASIC CONTROL ETH_ADDRS VLAN
        6.12 drivers/net/ethernet/marvell/octeontx2/nic/otx2_tc.c:642 CONTROL BASIC ETH_ADDRS VLAN CVLAN IPV4_ADDRS IPV6_ADDRS PORTS IPSEC MPLS ICMP TCP IP
        6.12 drivers/net/ethernet/mellanox/mlx5/core/en_tc.c:2725 META CONTROL BASIC ETH_ADDRS VLAN CVLAN IPV4_ADDRS IPV6_ADDRS PORTS ENC_KEYID ENC_IPV4_ADDRS ENC_IPV6_ADDRS ENC_PORTS ENC_CONTROL TCP IP CT ENC_IP ENC_OPTS ICMP MPLS
        6.12 drivers/net/ethernet/mellanox/mlxsw/spectrum_flower.c:570 META CONTROL BASIC ETH_ADDRS IPV4_ADDRS IPV6_ADDRS PORTS PORTS_RANGE TCP IP VLAN
        6.12 drivers/net/ethernet/mscc/ocelot_flower.c:583 CONTROL BASIC META PORTS VLAN IPV4_ADDRS IPV6_ADDRS ETH_ADDRS
        6.12 drivers/net/ethernet/qlogic/qede/qede_filter.c:1837 CONTROL IPV4_ADDRS BASIC IPV6_ADDRS PORTS
        6.12 drivers/net/ethernet/ti/am65-cpsw-qos.c:1035 BASIC CONTROL ETH_ADDRS
        6.12 drivers/net/ethernet/ti/cpsw_priv.c:1398 BASIC CONTROL ETH_ADDRS
        """

    private static let words: [Substring: FlowKey] = [
        "META": .meta, "CONTROL": .control, "BASIC": .basic, "ETH_ADDRS": .mac, "VLAN": .vlan, "CVLAN": .cvlan, "IPV4_ADDRS": .ipv4, "IPV6_ADDRS": .ipv6,
        "PORTS": .ports, "PORTS_RANGE": .portRange, "TCP": .tcpFlags, "IP": .tosTTL, "CT": .ct, "ICMP": .icmp, "MPLS": .mpls, "PPPOE": .pppoe,
        "L2TPV3": .l2tpv3, "IPSEC": .ipsec, "ENC_KEYID": .tunnelKey, "ENC_IPV4_ADDRS": .tunnelIPv4, "ENC_IPV6_ADDRS": .tunnelIPv6, "ENC_PORTS": .tunnelPorts,
        "ENC_CONTROL": .tunnelControl, "ENC_IP": .tunnelTosTTL, "ENC_OPTS": .tunnelOptions,
    ]

    /// Felix's own list is of its streams; other rules are those of ocelot_flower.c.
    private static let partial: Set<Substring> = ["drivers/net/dsa/ocelot/felix_vsc9959.c"]

    @Test(arguments: extracted.split(separator: "\n").map(String.init)) func areThoseOfTheSource(_ line: String) throws {
        let parts = line.split(separator: " ")
        let kernel = try #require(KernelVersion(release: String(parts[0])))
        let path = try #require(parts[1].split(separator: ":").first)
        let keys = try parts[2...].map { try #require(Self.words[$0], "\($0)") }
        let rows = Catalogue.drivers.filter { facts in facts.sources.split(separator: " ").contains { $0.hasPrefix("\(path):") } && !facts.keys.isEmpty }
        #expect(!rows.isEmpty)
        for facts in rows where !Self.partial.contains(path) {
            let driver = facts.drivers.split(separator: " ").first.map(String.init) ?? ""
            let name = driver.split(separator: "/")
            let port = name.count > 1 ? Catalogue.Port(rawValue: String(name[1])) : nil
            guard case .found(let capabilities) = Catalogue.find(driver: String(name[0]), kernel: kernel, port: port) else {
                Issue.record("\(driver) is not found")
                continue
            }
            #expect(capabilities.keys == Set(keys), "\(facts.name): \(line)")
        }
    }

    /// `path:LINE/LINE`, of both kernels; `-` where the file is not there.
    @Test func everyRowNamesItsLines() throws {
        for facts in Catalogue.drivers {
            for place in facts.sources.split(separator: " ") {
                let lines = try #require(place.split(separator: ":").last).split(separator: "/")
                #expect(lines.count == 2 && lines.allSatisfy { $0 == "-" || Int($0) != nil }, "\(facts.name): \(place)")
            }
        }
    }
}
