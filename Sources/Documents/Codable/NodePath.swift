import WeirModel

/// A place in a document's tree.
final class NodePath {
    let parent: NodePath?
    let key: any CodingKey
    let depth: Int

    init(_ parent: NodePath?, _ key: any CodingKey) {
        self.parent = parent
        self.key = key
        depth = (parent?.depth ?? 0) + 1
    }
}

/// The place of an item in an array.
struct IndexKey: CodingKey {
    var index: Int
    init(_ index: Int) { self.index = index }
    var stringValue: String { "\(index)" }
    var intValue: Int? { index }
    init?(stringValue: String) { nil }
    init?(intValue: Int) { index = intValue }
}

extension NodePath? {
    var keys: [any CodingKey] {
        var keys: [any CodingKey] = []
        var path = self
        while let here = path {
            keys.append(here.key)
            path = here.parent
        }
        return keys.reversed()
    }

    /// `tables[0].chains[2].policy`
    var text: String { keys.documentPath }

    func checkDepth() throws(DocumentError) {
        guard let self, self.depth > Document.maximumDepth else { return }
        throw DocumentError(.tooDeep, "nested more deeply than \(Document.maximumDepth) levels", at: .path(text))
    }
}

extension [any CodingKey] {
    var documentPath: String {
        var text = ""
        for key in self {
            let name = key.stringValue
            if let index = key.intValue {
                text += "[\(index)]"
            } else if CaseShape.isUnlabelled(name) {
                if name != "_0" { text += "[\(name.dropFirst())]" }
            } else {
                text += (text.isEmpty ? "" : ".") + name
            }
        }
        return text
    }
}

extension Node {
    init(finite number: Double, _ path: NodePath?) throws(DocumentError) {
        guard number.isFinite else { throw DocumentError(.content, "\(number) has no place in a document", at: .path(path.text)) }
        self = .floating(number)
    }
}
