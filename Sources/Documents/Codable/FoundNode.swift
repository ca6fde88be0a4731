import WeirModel

/// A value of a document as a reader finds it: an array or an object is a place in the text, and is read when it is asked for.
///
/// So a document costs little memory beside its own bytes and the state that comes of it, whatever it holds.
enum FoundNode {
    case null
    case bool(Bool)
    case unsigned(UInt128)
    /// Below zero.
    case negative(Int128)
    case floating(Double)
    case string(String)
    case bytes([UInt8])
    case array(FoundItems)
    case object(FoundItems)

    /// The kind of value, for messages.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a truth value"
        case .unsigned, .negative, .floating: "a number"
        case .string: "a text"
        case .bytes: "bytes"
        case .array: "an array"
        case .object: "an object"
        }
    }

    var isNull: Bool { if case .null = self { true } else { false } }

    /// An object without entries, which no text holds.
    static var nothing: FoundNode { .object(FoundItems(text: nil, place: NodePlace(offset: 0))) }
}

/// An entry of an object, and whether anybody asked for it.
struct FoundEntry {
    let key: String
    let value: FoundNode
    var isRead = false
}

/// Where the items of an array or the entries of an object begin.
struct FoundItems {
    /// `nil` if there are none.
    fileprivate let text: (any NodeText)?
    fileprivate let place: NodePlace

    init(text: (any NodeText)?, place: NodePlace) { (self.text, self.place) = (text, place) }

    /// The items of an array, one by one.
    func reader() -> ItemReader { ItemReader(self) }

    /// The items of an array with this count; `nil` if it has another.
    func exactly(_ count: Int) throws(DocumentError) -> [FoundNode]? {
        var reader = reader()
        var items: [FoundNode] = []
        while items.count <= count, let item = try reader.next() { items.append(item) }
        return items.count == count ? items : nil
    }

    /// The entries of an object. No object of the model has many: more of them are an error.
    func entries() throws(DocumentError) -> [FoundEntry] {
        guard let text else { return [] }
        var entries: [FoundEntry] = []
        var keys: Set<String> = []
        var place = place
        while true {
            let start = place
            guard let key = try text.key(&place) else { return entries }
            // Few keys are compared, many are looked up.
            if entries.count == 8 { keys = Set(entries.map(\.key)) }
            guard entries.count < 8 ? !entries.contains(where: { $0.key == key }) : keys.insert(key).inserted else {
                throw DocumentError(.syntax, "the key `\(key.excerpt())` is a duplicate", at: text.describe(start))
            }
            guard entries.count < Self.mostEntries else {
                throw DocumentError(.content, "an object of more than \(Self.mostEntries) keys", at: text.describe(start))
            }
            entries.append(FoundEntry(key: key, value: try text.value(&place)))
        }
    }

    private static let mostEntries = 4096

    /// Whether an object has such a key.
    func hasKey(where isWanted: (String) -> Bool) throws(DocumentError) -> Bool {
        guard let text else { return false }
        var place = place
        while let key = try text.key(&place) {
            if isWanted(key) { return true }
            _ = try text.value(&place)
        }
        return false
    }
}

/// Goes through an array.
struct ItemReader {
    private let text: (any NodeText)?
    private var place: NodePlace
    /// How many were read.
    private(set) var index = 0

    fileprivate init(_ items: FoundItems) { (text, place) = (items.text, items.place) }

    var isAtEnd: Bool { text?.isAtEnd(place) ?? true }
    /// Whether the next item is null.
    var isNull: Bool {
        var ahead = self
        return (try? ahead.next())?.isNull ?? false
    }

    /// `nil` at the end.
    mutating func next() throws(DocumentError) -> FoundNode? {
        guard let text, !text.isAtEnd(place) else { return nil }
        index += 1
        return try text.value(&place)
    }
}

/// A place in a text: before a value, a key, or the end of an array or object.
struct NodePlace {
    var offset: Int
    /// How many arrays and objects begin before it.
    var container = 0
    /// Of the array or object that it is in, the items that are left; only where the text counts them.
    var left = 0
}

/// A document's text whose form is verified, and whose arrays and objects can be skipped.
protocol NodeText: AnyObject {
    /// The value at the place, behind which the place is then.
    func value(_ place: inout NodePlace) throws(DocumentError) -> FoundNode
    /// The key of the next entry; nil at the object's end. Its value follows.
    func key(_ place: inout NodePlace) throws(DocumentError) -> String?
    /// Whether the array ends here.
    func isAtEnd(_ place: NodePlace) -> Bool
    /// For messages.
    func describe(_ place: NodePlace) -> DocumentError.Place
}

/// The end of an array or object, and the number of those that begin before it, for skipping. Four bytes each, since there may be one for
/// each two bytes of a text.
struct ContainerEnd {
    var offset: UInt32
    var next: UInt32
}
