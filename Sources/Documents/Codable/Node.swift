import WeirModel

/// The tree between the model's `Codable` and the bytes of either form, while it is written. Readers have a `FoundNode`.
enum Node: Equatable {
    case null
    case bool(Bool)
    case unsigned(UInt128)
    /// Below zero.
    case negative(Int128)
    case floating(Double)
    case string(String)
    /// In JSON: base64.
    case bytes([UInt8])
    case array([Node])
    case object([Entry])

    struct Entry: Equatable {
        var key: String
        var value: Node
    }

    init<Number: BinaryInteger>(_ number: Number) {
        self = number < 0 ? .negative(Int128(number)) : .unsigned(UInt128(number))
    }
}

/// The form of an enum's case in a tree. Swift writes `{"case": {"_0": x, "label": y}}`; documents have `{"case": x, "label": y}`,
/// `{"case": [x, y]}` for several unlabelled values, and `"case"` for none.
struct CaseShape {
    /// `_0`, `_1` … as far as the case's values are unlabelled.
    var unlabelled: [String]

    /// `nil` if the keys are not those of a case, since they take any name.
    init?<Key: CodingKey>(_ keys: Key.Type) {
        guard Key(stringValue: "\u{0}") == nil else { return nil }
        unlabelled = Self.names.filter { Key(stringValue: $0) != nil }
    }

    static func isUnlabelled(_ name: String) -> Bool { name.utf8.first == UInt8(ascii: "_") && names.contains(name) }

    /// Swift's form itself, kept where the short one could be read in two ways.
    static func isExpanded(_ node: Node) -> Bool {
        guard case .object(let entries) = node else { return false }
        return entries.contains { isUnlabelled($0.key) }
    }

    static func isExpanded(_ node: FoundNode) throws(DocumentError) -> Bool {
        guard case .object(let items) = node else { return false }
        return try items.hasKey(where: isUnlabelled)
    }

    private static let names = ["_0", "_1", "_2", "_3", "_4", "_5", "_6", "_7"]
}

/// The state that all encoders or decoders of one document share.
final class NodeContext {
    /// Parts with a special form in documents.
    enum Treatment {
        case plain
        /// Left out where empty.
        case array, optionSet
        /// Left out where it is `never`.
        case offload
        case location, located, elements, value, counter, bytes, numbersByNumber
    }

    let form: Document.Form
    let paths: PathShortening
    /// The memory that is left for the parts that are read.
    let allowance: Allowance
    private var shapes: [ObjectIdentifier: CaseShape?] = [:]
    private var treatments: [ObjectIdentifier: Treatment] = [:]
    private(set) lazy var types = Dictionary(DataType.allCases.map { ($0.documentName, $0) }, uniquingKeysWith: { first, _ in first })

    init(form: Document.Form, paths: PathShortening = PathShortening(base: nil), allowance: Allowance = Allowance()) {
        (self.form, self.paths, self.allowance) = (form, paths, allowance)
    }

    func shape<Key: CodingKey>(_ keys: Key.Type) -> CaseShape? {
        if let shape = shapes[ObjectIdentifier(keys)] { return shape }
        let shape = CaseShape(keys)
        shapes[ObjectIdentifier(keys)] = .some(shape)
        return shape
    }

    func treatment<Part>(_ type: Part.Type) -> Treatment {
        if let treatment = treatments[ObjectIdentifier(type)] { return treatment }
        let treatment: Treatment =
            switch type {
            case is SourceLocation.Type: .location
            case is Located.Type: .located
            case is ElementList.Type: .elements
            case is Value.Type: .value
            case is Counter.Type: .counter
            case is [UInt8].Type: .bytes
            case is [UInt32: UInt32].Type: .numbersByNumber
            case is Offload.Type: .offload
            case is any OptionSet.Type: .optionSet
            case is any AnyArray.Type: .array
            default: .plain
            }
        treatments[ObjectIdentifier(type)] = treatment
        return treatment
    }
}

protocol AnyArray {
    static var emptyArray: Self { get }
    var isEmpty: Bool { get }
}
extension Array: AnyArray {
    static var emptyArray: [Element] { [] }
}

/// Writes paths of source locations relative to the policy.
struct PathShortening {
    private let prefix: String?

    init(base: String?) {
        prefix = base.map { $0.hasSuffix("/") ? $0 : $0 + "/" }
    }

    func callAsFunction(_ path: String) -> String {
        guard let prefix, path.utf8.count > prefix.utf8.count, path.utf8.starts(with: prefix.utf8) else { return path }
        return String(path.utf8.dropFirst(prefix.utf8.count)) ?? path
    }
}
