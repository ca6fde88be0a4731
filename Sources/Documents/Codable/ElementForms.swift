// The elements of a set: a line of text for each, as in data files; long lists are packed.
//
//      {"type": "ipv4_addr . inet_service", "data": "verdict", "elements": ["192.0.2.1 . 80 : accept"]}
//
// An element that no line can hold is an object among the lines.

import WeirModel

extension NodeContext {
    /// Lists longer than this are packed in documents of any form.
    private static let longestReadable = 1000

    func node(of list: ElementList, _ path: NodePath?) throws -> Node {
        if list.isEmpty { return .array([]) }
        guard form == .json, list.count <= Self.longestReadable, let line = ElementLine(reading: list) else { return try packed(list) }
        var entries = [Node.Entry(key: "type", value: .string(Self.words(line.types)))]
        switch line.data {
        case .none: break
        case .values(let types): entries.append(.init(key: "data", value: .string(Self.words(types))))
        case .verdict: entries.append(.init(key: "data", value: .string("verdict")))
        case .objects: entries.append(.init(key: "data", value: .string("object")))
        }
        let elementsPath = NodePath(path, KindKey(stringValue: "elements"))
        let nodes = try list.enumerated().map { index, element in
            if let text = line.text(of: element) { return Node.string(text) }
            return try node(element, NodePath(elementsPath, IndexKey(index)))
        }
        return .object(entries + [.init(key: "elements", value: .array(nodes))])
    }

    private func packed(_ list: ElementList) throws -> Node {
        var writer = PackedWriter()
        try writer.elements(list)
        return .object([.init(key: "count", value: Node(list.count)), .init(key: "packed", value: .bytes(writer.bytes))])
    }

    func elements(_ node: FoundNode, _ path: NodePath?) throws -> ElementList {
        if case .array(let items) = node { return try elements(items, nil, path) }
        guard case .object(let items) = node else { throw mismatch("an object", node, path) }
        let cursor = ObjectCursor(try items.entries(), context: self, path: path)
        let list: ElementList
        if let content = cursor.find("packed") {
            let bytes = try decode([UInt8].self, content, NodePath(path, KindKey(stringValue: "packed")))
            list = try unpacked(bytes, path)
            guard let count = cursor.find("count"), count.integer(Int.self) == list.count else {
                throw error("the count is not that of the packed elements", path)
            }
        } else {
            guard case .string(let words)? = cursor.find("type"), let types = Self.types(words) else {
                throw error("the `type` of the elements is missing, as in `ipv4_addr . inet_service`", path)
            }
            guard case .array(let items)? = cursor.find("elements") else { throw error("`elements` is missing", path) }
            let line = ElementLine(types: types, data: try data(cursor.find("data"), path))
            list = try elements(items, line, NodePath(path, KindKey(stringValue: "elements")))
        }
        if let unknown = cursor.firstUnread { throw error("unknown key `\(unknown.excerpt())`", path) }
        return list
    }

    private func elements(_ items: FoundItems, _ line: ElementLine?, _ path: NodePath?) throws -> ElementList {
        var list = ElementList()
        var items = items.reader()
        while let node = try items.next() {
            let place = NodePath(path, IndexKey(list.count))
            try allowance.take(list.bytesOfLast)
            guard case .string(let text) = node, let line else {
                list.append(try decode(Element.self, node, place))
                continue
            }
            do throws(ElementLine.Failure) {
                guard let element = try line.parse(text.utf8) else { throw .init(column: 1, message: "an element was expected") }
                list.append(element)
            } catch {
                var failure = self.error(error.message, place)
                failure.help = error.help
                throw failure
            }
        }
        return list
    }

    private func unpacked(_ bytes: [UInt8], _ path: NodePath?) throws -> ElementList {
        try bytes.withUnsafeBytes { buffer in
            var reader = PackedReader(buffer, allowance: allowance)
            do throws(DocumentError) {
                let list = try reader.elements()
                guard reader.remaining == 0 else { throw reader.error("bytes after the elements' end") }
                return list
            } catch {
                throw DocumentError(error.kind, error.message, at: .path(path.text), help: error.help)
            }
        }
    }

    private func data(_ node: FoundNode?, _ path: NodePath?) throws -> ElementFile.Data {
        switch node {
        case nil: return .none
        case .string("verdict"): return .verdict
        case .string("object"): return .objects
        case .string(let words):
            guard let types = Self.types(words) else { throw error("no types named `\(words.excerpt())`", path) }
            return .values(types)
        default: throw error("`data` is `verdict`, `object` or types, as in `ipv4_addr . inet_service`", path)
        }
    }

    private static func words(_ types: [DataType]) -> String { types.map(\.documentName).joined(separator: " . ") }

    private static func types(_ words: String) -> [DataType]? {
        let names = words.split(separator: " . ", omittingEmptySubsequences: false)
        let types = names.compactMap { DataType(documentName: String($0)) }
        return types.count == names.count ? types : nil
    }
}

extension ElementLine {
    /// A reader of the elements of a list; `nil` if no key determines the types.
    fileprivate init?(reading list: ElementList) {
        func types(_ values: [Value]) -> [DataType] { values.map(\.type) }
        let keys = list.lazy.compactMap { element -> [DataType]? in
            switch element.key {
            case .values(let values), .ranges(let values, _): values.isEmpty ? nil : types(values)
            case .catchAll: nil
            }
        }
        guard let key = keys.first else { return nil }
        let data = list.lazy.compactMap { element -> ElementFile.Data? in
            switch element.data {
            case .values(let values), .ranges(let values, _): values.isEmpty ? nil : .values(types(values))
            case .verdict: .verdict
            case .object: .objects
            case nil: nil
            }
        }
        self.init(types: key, data: data.first ?? .none)
    }
}
