// Facts from the drivers' sources: Linux 6.1.192, and 6.12.117 where it differs. One entry per driver; sources have the lines in both.

extension DriverFacts {
    static let virtual: [DriverFacts] = [
        DriverFacts(
            name: "netdevsim", drivers: "netdevsim", traits: [.bpf, .tunnelPorts, .nativeXDP], from612: .init(qdiscsAdded: "taprio"),
            sources: "drivers/net/netdevsim/netdev.c:263/503 drivers/net/netdevsim/bpf.c:118/118"),
        DriverFacts(
            name: "veth", drivers: "veth", traits: [.nativeXDP, .noOffloadHook], sources: "drivers/net/veth.c:1577/1711"),
        DriverFacts(
            name: "virtio_net", drivers: "virtio_net", traits: [.nativeXDP, .noOffloadHook], sources: "drivers/net/virtio_net.c:3374/6005"),
        DriverFacts(
            name: "tun", drivers: "tun", traits: [.nativeXDP, .noOffloadHook], sources: "drivers/net/tun.c:1256/1255"),
        DriverFacts(
            name: "vmxnet3", drivers: "vmxnet3", traits: [.noOffloadHook], sources: "drivers/net/vmxnet3/vmxnet3_drv.c:3637/3966"),
        DriverFacts(
            name: "ena", drivers: "ena", traits: [.nativeXDP, .noOffloadHook],
            sources: "drivers/net/ethernet/amazon/ena/ena_netdev.c:3412/2889"),
        DriverFacts(
            name: "gve", drivers: "gve", traits: [.noOffloadHook], sources: "drivers/net/ethernet/google/gve/gve_main.c:1222/2107"),
        DriverFacts(
            name: "hv_netvsc", drivers: "hv_netvsc", traits: [.nativeXDP, .noOffloadHook],
            sources: "drivers/net/hyperv/netvsc_drv.c:1992/1995"),
        DriverFacts(
            name: "mana", drivers: "mana", traits: [.nativeXDP, .noOffloadHook],
            sources: "drivers/net/ethernet/microsoft/mana/mana_en.c:694/696"),
        DriverFacts(
            name: "xen-netfront", drivers: "vif xennet", traits: [.nativeXDP, .noOffloadHook],
            sources: "drivers/net/xen-netfront.c:1694/1694"),
        DriverFacts(
            name: "macvlan", drivers: "macvlan", traits: [.noOffloadHook], sources: "drivers/net/macvlan.c:1164/1181"),
        DriverFacts(
            name: "ipvlan", drivers: "ipvlan", traits: [.noOffloadHook], sources: "drivers/net/ipvlan/ipvlan_main.c:359/360"),
        DriverFacts(
            name: "bonding", drivers: "bonding", traits: [.nativeXDP, .noOffloadHook], sources: "drivers/net/bonding/bond_main.c:5932/6004"),
        DriverFacts(
            name: "team", drivers: "team", traits: [.noOffloadHook], sources: "drivers/net/team/team.c:2096/-"),
        DriverFacts(
            name: "ifb", drivers: "ifb", traits: [.noOffloadHook], sources: "drivers/net/ifb.c:275/275"),
        DriverFacts(
            name: "vxlan", drivers: "vxlan", traits: [.noOffloadHook], sources: "drivers/net/vxlan/vxlan_core.c:3210/3319"),
        DriverFacts(
            name: "geneve", drivers: "geneve", traits: [.noOffloadHook], sources: "drivers/net/geneve.c:1201/1134"),
        DriverFacts(
            name: "dummy", drivers: "dummy", traits: [.noOffloadHook], sources: "drivers/net/dummy.c:92/85"),
        DriverFacts(
            name: "lo", drivers: "", traits: [.noOffloadHook], sources: "drivers/net/loopback.c:157/153"),
        DriverFacts(
            name: "wireguard", drivers: "wireguard", traits: [.noOffloadHook], sources: "drivers/net/wireguard/device.c:235/236"),
    ]
}
