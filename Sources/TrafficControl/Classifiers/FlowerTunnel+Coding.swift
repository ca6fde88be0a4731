internal import CNl
internal import Netlink
import WeirModel

extension Filter.Flower {
    static var tunnelFields: [AttributeField<Self>] {
        AttributeField.group(
            \.tunnel, Tunnel(),
            [.network(Int(TCA_FLOWER_KEY_ENC_KEY_ID), \.keyID)]
                + AttributeField.masked(Int(TCA_FLOWER_KEY_ENC_IPV4_SRC), Int(TCA_FLOWER_KEY_ENC_IPV4_SRC_MASK), \.sourceIPv4, .address)
                + AttributeField.masked(
                    Int(TCA_FLOWER_KEY_ENC_IPV4_DST), Int(TCA_FLOWER_KEY_ENC_IPV4_DST_MASK), \.destinationIPv4, .address)
                + AttributeField.masked(Int(TCA_FLOWER_KEY_ENC_IPV6_SRC), Int(TCA_FLOWER_KEY_ENC_IPV6_SRC_MASK), \.sourceIPv6, .address)
                + AttributeField.masked(
                    Int(TCA_FLOWER_KEY_ENC_IPV6_DST), Int(TCA_FLOWER_KEY_ENC_IPV6_DST_MASK), \.destinationIPv6, .address)
                + AttributeField.masked(
                    Int(TCA_FLOWER_KEY_ENC_UDP_SRC_PORT), Int(TCA_FLOWER_KEY_ENC_UDP_SRC_PORT_MASK), \.sourcePort, .network)
                + AttributeField.masked(
                    Int(TCA_FLOWER_KEY_ENC_UDP_DST_PORT), Int(TCA_FLOWER_KEY_ENC_UDP_DST_PORT_MASK), \.destinationPort, .network)
                + AttributeField.masked(Int(TCA_FLOWER_KEY_ENC_IP_TOS), Int(TCA_FLOWER_KEY_ENC_IP_TOS_MASK), \.tos, .native)
                + AttributeField.masked(Int(TCA_FLOWER_KEY_ENC_IP_TTL), Int(TCA_FLOWER_KEY_ENC_IP_TTL_MASK), \.ttl, .native)
                + [options(Int(TCA_FLOWER_KEY_ENC_OPTS), \.options), options(Int(TCA_FLOWER_KEY_ENC_OPTS_MASK), \.optionsMask)]
                + AttributeField.masked(
                    NewerAttribute.flowerTunnelFlags.value, NewerAttribute.flowerTunnelFlags.mask, \.flags, .network, alwaysMask: true
                ).map { $0.since(6, 11, "enc_flags") })
    }

    private static func options(_ type: Int, _ path: any Path<Tunnel, [Filter.TunnelOption]>) -> AttributeField<Tunnel> {
        AttributeField(type: type) { tunnel, writer in
            guard let options = tunnel[keyPath: path] else { return }
            writer.nest(type) { nest in for option in options { option.encodeFlower(into: nest) } }
        } decode: { tunnel, payload in
            guard let options = Filter.TunnelOption.all(in: payload) else { return false }
            tunnel[keyPath: path] = options
            return true
        }
    }
}

extension Filter.TunnelOption {
    func encodeFlower(into writer: MessageWriter) {
        switch self {
        case .geneve(let optionClass, let type, let data):
            writer.nest(Int(TCA_FLOWER_KEY_ENC_OPTS_GENEVE)) { nest in
                nest.put(Int(TCA_FLOWER_KEY_ENC_OPT_GENEVE_CLASS), optionClass.bigEndian)
                nest.put(Int(TCA_FLOWER_KEY_ENC_OPT_GENEVE_TYPE), type)
                nest.put(Int(TCA_FLOWER_KEY_ENC_OPT_GENEVE_DATA), data.bytes)
            }
        case .vxlan(let gbp):
            writer.nest(Int(TCA_FLOWER_KEY_ENC_OPTS_VXLAN)) { $0.put(Int(TCA_FLOWER_KEY_ENC_OPT_VXLAN_GBP), gbp) }
        case .erspan(let version, let index, let direction, let hardwareID):
            writer.nest(Int(TCA_FLOWER_KEY_ENC_OPTS_ERSPAN)) { nest in
                nest.put(Int(TCA_FLOWER_KEY_ENC_OPT_ERSPAN_VER), version)
                if let index { nest.put(Int(TCA_FLOWER_KEY_ENC_OPT_ERSPAN_INDEX), index.bigEndian) }
                if let direction { nest.put(Int(TCA_FLOWER_KEY_ENC_OPT_ERSPAN_DIR), direction) }
                if let hardwareID { nest.put(Int(TCA_FLOWER_KEY_ENC_OPT_ERSPAN_HWID), hardwareID) }
            }
        case .gtp(let pduType, let qfi):
            writer.nest(Int(TCA_FLOWER_KEY_ENC_OPTS_GTP)) { nest in
                nest.put(Int(TCA_FLOWER_KEY_ENC_OPT_GTP_PDU_TYPE), pduType)
                nest.put(Int(TCA_FLOWER_KEY_ENC_OPT_GTP_QFI), qfi)
            }
        case .pfcp(let type, let session):
            writer.nest(NewerAttribute.tunnelOptionsPFCP) { nest in
                nest.put(1, type)
                nest.put(2, session.bigEndian)
            }
            if let refusal = RunningKernel.refusal(of: "pfcp_opts", since: KernelVersion(6, 10)) {
                writer.fail(refusal, isUnsupported: true)
            }
        }
    }

