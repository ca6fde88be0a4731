// Facts from the drivers' sources: Linux 6.1.192, and 6.12.117 where it differs. One entry per driver.

extension DriverFacts {
    static let virtual: [DriverFacts] = [
        DriverFacts(
            name: "netdevsim", drivers: "netdevsim", traits: [.bpf, .tunnelPorts, .nativeXDP], from612: .init(qdiscsAdded: "taprio"),
            sources: "drivers/net/netdevsim/netdev.c drivers/net/netdevsim/bpf.c"),
        DriverFacts(
            name: "veth", drivers: "veth", traits: [.nativeXDP, .noOffloadHook], sources: "drivers/net/veth.c"),
        DriverFacts(
            name: "virtio_net", drivers: "virtio_net", traits: [.nativeXDP, .noOffloadHook], sources: "drivers/net/virtio_net.c"),
        DriverFacts(
            name: "tun", drivers: "tun", traits: [.nativeXDP, .noOffloadHook], sources: "drivers/net/tun.c drivers/net/tap.c"),
        DriverFacts(
            name: "vmxnet3", drivers: "vmxnet3", traits: [.noOffloadHook], sources: "drivers/net/vmxnet3/vmxnet3_drv.c"),
        DriverFacts(
            name: "ena", drivers: "ena", traits: [.nativeXDP, .noOffloadHook], sources: "drivers/net/ethernet/amazon/ena/ena_netdev.c"),
        DriverFacts(
            name: "gve", drivers: "gve", traits: [.noOffloadHook], sources: "drivers/net/ethernet/google/gve/gve_main.c"),
        DriverFacts(
            name: "hv_netvsc", drivers: "hv_netvsc", traits: [.nativeXDP, .noOffloadHook],
            sources: "drivers/net/hyperv/netvsc_drv.c drivers/net/hyperv/rndis_filter.c"),
        DriverFacts(
            name: "mana", drivers: "mana", traits: [.nativeXDP, .noOffloadHook], sources: "drivers/net/ethernet/microsoft/mana/mana_en.c"),
        DriverFacts(
            name: "xen-netfront", drivers: "vif xennet", traits: [.nativeXDP, .noOffloadHook], sources: "drivers/net/xen-netfront.c"),
        DriverFacts(
            name: "macvlan", drivers: "macvlan", traits: [.noOffloadHook], sources: "drivers/net/macvlan.c"),
        DriverFacts(
            name: "ipvlan", drivers: "ipvlan", traits: [.noOffloadHook], sources: "drivers/net/ipvlan/ipvlan_main.c"),
        DriverFacts(
            name: "bonding", drivers: "bonding", traits: [.nativeXDP, .noOffloadHook], sources: "drivers/net/bonding/bond_main.c"),
        DriverFacts(
            name: "team", drivers: "team", traits: [.noOffloadHook], sources: "drivers/net/team/team.c"),
        DriverFacts(
            name: "ifb", drivers: "ifb", traits: [.noOffloadHook], sources: "drivers/net/ifb.c"),
        DriverFacts(
            name: "vxlan", drivers: "vxlan", traits: [.noOffloadHook], sources: "drivers/net/vxlan/vxlan_core.c"),
        DriverFacts(
            name: "geneve", drivers: "geneve", traits: [.noOffloadHook], sources: "drivers/net/geneve.c"),
        DriverFacts(
            name: "dummy", drivers: "dummy", traits: [.noOffloadHook], sources: "drivers/net/dummy.c"),
        DriverFacts(
            name: "lo", drivers: "", traits: [.noOffloadHook], sources: "drivers/net/loopback.c"),
        DriverFacts(
            name: "wireguard", drivers: "wireguard", traits: [.noOffloadHook], sources: "drivers/net/wireguard/device.c"),
    ]
}
