// Parts of the model with a special form in documents.

import WeirModel

extension NodeContext {
    /// The short form of a part that has one.
    func shortForm<Part: Encodable>(_ value: Part, _ path: NodePath?) throws -> Node? {
        switch treatment(Part.self) {
        case .plain, .array, .optionSet, .offload:
            return nil
        case .bytes:
            return (value as? [UInt8]).map(Node.bytes)
        case .location:
            return (value as? SourceLocation).map(node(of:))
        case .located:
            return (value as? Located).map { $0.location.map(node(of:)) ?? .null }
        case .value:
            return (value as? Value).flatMap(plainForm)
        case .counter:
            return (value as? Counter).map { counter in
                var entries: [Node.Entry] = []
                if counter.packets != 0 { entries.append(.init(key: "packets", value: Node(counter.packets))) }
                if counter.bytes != 0 { entries.append(.init(key: "bytes", value: Node(counter.bytes))) }
                return .object(entries)
            }
        case .numbersByNumber:
            return (value as? [UInt32: UInt32]).map { numbers in
                .object(numbers.sorted { $0.key < $1.key }.map { .init(key: "\($0.key)", value: Node($0.value)) })
            }
        case .elements:
            return try (value as? ElementList).map { try node(of: $0, path) }
        }
    }

    /// Whether readers restore an absent value.
    func canBeOmitted<Part>(_ value: Part) -> Bool {
        switch treatment(Part.self) {
        case .plain, .location, .value, .counter: false
        case .array, .bytes: (value as? any AnyArray)?.isEmpty == true
        case .optionSet: (value as? any OptionSet)?.isEmpty == true
        case .offload: (value as? Offload) == .never
        case .located: (value as? Located)?.location == nil
        case .elements: (value as? ElementList)?.isEmpty == true
        case .numbersByNumber: (value as? [UInt32: UInt32])?.isEmpty == true
        }
    }

    /// The value that a reader takes for an absent one; `nil` if it is required.
    func omitted<Part>(_ type: Part.Type) -> Part? {
        switch treatment(type) {
        case .plain, .location, .value, .counter: nil
        case .array, .bytes: (type as? any AnyArray.Type)?.emptyArray as? Part
        case .offload: Offload.never as? Part
        case .optionSet: (type as? any OptionSet.Type).flatMap { $0.init() as? Part }
        case .located: Located() as? Part
        case .elements: ElementList() as? Part
        case .numbersByNumber: [UInt32: UInt32]() as? Part
        }
    }

    /// A part in its short form; `nil` if the type has none.
    func shortForm<Part: Decodable>(_ type: Part.Type, _ node: FoundNode, _ path: NodePath?) throws -> Part? {
        func mismatch(_ expected: String) -> DocumentError {
            DocumentError(.content, "\(expected) was expected, not \(node.kind)", at: .path(path.text))
        }
        switch treatment(type) {
        case .plain, .array, .optionSet, .offload:
            return nil
        case .bytes:
            switch node {
            case .bytes(let bytes): return bytes as? Part
            case .string(let text):
                guard let bytes = Base64.decode(text) else {
                    throw DocumentError(.content, "the text is not base64", at: .path(path.text))
                }
                return bytes as? Part
            default: throw mismatch("bytes in base64")
            }
        case .location:
            guard case .string(let text) = node, let location = SourceLocation(documentText: text) else {
                throw mismatch("`file:line:column`")
            }
            return location as? Part
        case .located:
            if case .null = node { return Located() as? Part }
            guard case .string(let text) = node, let location = SourceLocation(documentText: text) else {
                throw mismatch("`file:line:column`")
            }
            return Located(location) as? Part
        case .value:
            return try plainValue(node) as? Part
        case .counter:
            guard case .object(let items) = node else { throw mismatch("an object") }
            var counter = Counter()
            for entry in try items.entries() {
                guard let number = entry.value.integer(UInt64.self) else { throw mismatch("a count") }
                switch entry.key {
                case "packets": counter.packets = number
                case "bytes": counter.bytes = number
                default: throw DocumentError(.content, "unknown key `\(entry.key.excerpt())`", at: .path(path.text))
                }
            }
            return counter as? Part
        case .numbersByNumber:
            guard case .object(let items) = node else { throw mismatch("an object") }
            var numbers: [UInt32: UInt32] = [:]
            for entry in try items.entries() {
                guard let key = UInt32(entry.key), let number = entry.value.integer(UInt32.self) else {
                    throw mismatch("numbers by number")
                }
                numbers[key] = number
            }
            return numbers as? Part
        case .elements:
            return try elements(node, path) as? Part
        }
    }

    /// The form of the numbers that rulesets are full of, without the way over text; `nil` for all other values.
    private func plainForm(_ value: Value) -> Node? {
        guard case .number(let number, let type) = value, number >> UInt128(type.bitLength ?? 0) == 0 else { return nil }
        switch type {
        case .ipv4Address: return .object([.init(key: type.documentName, value: .string(AddressText.ipv4(number)))])
        case .inetService: return .object([.init(key: type.documentName, value: .unsigned(number))])
        default: return nil
        }
    }

    private func plainValue(_ node: FoundNode) throws -> Value? {
        guard case .object(let items) = node, case let entries = try items.entries(), entries.count == 1, let type = types[entries[0].key]
        else { return nil }
        switch (type, entries[0].value) {
        case (.ipv4Address, .string(let text)): return NumberScanner.number(text, type).map { .number($0, type) }
        case (.inetService, .unsigned(let number)) where number <= 0xffff: return .number(number, type)
        default: return nil
        }
    }

    private func node(of location: SourceLocation) -> Node {
        .string("\(paths(location.file)):\(location.line):\(location.column)")
    }
}

extension FoundNode {
    func integer<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
        switch self {
        case .unsigned(let number): Number(exactly: number)
        case .negative(let number): Number(exactly: number)
        default: nil
        }
    }
}

extension SourceLocation {
    /// `file:line:column`, in which the file may contain colons.
    init?(documentText text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count >= 3, let column = Int(String(parts[parts.count - 1]) ?? ""),
            let line = Int(String(parts[parts.count - 2]) ?? ""),
            let file = String(text.utf8[..<parts[parts.count - 3].endIndex])
        else { return nil }
        self.init(file: file, line: line, column: column)
    }
}
