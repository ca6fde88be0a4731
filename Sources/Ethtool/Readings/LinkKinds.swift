internal import CNl
internal import WeirModel

/// What kinds of links say about themselves, as far as a check needs it. `IFLA_INFO_DATA`
enum LinkKinds {
    static func vlan(_ link: Links.Link) -> NICProfile.VLAN? {
        guard link.kind == "vlan", let data = link.info[IFLA_INFO_DATA]?.nested,
            let id = data[IFLA_VLAN_ID]?.u16
        else { return nil }
        let ethertype = data[IFLA_VLAN_PROTOCOL]?.u16BigEndian
        var vlan = NICProfile.VLAN(id: id, protocol: ethertype == 0x88a8 ? "802.1ad" : "802.1Q")
        // struct ifla_vlan_qos_mapping: from, to
        for mapping in data[IFLA_VLAN_EGRESS_QOS]?.nested ?? Attributes([]) {
            guard let from = mapping.u32, let to: UInt32 = mapping.bytes.dropFirst(4).load() else { continue }
            vlan.egressMap[Int(from)] = to
        }
        return vlan
    }

    static func tunnel(_ link: Links.Link) -> NICProfile.Tunnel? {
        guard let kind = link.kind else { return nil }
        let data = Attributes(link.info[IFLA_INFO_DATA]?.bytes ?? [])
        switch kind {
        case "vxlan":
            let v6 = data[IFLA_VXLAN_GROUP6] != nil || data[IFLA_VXLAN_LOCAL6] != nil
            let checksum =
                v6
                ? data[IFLA_VXLAN_UDP_ZERO_CSUM6_TX]?.u8.map { $0 == 0 }
                : data[IFLA_VXLAN_UDP_CSUM]?.u8.map { $0 != 0 }
            return .init(port: data[IFLA_VXLAN_PORT]?.u16BigEndian, overIPv6: v6, checksum: checksum)
        case "geneve":
            let v6 = data[IFLA_GENEVE_REMOTE6] != nil
            let checksum =
                v6
                ? data[IFLA_GENEVE_UDP_ZERO_CSUM6_TX]?.u8.map { $0 == 0 }
                : data[IFLA_GENEVE_UDP_CSUM]?.u8.map { $0 != 0 }
            return .init(port: data[IFLA_GENEVE_PORT]?.u16BigEndian, overIPv6: v6, checksum: checksum)
        case "gre", "gretap", "erspan", "ip6gre", "ip6gretap":
            // IFLA_GRE_OFLAGS, of linux/if_tunnel.h; GRE_CSUM is the first bit on the wire.
            let flags = data[5]?.u16BigEndian
            return .init(overIPv6: kind.hasPrefix("ip6"), checksum: flags.map { $0 & 0x8000 != 0 })
        case "ipip", "sit", "ip6tnl":
            return .init(overIPv6: kind == "ip6tnl")
        default:
            return nil
        }
    }

    static func xdp(_ link: Links.Link) -> NICProfile.XDP? {
        guard let data = link.attributes[IFLA_XDP]?.nested,
            let mode = data[IFLA_XDP_ATTACHED]?.u8, mode != 0
        else { return nil }
        let names = ["none", "native", "generic", "hardware", "several"]
        return .init(
            mode: names.indices.contains(Int(mode)) ? names[Int(mode)] : "mode \(mode)",
            program: data[IFLA_XDP_PROG_ID]?.u32)
    }
}
