internal import CNl
internal import Netlink
internal import WeirModel

/// The attributes of kinds of links that checks need. `IFLA_INFO_DATA`
enum LinkKinds {
    static func vlan(_ kind: String?, _ data: Attributes) -> NICProfile.VLAN? {
        guard kind == "vlan", let id: UInt16 = data[attribute: IFLA_VLAN_ID]?.number() else { return nil }
        let ethertype = data[attribute: IFLA_VLAN_PROTOCOL]?.network(UInt16.self)
        var vlan = NICProfile.VLAN(id: id, protocol: ethertype == 0x88a8 ? "802.1ad" : "802.1Q")
        // struct ifla_vlan_qos_mapping: from, to
        for mapping in (data[attribute: IFLA_VLAN_EGRESS_QOS] ?? .empty).attributes {
            guard let from: UInt32 = mapping.payload.number(), let to: UInt32 = mapping.payload.number(at: 4) else { continue }
            vlan.egressMap[Int(from)] = to
        }
        return vlan
    }

    static func tunnel(_ kind: String?, _ data: Attributes) -> NICProfile.Tunnel? {
        guard let kind else { return nil }
        switch kind {
        case "vxlan":
            let v6 = data[attribute: IFLA_VXLAN_GROUP6] != nil || data[attribute: IFLA_VXLAN_LOCAL6] != nil
            let checksum =
                v6
                ? data[attribute: IFLA_VXLAN_UDP_ZERO_CSUM6_TX]?.number(UInt8.self).map { $0 == 0 }
                : data[attribute: IFLA_VXLAN_UDP_CSUM]?.number(UInt8.self).map { $0 != 0 }
            return .init(port: data[attribute: IFLA_VXLAN_PORT]?.network(UInt16.self), overIPv6: v6, checksum: checksum)
        case "geneve":
            let v6 = data[attribute: IFLA_GENEVE_REMOTE6] != nil
            let checksum =
                v6
                ? data[attribute: IFLA_GENEVE_UDP_ZERO_CSUM6_TX]?.number(UInt8.self).map { $0 == 0 }
                : data[attribute: IFLA_GENEVE_UDP_CSUM]?.number(UInt8.self).map { $0 != 0 }
            return .init(port: data[attribute: IFLA_GENEVE_PORT]?.network(UInt16.self), overIPv6: v6, checksum: checksum)
        case "gre", "gretap", "erspan", "ip6gre", "ip6gretap":
            // IFLA_GRE_OFLAGS, of linux/if_tunnel.h; GRE_CSUM is the first bit on the wire.
            let flags = data[attribute: 5]?.network(UInt16.self)
            return .init(overIPv6: kind.hasPrefix("ip6"), checksum: flags.map { $0 & 0x8000 != 0 })
        case "ipip", "sit", "ip6tnl":
            return .init(overIPv6: kind == "ip6tnl")
        default:
            return nil
        }
    }

    static func xdp(_ attributes: Attributes) -> NICProfile.XDP? {
        guard let data = attributes[attribute: IFLA_XDP]?.attributes,
            let mode = data[attribute: IFLA_XDP_ATTACHED]?.number(UInt8.self), mode != 0
        else { return nil }
        let names = ["none", "native", "generic", "hardware", "several"]
        return .init(
            mode: names.indices.contains(Int(mode)) ? names[Int(mode)] : "mode \(mode)",
            program: data[attribute: IFLA_XDP_PROG_ID]?.number(UInt32.self))
    }
}
