import WeirModel

/// The left side of a match: what is selected, and for each component of a concatenation what it holds.
struct Selector: Sendable {
    struct Component: Sendable, Hashable {
        var term: Term
        var type: DataType
        /// Bits of a value; 0 where the type doesn't say.
        var bits: UInt32
    }

    var term: Term
    var components: [Component]

    init(_ field: WeirModel.Field) {
        let layout = field.layout
        term = .field(field)
        components = [Component(term: term, type: layout.type, bits: layout.bitLength)]
    }

    init(_ term: Term, components: [Component]) {
        self.term = term
        self.components = components
    }

    /// A value that no field is beside, such as NAT's address or a queue's number.
    init(type: DataType, bits: UInt32? = nil) {
        term = .value(.number(0, type))
        components = [Component(term: term, type: type, bits: bits ?? type.bitLength ?? 0)]
    }

    /// An address of either family: its text tells which.
    static let anyAddress = Selector(type: .invalid)

    /// How a set with such keys says what they are.
    var content: SetDeclaration.Content {
        components.allSatisfy { $0.type.isNameable } ? .types(components.map(\.type)) : .typeof(components.map(\.term))
    }
}
