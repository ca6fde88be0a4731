package import Findings
import WeirModel

extension DiagnosticReport {
    /// SARIF 2.1.0, as code scanning reads it.
    ///
    /// - Parameter rules: the texts of the findings.
    package func sarif(rules: [DiagnosticRule]) throws -> String {
        // Every rule that is named by a result, in a fixed order.
        let ids = Set(diagnostics.map(\.id)).sorted { $0.rawValue < $1.rawValue }
        let known = Dictionary(rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let descriptors = ids.map { id in
            SARIF.Descriptor(
                id: id.rawValue, shortDescription: known[id].map { .init(text: $0.title) },
                fullDescription: known[id].map { .init(text: $0.why) },
                help: known[id].map { .init(text: $0.source.isEmpty ? $0.help : "\($0.help)\n\nsource: \($0.source)") })
        }
        let indexes = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
        let results = diagnostics.map { diagnostic in
            SARIF.Result(diagnostic, ruleIndex: indexes[diagnostic.id] ?? -1)
        }
        return try Self.encode(
            SARIF(runs: [.init(tool: .init(driver: .init(name: "weir", version: version, rules: descriptors)), results: results)]))
    }
}

/// The part of the format that is used here.
private struct SARIF: Encodable {
    struct Message: Encodable { var text: String }
    struct Descriptor: Encodable {
        var id: String
        var shortDescription: Message?
        var fullDescription: Message?
        var help: Message?
    }
    struct Driver: Encodable {
        var name: String
        var version: String
        var rules: [Descriptor]
    }
    struct Tool: Encodable { var driver: Driver }
    struct Run: Encodable {
        var tool: Tool
        var results: [Result]
        var columnKind = "utf16CodeUnits"
    }
    struct Location: Encodable {
        struct Physical: Encodable {
            struct Artifact: Encodable { var uri: String }
            struct Region: Encodable {
                var startLine: Int
                var startColumn: Int?
            }
            var artifactLocation: Artifact
            var region: Region
        }
        struct Logical: Encodable { var fullyQualifiedName: String }
        var physicalLocation: Physical?
        var logicalLocations: [Logical]?
    }
    /// A finding that the policy accepts, with the reason.
    struct Suppression: Encodable {
        var kind = "inSource"
        var justification: String
    }
    struct Result: Encodable {
        var ruleId: String
        var ruleIndex: Int
        /// `open`: undecided; such a result has no level.
        var kind: String
        var level: String
        var message: Message
        var locations: [Location]
        var suppressions: [Suppression]?

        init(_ diagnostic: Diagnostic, ruleIndex: Int) {
            ruleId = diagnostic.id.rawValue
            self.ruleIndex = ruleIndex
            kind = diagnostic.severity == .undecided ? "open" : "fail"
            level =
                switch diagnostic.severity {
                case .error: "error"
                case .warning: "warning"
                case .tip: "note"
                case .undecided: "none"
                }
            message = Message(text: diagnostic.message + (diagnostic.help.map { "\nhelp: \($0)" } ?? ""))
            let physical = diagnostic.at.location.map { place in
                Location.Physical(
                    artifactLocation: .init(uri: SARIF.uri(place.file)),
                    region: .init(startLine: max(place.line, 1), startColumn: place.column > 0 ? place.column : nil))
            }
            let logical = diagnostic.subject.map { [Location.Logical(fullyQualifiedName: $0.text)] }
            suppressions = diagnostic.accepted.map { [Suppression(justification: $0)] }
            locations = physical == nil && logical == nil ? [] : [Location(physicalLocation: physical, logicalLocations: logical)]
        }
    }

    var schema = "https://json.schemastore.org/sarif-2.1.0.json"
    var version = "2.1.0"
    var runs: [Run]

    enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case version, runs
    }

    /// A path as a relative URI reference.
    static func uri(_ path: String) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/".utf8)
        return path.utf8.map { byte in
            if plain.contains(byte) { return String(UnicodeScalar(byte)) }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count == 1 ? "0" + digits : digits)
        }.joined()
    }
}
