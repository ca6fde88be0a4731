internal import CNl
internal import Netlink
import WeirModel

extension Filter.Flower: ClassifierCoded, AttributeCoded {
    static let common = CommonAttributes(
        classID: Int(TCA_FLOWER_CLASSID), actions: Int(TCA_FLOWER_ACT), flags: Int(TCA_FLOWER_FLAGS),
        hardwareCount: Int(TCA_FLOWER_IN_HW_COUNT))

    static let fields: [AttributeField<Self>] =
        [
            .text(Int(TCA_FLOWER_INDEV), \.indev), .network(Int(TCA_FLOWER_KEY_ETH_TYPE), \.etherType),
            .number(Int(TCA_FLOWER_KEY_IP_PROTO), \.ipProtocol),
        ]
        + linkLayer + network + transport + icmpFields + arpFields + mplsFields + connection + tunnelFields + rest

    private static var linkLayer: [AttributeField<Self>] {
        AttributeField.masked(Int(TCA_FLOWER_KEY_ETH_DST), Int(TCA_FLOWER_KEY_ETH_DST_MASK), \.destinationMAC, .address)
            + AttributeField.masked(Int(TCA_FLOWER_KEY_ETH_SRC), Int(TCA_FLOWER_KEY_ETH_SRC_MASK), \.sourceMAC, .address)
            + AttributeField.group(
                \.vlan, VLAN(),
                [
                    .number(Int(TCA_FLOWER_KEY_VLAN_ID), \.id), .number(Int(TCA_FLOWER_KEY_VLAN_PRIO), \.priority),
                    .network(Int(TCA_FLOWER_KEY_VLAN_ETH_TYPE), \.etherType),
                ])
            + AttributeField.group(
                \.cvlan, VLAN(),
                [
                    .number(Int(TCA_FLOWER_KEY_CVLAN_ID), \.id), .number(Int(TCA_FLOWER_KEY_CVLAN_PRIO), \.priority),
                    .network(Int(TCA_FLOWER_KEY_CVLAN_ETH_TYPE), \.etherType),
                ])
    }

    private static var network: [AttributeField<Self>] {
        AttributeField.masked(Int(TCA_FLOWER_KEY_IPV4_SRC), Int(TCA_FLOWER_KEY_IPV4_SRC_MASK), \.sourceIPv4, .address)
            + AttributeField.masked(Int(TCA_FLOWER_KEY_IPV4_DST), Int(TCA_FLOWER_KEY_IPV4_DST_MASK), \.destinationIPv4, .address)
            + AttributeField.masked(Int(TCA_FLOWER_KEY_IPV6_SRC), Int(TCA_FLOWER_KEY_IPV6_SRC_MASK), \.sourceIPv6, .address)
            + AttributeField.masked(Int(TCA_FLOWER_KEY_IPV6_DST), Int(TCA_FLOWER_KEY_IPV6_DST_MASK), \.destinationIPv6, .address)
            + AttributeField.masked(Int(TCA_FLOWER_KEY_IP_TOS), Int(TCA_FLOWER_KEY_IP_TOS_MASK), \.tos, .native)
            + AttributeField.masked(Int(TCA_FLOWER_KEY_IP_TTL), Int(TCA_FLOWER_KEY_IP_TTL_MASK), \.ttl, .native)
            + AttributeField.masked(Int(TCA_FLOWER_KEY_FLAGS), Int(TCA_FLOWER_KEY_FLAGS_MASK), \.fragment, .network, alwaysMask: true)
    }

    /// Ports have separate attributes for each protocol.
    private static let portTypes: [(ipProtocol: UInt8, source: Int, sourceMask: Int, destination: Int, destinationMask: Int)] = [
        (6, Int(TCA_FLOWER_KEY_TCP_SRC), Int(TCA_FLOWER_KEY_TCP_SRC_MASK), Int(TCA_FLOWER_KEY_TCP_DST), Int(TCA_FLOWER_KEY_TCP_DST_MASK)),
        (17, Int(TCA_FLOWER_KEY_UDP_SRC), Int(TCA_FLOWER_KEY_UDP_SRC_MASK), Int(TCA_FLOWER_KEY_UDP_DST), Int(TCA_FLOWER_KEY_UDP_DST_MASK)),
        (
            132, Int(TCA_FLOWER_KEY_SCTP_SRC), Int(TCA_FLOWER_KEY_SCTP_SRC_MASK), Int(TCA_FLOWER_KEY_SCTP_DST),
            Int(TCA_FLOWER_KEY_SCTP_DST_MASK)
        ),
    ]

    private static var transport: [AttributeField<Self>] {
        portTypes.flatMap { line in
            (AttributeField<Self>.masked(line.source, line.sourceMask, \.sourcePort, .network)
                + AttributeField<Self>.masked(line.destination, line.destinationMask, \.destinationPort, .network))
                .map { field in
                    AttributeField<Self>(
                        type: field.type, absence: field.absence,
                        write: field.write.map { write in
                            { root, writer in if root.pointee.ipProtocol == line.ipProtocol { write(root, writer) } }
                        },
                        decode: field.decode)
                }
        }
            + ports(Int(TCA_FLOWER_KEY_PORT_SRC_MIN), Int(TCA_FLOWER_KEY_PORT_SRC_MAX), \.sourcePorts)
            + ports(Int(TCA_FLOWER_KEY_PORT_DST_MIN), Int(TCA_FLOWER_KEY_PORT_DST_MAX), \.destinationPorts)
            + AttributeField.masked(Int(TCA_FLOWER_KEY_TCP_FLAGS), Int(TCA_FLOWER_KEY_TCP_FLAGS_MASK), \.tcpFlags, .network)
    }

