internal import CNftnl
internal import Netlink
import WeirModel

enum TunnelObject: StatefulObjectKind {
    static let type = UInt32(NFT_OBJECT_TUNNEL)
    static let kind = StatefulObject.Kind.tunnel

    static func encode(_ tunnel: TunnelTemplate, to writer: RulesetWriter) {
        writer.put(NFTA_TUNNEL_KEY_ID, tunnel.keyID)
        if let destination = tunnel.destinationIPv4 {
            writer.nest(NFTA_TUNNEL_KEY_IP) {
                if let source = tunnel.sourceIPv4 { writer.put(NFTA_TUNNEL_KEY_IP_SRC, source.number) }
                writer.put(NFTA_TUNNEL_KEY_IP_DST, destination.number)
            }
        }
        if let destination = tunnel.destinationIPv6 {
            writer.nest(NFTA_TUNNEL_KEY_IP6) {
                if let source = tunnel.sourceIPv6 { writer.put(NFTA_TUNNEL_KEY_IP6_SRC, source.number) }
                writer.put(NFTA_TUNNEL_KEY_IP6_DST, destination.number)
            }
        }
        if let port = tunnel.sourcePort { writer.put(NFTA_TUNNEL_KEY_SPORT, port) }
        if let port = tunnel.destinationPort { writer.put(NFTA_TUNNEL_KEY_DPORT, port) }
        if let tos = tunnel.tos { writer.put(NFTA_TUNNEL_KEY_TOS, tos) }
        if let ttl = tunnel.ttl { writer.put(NFTA_TUNNEL_KEY_TTL, ttl) }
        if let options = tunnel.options, !options.isEmpty {
            writer.nest(NFTA_TUNNEL_KEY_OPTS) { for option in options { encode(option, to: writer) } }
        }
    }

    private static func encode(_ option: Filter.TunnelOption, to writer: RulesetWriter) {
        switch option {
        case .vxlan(let policy): writer.nest(NFTA_TUNNEL_KEY_OPTS_VXLAN) { writer.put(NFTA_TUNNEL_KEY_VXLAN_GBP, policy) }
        case .erspan(let version, let index, let direction, let hardware):
            writer.nest(NFTA_TUNNEL_KEY_OPTS_ERSPAN) {
                writer.put(NFTA_TUNNEL_KEY_ERSPAN_VERSION, UInt32(version))
                if let index { writer.put(NFTA_TUNNEL_KEY_ERSPAN_V1_INDEX, index) }
                if let direction { writer.put(NFTA_TUNNEL_KEY_ERSPAN_V2_DIR, direction) }
                if let hardware { writer.put(NFTA_TUNNEL_KEY_ERSPAN_V2_HWID, hardware) }
            }
        case .geneve(let optionClass, let type, let data):
            writer.nest(NFTA_TUNNEL_KEY_OPTS_GENEVE) {
                writer.put(NFTA_TUNNEL_KEY_GENEVE_CLASS, optionClass)
                writer.put(NFTA_TUNNEL_KEY_GENEVE_TYPE, type)
                writer.put(NFTA_TUNNEL_KEY_GENEVE_DATA, bytes: data.bytes)
            }
        case .gtp, .pfcp: writer.fail("an option of a tunnel that nf_tables does not have")
        }
    }

    static func decode(_ a: inout AttributeDecoder) -> StatefulObject.Definition? {
        // nft has no words for flags and flow labels.
        guard let id = a.u32(NFTA_TUNNEL_KEY_ID), a.u32(NFTA_TUNNEL_KEY_FLAGS) ?? 0 == 0 else { return nil }
        var tunnel = TunnelTemplate()
        tunnel.keyID = id
        if var addresses = a.nest(NFTA_TUNNEL_KEY_IP) {
            tunnel.sourceIPv4 = addresses.u32(NFTA_TUNNEL_KEY_IP_SRC).map(IPv4Address.init)
            tunnel.destinationIPv4 = addresses.u32(NFTA_TUNNEL_KEY_IP_DST).map(IPv4Address.init)
            guard addresses.isExhausted else { return nil }
        }
        if var addresses = a.nest(NFTA_TUNNEL_KEY_IP6) {
            tunnel.sourceIPv6 = addresses.u128(NFTA_TUNNEL_KEY_IP6_SRC).map(IPv6Address.init)
            tunnel.destinationIPv6 = addresses.u128(NFTA_TUNNEL_KEY_IP6_DST).map(IPv6Address.init)
            guard addresses.u32(NFTA_TUNNEL_KEY_IP6_FLOWLABEL) ?? 0 == 0, addresses.isExhausted else { return nil }
        }
        tunnel.sourcePort = a.u16(NFTA_TUNNEL_KEY_SPORT)
        tunnel.destinationPort = a.u16(NFTA_TUNNEL_KEY_DPORT)
        tunnel.tos = a.u8(NFTA_TUNNEL_KEY_TOS)
        tunnel.ttl = a.u8(NFTA_TUNNEL_KEY_TTL)
        if let payload = a.bytes(NFTA_TUNNEL_KEY_OPTS) {
            guard let options = options(in: payload) else { return nil }
            tunnel.options = options
        }
        return .tunnel(tunnel.canonical)
    }

    private static func options(in payload: Payload) -> [Filter.TunnelOption]? {
        var options: [Filter.TunnelOption] = []
        var iterator = payload.attributes.makeIterator()
        while let attribute = iterator.next() {
            var a = AttributeDecoder(attribute.payload)
            switch UInt32(attribute.type) {
            case NFTA_TUNNEL_KEY_OPTS_VXLAN.rawValue:
                guard let policy = a.u32(NFTA_TUNNEL_KEY_VXLAN_GBP) else { return nil }
                options.append(.vxlan(gbp: policy))
            case NFTA_TUNNEL_KEY_OPTS_ERSPAN.rawValue:
                guard let version = a.u32(NFTA_TUNNEL_KEY_ERSPAN_VERSION).flatMap(UInt8.init(exactly:)) else { return nil }
                options.append(
                    .erspan(
                        version: version, index: a.u32(NFTA_TUNNEL_KEY_ERSPAN_V1_INDEX), direction: a.u8(NFTA_TUNNEL_KEY_ERSPAN_V2_DIR),
                        hardwareID: a.u8(NFTA_TUNNEL_KEY_ERSPAN_V2_HWID)))
            case NFTA_TUNNEL_KEY_OPTS_GENEVE.rawValue:
                guard let optionClass = a.u16(NFTA_TUNNEL_KEY_GENEVE_CLASS), let type = a.u8(NFTA_TUNNEL_KEY_GENEVE_TYPE),
                    let data = a.array(NFTA_TUNNEL_KEY_GENEVE_DATA)
                else { return nil }
                options.append(.geneve(class: optionClass, type: type, data: HexBytes(data)))
            default: return nil
            }
            guard a.isExhausted else { return nil }
        }
        return iterator.isComplete ? options : nil
    }
}
