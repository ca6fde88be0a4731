import Documents
internal import FoundationEssentials
import WeirModel

extension DiagnosticReport {
    /// Versioned; findings in the order in which they were found.
    package func json() throws -> String {
        struct Document: Encodable {
            var weirDiagnostics = 1
            var diagnostics: [Diagnostic]
        }
        return try Self.encode(Document(diagnostics: diagnostics))
    }

    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: JSONText.visible(Array(try encoder.encode(value))), as: UTF8.self) + "\n"
    }
}
