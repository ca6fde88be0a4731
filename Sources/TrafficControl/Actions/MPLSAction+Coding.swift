internal import CNl
internal import Netlink
import WeirModel

extension Action.MPLS: ActionCoded {
    static let parametersType = Int(TCA_MPLS_PARMS)
    static let ignored = [Int(TCA_MPLS_TM), Int(TCA_MPLS_PAD)]
    static let fields: [AttributeField<Self>] = [
        protocolField, .number(Int(TCA_MPLS_LABEL), \.label), .number(Int(TCA_MPLS_TC), \.trafficClass),
        .number(Int(TCA_MPLS_TTL), \.ttl), .number(Int(TCA_MPLS_BOS), \.bottomOfStack),
    ]
    func tail(_ names: InterfaceTable) throws(TrafficControlError) -> [UInt8] {
        nativeBytes(of: Int32((Mode.allCases.firstIndex(of: mode) ?? 0) + 1))
    }
    mutating func take(tail: Payload, names: InterfaceTable) -> Bool {
        guard let number: Int32 = tail.number(), number >= 1, Mode.allCases.indices.contains(Int(number) - 1) else { return false }
        mode = Mode.allCases[Int(number) - 1]
        return true
    }
}

extension Action.MPLS {
    /// The kernel tells one of every mode, but takes it of three alone.
    fileprivate static var protocolField: AttributeField<Self> {
        let field = AttributeField.network(Int(TCA_MPLS_PROTO), \Self.protocolID)
        return AttributeField(type: field.type) { root, writer in
            if root.hasProtocol { field.encode(root, writer) }
        } decode: { root, payload in
            root.hasProtocol ? field.decode(&root, payload) : true
        }
    }
}
