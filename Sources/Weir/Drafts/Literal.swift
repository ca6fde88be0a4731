import WeirModel

/// The text, number or list that an author wrote as a value. The field beside it gives it a meaning, and decides whether it is valid.
public struct Literal: Sendable {
    indirect enum Form: Sendable {
        case number(UInt128)
        case text(String)
        /// A value with its type, whatever the field beside it.
        case constant(Value)
        case prefix(Literal, length: UInt8)
        /// A set of bits, any of which may be set.
        case flags([Literal])
        case range(Literal, Literal)
        /// `[a, b]`: a set; beside `&` and `|`, the bits of all.
        case list([Literal])
        /// `a | b`
        case union(Literal, Literal)
        /// The components of a concatenation.
        case tuple([Literal])
        case element(Literal, ElementOptions)
        case catchAll
        case namedSet(SetDraft)
        case addressSet(ip: SetDraft, ip6: SetDraft)
        case setName(String)
        /// The data of a map for a key.
        case map(key: Draft<Selector>, MapSourceDraft)
        /// The value of another field.
        case selector(Draft<Selector>)
        case verdict(Draft<WeirModel.Verdict>)
        /// A stateful object, with its declaration if the author gave one or if its name is enough.
        case object(String, WeirModel.StatefulObject?, implied: Bool)
    }

    var form: Form

    init(_ form: Form) { self.form = form }
}

/// The options that may follow an element in nft: `timeout 1h comment "noc" counter`.
struct ElementOptions: Sendable {
    /// Milliseconds.
    var timeout: UInt64?
    /// Milliseconds.
    var expires: UInt64?
    var comment: String?
    var statements: [Statement]
}

/// Where a map's data comes from.
enum MapSourceDraft: Sendable {
    case anonymous([(key: Literal, data: Literal)])
    case named(SetDraft)
    case name(String)
}

extension Literal {
    /// The elements of a list.
    var elements: [Literal] {
        if case .list(let elements) = form { elements } else { [self] }
    }

    /// The parts of a concatenation, those of nested ones among them.
    var parts: [Literal] {
        if case .tuple(let parts) = form { parts.flatMap(\.parts) } else { [self] }
    }

    /// It means something else to each of the IP families.
    var isSplit: Bool {
        switch form {
        case .map(let key, _): key.value.isSplit
        case .selector(let selector): selector.value.isSplit
        case .addressSet: true
        case .tuple(let parts): parts.contains(where: \.isSplit)
        case .element(let literal, _): literal.isSplit
        default: false
        }
    }
}
