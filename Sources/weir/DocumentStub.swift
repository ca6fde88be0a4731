import FoundationEssentials
import WeirModel

// Until the document's own coder is there.
struct DocumentError: Error { var document: String?; var description: String }
enum Document {
    enum Form { case json, packed }
    static func encode(_ state: HostState, as form: Form, relativeTo base: String? = nil) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(state))
    }
    static func decode(_ bytes: [UInt8]) throws(DocumentError) -> HostState {
        do { return try JSONDecoder().decode(HostState.self, from: Data(bytes)) } catch { throw DocumentError(description: "\(error)") }
    }
}
