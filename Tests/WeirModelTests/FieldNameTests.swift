import Documents
import Foundation
import ModelGenerators
import Tags
import Testing
import WeirModel

/// The names of fields in JSON documents, as they are recorded: renaming a property changes no format.
@Suite(.tags(.pure)) struct FieldNameTests {
    @Test func areThoseRecorded() throws {
        var generator = ModelGenerator(seed: 1)
        var names: [String: Set<String>] = [:]
        for round in 0..<150 {
            var state = generator.state()
            var link = LinkConfiguration("d0", facts: LinkDefaults())
            link.classes = try TrafficClassCatalogue.kinds.map { TrafficClass(Handle(1, 2), parent: Handle(1), try generator.options(of: $0)) }
            link.filters = try ClassifierCatalogue.kinds.map { Filter(try generator.options(of: $0), on: .parent(.ingress), status: FilterStatus(handle: 1, isInHardware: true)) }
            link.filters[0].actions = try ActionCatalogue.kinds.map { try generator.action(of: $0) }
            link.emptyPriorities = link.filters
            let root = QdiscCatalogue.kinds[round % QdiscCatalogue.kinds.count]
            state.links += [link, try generator.link(named: "d1", root: root)]
            for kind in QdiscCatalogue.kinds { state.links[0].qdiscs.append(Qdisc(try generator.options(of: kind))) }
            collect(try JSONSerialization.jsonObject(with: Data(Document.encode(state, as: .json))), in: "document", &names)
        }
        let found = names.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.sorted().joined(separator: " "))" }
        let record = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "FieldNames.txt")
        if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
            try Data(found.map { $0 + "\n" }.joined().utf8).write(to: record)
            Issue.record("recorded anew")
        }
        let recorded = try String(contentsOf: record, encoding: .utf8).split(separator: "\n").map(String.init)
        for line in found where !recorded.contains(line) { Issue.record("not recorded: \(line)") }
        for line in recorded where !found.contains(line) { Issue.record("recorded: \(line)") }
    }

    private static let types = Set(DataType.allCases.map(\.documentName)).subtracting(["mark"])

    /// The names of each object's fields, by that of the object. All types of values count as one.
    private func collect(_ tree: Any, in parent: String, _ names: inout [String: Set<String>]) {
        if let value = tree as? [String: Any], value.count == 1, let type = value.first, Self.types.contains(type.key) {
            names[parent, default: []].insert("TYPE")
            return collect(type.value, in: "TYPE", &names)
        }
        if let items = tree as? [Any] { for item in items { collect(item, in: parent, &names) } }
        for (key, value) in tree as? [String: Any] ?? [:] where UInt64(key) == nil {
            names[parent, default: []].insert(key)
            collect(value, in: key, &names)
        }
    }
}