    /// Nil when one of them is not understood. The kernel tells several options of Geneve in one nest, one after the other.
    static func all(in payload: Payload) -> [Filter.TunnelOption]? {
        var options: [Filter.TunnelOption] = []
        for attribute in payload.attributes {
            let parts = Array(attribute.payload.attributes)
            guard attribute.type == Int(TCA_FLOWER_KEY_ENC_OPTS_GENEVE) else {
                guard let option = Self(flower: attribute.type, parts) else { return nil }
                options.append(option)
                continue
            }
            var starts = parts.indices.filter { parts[$0].type == Int(TCA_FLOWER_KEY_ENC_OPT_GENEVE_CLASS) }
            guard starts.first == 0 else { return nil }
            starts.append(parts.count)
            for (start, end) in zip(starts, starts.dropFirst()) {
                guard let option = Self(flower: attribute.type, Array(parts[start..<end])) else { return nil }
                options.append(option)
            }
        }
        return options
    }

    private init?(flower type: Int, _ parts: [Attribute]) {
        switch type {
        case Int(TCA_FLOWER_KEY_ENC_OPTS_GENEVE):
            guard let optionClass: UInt16 = parts[attribute: Int(TCA_FLOWER_KEY_ENC_OPT_GENEVE_CLASS)]?.network(),
                let type: UInt8 = parts[attribute: Int(TCA_FLOWER_KEY_ENC_OPT_GENEVE_TYPE)]?.number(),
                let data = parts[attribute: Int(TCA_FLOWER_KEY_ENC_OPT_GENEVE_DATA)]
            else { return nil }
            self = .geneve(class: optionClass, type: type, data: HexBytes(data.array))
        case Int(TCA_FLOWER_KEY_ENC_OPTS_VXLAN):
            guard let gbp: UInt32 = parts[attribute: Int(TCA_FLOWER_KEY_ENC_OPT_VXLAN_GBP)]?.number() else { return nil }
            self = .vxlan(gbp: gbp)
        case Int(TCA_FLOWER_KEY_ENC_OPTS_ERSPAN):
            guard let version: UInt8 = parts[attribute: Int(TCA_FLOWER_KEY_ENC_OPT_ERSPAN_VER)]?.number() else { return nil }
            self = .erspan(
                version: version, index: parts[attribute: Int(TCA_FLOWER_KEY_ENC_OPT_ERSPAN_INDEX)]?.network(),
                direction: parts[attribute: Int(TCA_FLOWER_KEY_ENC_OPT_ERSPAN_DIR)]?.number(),
                hardwareID: parts[attribute: Int(TCA_FLOWER_KEY_ENC_OPT_ERSPAN_HWID)]?.number())
        case Int(TCA_FLOWER_KEY_ENC_OPTS_GTP):
            guard let pduType: UInt8 = parts[attribute: Int(TCA_FLOWER_KEY_ENC_OPT_GTP_PDU_TYPE)]?.number(),
                let qfi: UInt8 = parts[attribute: Int(TCA_FLOWER_KEY_ENC_OPT_GTP_QFI)]?.number()
            else { return nil }
            self = .gtp(pduType: pduType, qfi: qfi)
        case NewerAttribute.tunnelOptionsPFCP:
            guard let type: UInt8 = parts[attribute: 1]?.number(), let session: UInt64 = parts[attribute: 2]?.network() else { return nil }
            self = .pfcp(type: type, session: session)
        default: return nil
        }
    }
}
