internal import CNl
import WeirModel

extension Filter.Flower {
    /// The outermost label has separate attributes; a stack is a nest of entries.
    static var mplsFields: [AttributeField<Self>] {
        [
            single(Int(TCA_FLOWER_KEY_MPLS_TTL), \.ttl), single(Int(TCA_FLOWER_KEY_MPLS_BOS), \.bottomOfStack),
            single(Int(TCA_FLOWER_KEY_MPLS_TC), \.trafficClass), single(Int(TCA_FLOWER_KEY_MPLS_LABEL), \.label),
            AttributeField(type: Int(TCA_FLOWER_KEY_MPLS_OPTS), absence: withoutLabels) { root, writer in
                guard let stack = root.mpls, isStack(stack) else { return }
                writer.nest(Int(TCA_FLOWER_KEY_MPLS_OPTS)) { nest in
                    for entry in stack {
                        nest.nest(Int(TCA_FLOWER_KEY_MPLS_OPTS_LSE)) { line in for field in entryFields { field.encode(entry, line) } }
                    }
                }
            } decode: { root, payload in
                root.mpls = payload.attributes.filter { $0.type == Int(TCA_FLOWER_KEY_MPLS_OPTS_LSE) }.map { attribute in
                    var entry = MPLS()
                    for part in attribute.payload.attributes {
                        _ = entryFields.first { $0.type == part.type }?.decode(&entry, part.payload)
                    }
                    return entry
                }
                return true
            },
        ]
    }

    private static let withoutLabels = OptionSlot<Self, [MPLS]>(\.mpls).absence

    private static func isStack(_ stack: [MPLS]) -> Bool { stack.count > 1 || stack.first?.depth != nil }

    private static let entryFields: [AttributeField<MPLS>] = [
        .number(Int(TCA_FLOWER_KEY_MPLS_OPT_LSE_DEPTH), \.depth), .number(Int(TCA_FLOWER_KEY_MPLS_OPT_LSE_TTL), \.ttl),
        .number(Int(TCA_FLOWER_KEY_MPLS_OPT_LSE_BOS), \.bottomOfStack), .number(Int(TCA_FLOWER_KEY_MPLS_OPT_LSE_TC), \.trafficClass),
        .number(Int(TCA_FLOWER_KEY_MPLS_OPT_LSE_LABEL), \.label),
    ]

    private static func single<T: FixedWidthInteger & Sendable>(_ type: Int, _ path: any Path<MPLS, T>) -> AttributeField<Self> {
        let field = AttributeField<MPLS>.number(type, path)
        return AttributeField(type: type, absence: withoutLabels) { root, writer in
            if let stack = root.mpls, !isStack(stack), let entry = stack.first { field.encode(entry, writer) }
        } decode: { root, payload in
            var entry = root.mpls?.first ?? MPLS()
            guard field.decode(&entry, payload) else { return false }
            root.mpls = [entry]
            return true
        }
    }
}
