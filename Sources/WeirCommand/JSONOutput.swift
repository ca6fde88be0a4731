import FoundationEssentials
import WeirModel

extension Output {
    /// A value as JSON that people can read, on standard output.
    static func write(json value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try write(Data(JSONText.visible(Array(try encoder.encode(value))) + [0x0a]), to: nil)
    }
}
