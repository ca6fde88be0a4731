internal import CNl
internal import WeirModel

/// `ETHTOOL_MSG_TUNNEL_INFO_GET`: the card's tables of UDP ports with a tunnel behind them.
enum TunnelPorts {
    static func decode(_ attributes: Attributes) -> [NICProfile.TunnelPortTable] {
        guard let ports = attributes[ETHTOOL_A_TUNNEL_INFO_UDP_PORTS] else { return [] }
        return ports.nested.filter { $0.type == ETHTOOL_A_TUNNEL_UDP_TABLE }.map { table in
            let entries = table.nested.filter { $0.type == ETHTOOL_A_TUNNEL_UDP_TABLE_ENTRY }.compactMap(entry)
            return .init(
                size: table.nested[ETHTOOL_A_TUNNEL_UDP_TABLE_SIZE]?.u32 ?? 0,
                types: Bitset(table.nested[ETHTOOL_A_TUNNEL_UDP_TABLE_TYPES]).names,
                entries: entries)
        }
    }

    private static func entry(_ attribute: Attributes.Attribute) -> NICProfile.TunnelPortTable.Entry? {
        guard let port = attribute.nested[ETHTOOL_A_TUNNEL_UDP_ENTRY_PORT]?.u16BigEndian,
            let type = attribute.nested[ETHTOOL_A_TUNNEL_UDP_ENTRY_TYPE]?.u32
        else { return nil }
        let names = ["vxlan", "geneve", "vxlan-gpe"]
        return .init(port: port, type: names.indices.contains(Int(type)) ? names[Int(type)] : "type \(type)")
    }
}
