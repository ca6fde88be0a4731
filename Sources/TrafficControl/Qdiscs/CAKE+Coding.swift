internal import CNl
internal import Netlink
import WeirModel

extension Qdisc.CAKE: OptionsCoded, AttributeCoded {
    static var fields: [AttributeField<Self>] {
        [
            .rate(Int(TCA_CAKE_BASE_RATE64), \.bandwidth, as: UInt64.self),
            .ordinal(Int(TCA_CAKE_DIFFSERV_MODE), \.diffserv, as: UInt32.self),
            .ordinal(Int(TCA_CAKE_ATM), \.atm, as: UInt32.self), .ordinal(Int(TCA_CAKE_FLOW_MODE), \.flowMode, as: UInt32.self),
            overheadField, rawField,
            .microseconds(Int(TCA_CAKE_RTT), \.rtt), targetField,
            .truth(Int(TCA_CAKE_AUTORATE), \.autorateIngress), .size(Int(TCA_CAKE_MEMORY), \.memoryLimit),
            .truth(Int(TCA_CAKE_NAT), \.nat), .truth(Int(TCA_CAKE_WASH), \.wash),
            .number(Int(TCA_CAKE_MPU), \.mpu), .truth(Int(TCA_CAKE_INGRESS), \.ingress),
            .ordinal(Int(TCA_CAKE_ACK_FILTER), \.ackFilter, as: UInt32.self), .truth(Int(TCA_CAKE_SPLIT_GSO), \.splitGSO),
            .number(Int(TCA_CAKE_FWMARK), \.fwmark), .ignored(Int(TCA_CAKE_PAD)),
        ]
    }

    /// Lengths are the kernel's until an overhead is set.
    private static var overheadField: AttributeField<Self> {
        let said = AttributeField<Self>.number(Int(TCA_CAKE_OVERHEAD), \.overhead)
        return AttributeField(type: said.type) { root, writer in
            if let overhead = root.overhead ?? (root.raw == false ? 0 : nil) { writer.put(said.type, overhead) }
        } decode: { root, payload in
            said.decode(&root, payload)
        }
    }

    private static var targetField: AttributeField<Self> {
        let said = AttributeField<Self>.microseconds(Int(TCA_CAKE_TARGET), \.target)
        return AttributeField(type: said.type) { root, writer in
            guard let target = root.target ?? root.impliedTarget else { return }
            writer.put(said.type, UInt32(clamping: target.nanoseconds / 1000))
        } decode: { root, payload in
            said.decode(&root, payload)
        }
    }

    /// The attribute can only enable it; an overhead disables it.
    private static var rawField: AttributeField<Self> {
        AttributeField(type: Int(TCA_CAKE_RAW)) { root, writer in
            if root.raw == true { writer.put(Int(TCA_CAKE_RAW), UInt32(0)) }
        } decode: { root, _ in
            root.raw = true
            return true
        }
    }

    static func decode(_ payload: Payload, names: InterfaceTable) -> (Self, [RawAttribute])? {
        var options = Self()
        let unknown = options.decode(payload.attributes)
        options.raw = options.raw ?? false
        return (options, unknown)
    }
}
