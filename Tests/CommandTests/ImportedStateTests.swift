import Documents
import Foundation
import PolicyWriting
import Tags
import Testing
import WeirModel

/// Examples whose traffic control not every kernel has. `Goldens/NAME.json` is what `weir capture` wrote after `weir apply Examples/NAME` on
/// Debian's kernel 6.1, with the links that the example names; from there on it is as in `weir import`.
@Suite(.tags(.pure)) struct ImportedStateTests {
    static let goldens = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens")

    /// A reader would take it for the example.
    @Test(arguments: ["uplink-shaper", "edge-router"])
    func anExampleIsWrittenAsPeopleWriteIt(_ name: String) throws {
        let source = try Self.source(name)
        let golden = Self.goldens.appending(path: "\(name).swift.txt")
        if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
            try Data(source.utf8).write(to: golden)
            Issue.record("recorded anew")
        }
        #expect(source == (try String(contentsOf: golden, encoding: .utf8)))
    }

    static func source(_ name: String) throws -> String {
        let state = try Document.decode([UInt8](Data(contentsOf: goldens.appending(path: "\(name).json"))))
        let written = PolicyWriter(state.withoutRuntimeValues.withElementsInOrder.withoutDefaults.withAveragePackets, as: .text).output()
        #expect(written.raw.isEmpty && written.rawLinkCount == 0)
        return String(decoding: written.files[0].content, as: UTF8.self)
    }
}

@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct ImportedSourceTests {
    /// The source asks for what the kernel held, as the example does: nothing is missing, and nothing is added.
    @Test(arguments: [("uplink-shaper", "uplink-shaper/policy.swift"), ("edge-router", "edge-router")])
    func itsSourceIsThePolicy(_ name: String, _ example: String) throws {
        let result = try laboratory(
            ["imported.swift": try ImportedStateTests.source(name)],
            """
            $weir diff imported.swift --against \(ImportedStateTests.goldens.path)/\(name).json
            $weir diff \(ExampleTests.folder.path)/\(example) --against \(ImportedStateTests.goldens.path)/\(name).json
            """)
        #expect(result.status == 0)
    }
}
