import WeirModel

/// The left side of a match: the selected field, and the type of each component of a concatenation.
struct Selector: Sendable {
    struct Component: Sendable, Hashable {
        var term: Term
        var type: DataType
        /// The bits of a value; 0 if the type doesn't define them.
        var bits: UInt32

        /// With the bits of a mark: a field that a mark is set to is computed with in all of them.
        var widened: Component {
            var component = self
            component.bits = max(bits, 32)
            return component
        }
    }

    var term: Term
    var components: [Component]

    init(_ field: WeirModel.Field) {
        let layout = field.layout
        term = .field(field)
        components = [Component(term: term, type: layout.type, bits: layout.bitLength)]
    }

    init(_ term: Term, components: [Component]) { (self.term, self.components) = (term, components) }

    /// A value that no field is beside, such as NAT's address or a queue's number.
    init(type: DataType, bits: UInt32? = nil) {
        term = .value(.number(0, type))
        components = [Component(term: term, type: type, bits: bits ?? type.bitLength ?? 0)]
    }

    /// An address of either family, which its text decides.
    static let anyAddress = Selector(type: .invalid)

    /// The declaration of a set with such keys.
    var content: SetDeclaration.Content {
        components.allSatisfy { $0.type.isNameable } ? .types(components.map(\.type)) : .typeof(components.map(\.term))
    }
}