    private static func ports(_ minimum: Int, _ maximum: Int, _ path: any Path<Self, PortRange>) -> [AttributeField<Self>] {
        AttributeField.group(
            path, PortRange(0, .max),
            [
                AttributeField<PortRange>(type: minimum) {
                    $1.put(minimum, $0.minimum.bigEndian)
                } decode: { range, payload in
                    guard let port = payload.network(UInt16.self) else { return false }
                    range.minimum = port
                    return true
                },
                AttributeField<PortRange>(type: maximum) {
                    $1.put(maximum, $0.maximum.bigEndian)
                } decode: { range, payload in
                    guard let port = payload.network(UInt16.self) else { return false }
                    range.maximum = port
                    return true
                },
            ])
    }

    private static var icmpFields: [AttributeField<Self>] {
        AttributeField.group(
            \.icmp, ICMP(),
            AttributeField.masked(Int(TCA_FLOWER_KEY_ICMPV4_TYPE), Int(TCA_FLOWER_KEY_ICMPV4_TYPE_MASK), \.type, .native)
                + AttributeField.masked(Int(TCA_FLOWER_KEY_ICMPV4_CODE), Int(TCA_FLOWER_KEY_ICMPV4_CODE_MASK), \.code, .native))
            + AttributeField.group(
                \.icmpv6, ICMP(),
                AttributeField.masked(Int(TCA_FLOWER_KEY_ICMPV6_TYPE), Int(TCA_FLOWER_KEY_ICMPV6_TYPE_MASK), \.type, .native)
                    + AttributeField.masked(Int(TCA_FLOWER_KEY_ICMPV6_CODE), Int(TCA_FLOWER_KEY_ICMPV6_CODE_MASK), \.code, .native))
    }

    private static var arpFields: [AttributeField<Self>] {
        AttributeField.group(
            \.arp, ARP(),
            AttributeField.masked(Int(TCA_FLOWER_KEY_ARP_SIP), Int(TCA_FLOWER_KEY_ARP_SIP_MASK), \.senderIP, .address)
                + AttributeField.masked(Int(TCA_FLOWER_KEY_ARP_TIP), Int(TCA_FLOWER_KEY_ARP_TIP_MASK), \.targetIP, .address)
                + AttributeField.masked(Int(TCA_FLOWER_KEY_ARP_OP), Int(TCA_FLOWER_KEY_ARP_OP_MASK), \.operation, .native)
                + AttributeField.masked(Int(TCA_FLOWER_KEY_ARP_SHA), Int(TCA_FLOWER_KEY_ARP_SHA_MASK), \.senderMAC, .address)
                + AttributeField.masked(Int(TCA_FLOWER_KEY_ARP_THA), Int(TCA_FLOWER_KEY_ARP_THA_MASK), \.targetMAC, .address))
    }

    private static var connection: [AttributeField<Self>] {
        AttributeField.group(
            \.ct, Connection(),
            AttributeField.masked(Int(TCA_FLOWER_KEY_CT_STATE), Int(TCA_FLOWER_KEY_CT_STATE_MASK), \.state, .native)
                + AttributeField.masked(Int(TCA_FLOWER_KEY_CT_ZONE), Int(TCA_FLOWER_KEY_CT_ZONE_MASK), \.zone, .native)
                + AttributeField.masked(Int(TCA_FLOWER_KEY_CT_MARK), Int(TCA_FLOWER_KEY_CT_MARK_MASK), \.mark, .native)
                + AttributeField.masked(Int(TCA_FLOWER_KEY_CT_LABELS), Int(TCA_FLOWER_KEY_CT_LABELS_MASK), \.label, .fixed(16)))
    }

    private static var rest: [AttributeField<Self>] {
        AttributeField.masked(Int(TCA_FLOWER_KEY_HASH), Int(TCA_FLOWER_KEY_HASH_MASK), \.hash, .native) + [
            .number(Int(TCA_FLOWER_KEY_NUM_OF_VLANS), \.vlanCount), .network(Int(TCA_FLOWER_KEY_PPPOE_SID), \.pppoeSession),
            .network(Int(TCA_FLOWER_KEY_PPP_PROTO), \.pppProtocol), .network(Int(TCA_FLOWER_KEY_L2TPV3_SID), \.l2tpv3Session),
            .truth(NewerAttribute.flowerL2Miss, \.l2Miss, as: UInt8.self).since(6, 5, "l2_miss"),
            AttributeField(type: NewerAttribute.flowerCFM) { root, writer in
                guard let cfm = root.cfm else { return }
                writer.nest(NewerAttribute.flowerCFM) { nest in
                    if let level = cfm.level { nest.put(1, level) }
                    if let operation = cfm.operation { nest.put(2, operation) }
                }
            } decode: { root, payload in
                let parts = payload.attributes
                root.cfm = CFM(level: parts[attribute: 1]?.number(), operation: parts[attribute: 2]?.number())
                return true
            }.since(6, 5, "cfm"),
        ]
            + AttributeField.masked(NewerAttribute.flowerSPI.value, NewerAttribute.flowerSPI.mask, \.spi, .network, alwaysMask: true)
            .map { $0.since(6, 6, "spi") }
    }
}
