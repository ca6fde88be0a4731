import Foundation
import Tags
import Testing

@testable import Documents
@testable import WeirModel

/// Documents of ten megabytes that mean harm: what reading them costs, as the kernel counted it for a process of its own.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere && Laboratory.has("python3"), "needs network namespaces with nf_tables, and python3"))
struct DocumentMemoryTests {
    private static let size = 10_000_000

    /// A document by its name, and how many bytes of memory each of its bytes may cost beside what weir takes for an empty one.
    private static let documents: [(name: String, perByte: Int)] = [
        ("zeros.json", 4), ("objects.json", 4), ("deep.json", 4), ("strings.json", 4), ("key.json", 4), ("keys.json", 4), ("unknown.json", 4),
        ("empty-tables.json", 4), ("lying.json", 4), ("zeros.weir", 6), ("nested.weir", 6), ("counts.weir", 4),
        // What has to be kept may take more than its text, and no more than is stated.
        ("rules.json", 12), ("names.json", 12), ("rules.weir", 40),
    ]

    private static func json(_ rest: String) -> [UInt8] { Array((#"{"weir": {"format": "host-state", "version": 1}, "# + rest).utf8) }

    private static func repeated(_ part: String, to size: Int = size) -> String {
        String(repeating: part + ",", count: size / (part.utf8.count + 1)) + part
    }

    private static func bytes(of name: String) throws -> [UInt8] {
        let table = #""tables": [{"family": "ip", "name": "t", "#
        switch name {
        case "zeros.json": return json(#""tables": [\#(repeated("0"))]}"#)
        case "objects.json": return json(#""policy": [\#(repeated("{}"))]}"#)
        case "deep.json": return json(#""tables": "# + String(repeating: "[", count: size))
        case "strings.json": return json(#""policy": "\#(String(repeating: "x", count: size))", "tables": 0}"#)
        case "key.json": return json(#""\#(String(repeating: "x", count: size))": 0}"#)
        case "keys.json": return json((0..<size / 11).map { "\"\($0 + 1_000_000)\":0" }.joined(separator: ",") + "}")
        case "unknown.json": return json(#""a": [\#(repeated(#"{"b":[[]]}"#))]}"#)
        case "empty-tables.json": return json(#""tables": [\#(repeated("{}"))]}"#)
        case "lying.json":
            // Elements that are said to be a million millions, and data as many as there are bytes.
            var writer = PackedWriter()
            writer.byte(0)
            writer.number(1_000_000_000_000 as UInt64)
            writer.raw([UInt8](repeating: 2, count: size * 3 / 4))
            let text = String(decoding: Base64.encode(writer.bytes), as: UTF8.self)
            return json(table + #""sets": [{"name": "s", "key": {"types": ["mark"]}, "elements": {"count": 1, "packed": "\#(text)"}}]}]}"#)
        case "zeros.weir":
            var writer = PackedWriter()
            writer.node(.object([.init(key: "tables", value: .array(Array(repeating: .null, count: size)))]))
            return Document.packed(writer.bytes)
        case "nested.weir":
            var writer = PackedWriter()
            writer.node(.array(Array(repeating: .array([]), count: size / 2)))
            return Document.packed(writer.bytes)
        case "counts.weir":
            // An empty state's own part, and as many tables as there are bytes, each of which says the same of its chains.
            var writer = PackedWriter()
            try writer.generic(HostState())
            return Document.packed(writer.bytes + [0x80, 0xad, 0xe2, 0x04] + [UInt8](repeating: 9, count: size))
        case "rules.json": return json(table + #""chains": [{"name": "c", "rules": [\#(repeated("{}"))]}]}]}"#)
        case "names.json":
            return json(
                table + #""sets": [{"name": "s", "key": {"types": ["ifname"]}, "elements": {"type": "ifname", "elements": [\#(repeated("\"a\""))]}}]}]}"#)
        default:
            var table = Table(family: .ip, name: "t", chains: [Chain(name: "c", rules: Array(repeating: Rule([]), count: size / 3))])
            table.chains[0].at = Located()
            return try Document.encode(HostState(tables: [table]), as: .packed)
        }
    }

    /// Kilobytes at the most, of weir that reads a document.
    private static let measure = """
        import resource, subprocess, sys
        done = subprocess.run([sys.argv[1], "compile", sys.argv[2], "--format", "tc"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, done.returncode, done.stderr.decode()[:2000].replace("\\n", " "))
        """

    @Test(arguments: documents) func costsNoMoreThanIsStated(_ name: String, perByte: Int) throws {
        let laboratory = try Laboratory()
        defer { laboratory.remove() }
        let bytes = try Self.bytes(of: name)
        try Data(bytes).write(to: laboratory.folder.appending(path: name))
        try laboratory.write(#"{"weir": {"format": "host-state", "version": 1}}"#, to: "empty.json")
        try laboratory.write(Self.measure, to: "measure.py")
        let result = try laboratory.run("python3 measure.py $weir empty.json; python3 measure.py $weir \(name)")
        let lines = result.output.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 2) }
        try #require(lines.count == 2, "\(result.output)\(result.errors)")
        let kilobytes = try lines.map { try #require(Int($0[0])) }
        // The refusal does not quote the document. In the packed form, empty rules are within what rules take.
        #expect(lines[1][1] == (name == "rules.weir" ? "0" : "2"))
        #expect(result.output.utf8.count < 1000)
        let cost = (kilobytes[1] - kilobytes[0]) * 1024
        #expect(cost <= perByte * bytes.count, "\(name): \(cost / bytes.count) bytes of memory for each of its \(bytes.count) bytes")
    }
}
