internal import CNl
internal import Netlink
internal import WeirModel

/// `ETHTOOL_MSG_TUNNEL_INFO_GET`: the card's tables of UDP ports with a tunnel behind them.
enum TunnelPorts {
    static func decode(_ attributes: Attributes) -> [NICProfile.TunnelPortTable] {
        guard let ports = attributes[attribute: ETHTOOL_A_TUNNEL_INFO_UDP_PORTS] else { return [] }
        return ports.attributes.filter { $0.type == ETHTOOL_A_TUNNEL_UDP_TABLE }.map { table in
            let parts = table.payload.attributes
            let entries = parts.filter { $0.type == ETHTOOL_A_TUNNEL_UDP_TABLE_ENTRY }.compactMap { entry($0.payload.attributes) }
            return .init(
                size: parts[attribute: ETHTOOL_A_TUNNEL_UDP_TABLE_SIZE]?.number() ?? 0,
                types: Bitset(parts[attribute: ETHTOOL_A_TUNNEL_UDP_TABLE_TYPES]).names,
                entries: entries)
        }
    }

    private static func entry(_ parts: Attributes) -> NICProfile.TunnelPortTable.Entry? {
        guard let port = parts[attribute: ETHTOOL_A_TUNNEL_UDP_ENTRY_PORT]?.network(UInt16.self),
            let type = parts[attribute: ETHTOOL_A_TUNNEL_UDP_ENTRY_TYPE]?.number(UInt32.self)
        else { return nil }
        let names = ["vxlan", "geneve", "vxlan-gpe"]
        return .init(port: port, type: names.indices.contains(Int(type)) ? names[Int(type)] : "type \(type)")
    }
}
