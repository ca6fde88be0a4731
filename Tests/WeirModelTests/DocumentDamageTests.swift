import ModelGenerators
import Tags
import Testing

@testable import Documents
@testable import WeirModel

@Suite(.tags(.pure)) struct DocumentDamageTests {
    /// A state with tables whose packed document has at most some bytes.
    private static func sample(_ seed: UInt64 = 11, size: Int = 4000) throws -> HostState {
        var generator = ModelGenerator(seed: seed)
        while true {
            let state = generator.state()
            if state.tables.contains(where: { !$0.chains.isEmpty }), try Document.encode(state, as: .packed).count <= size { return state }
        }
    }

    @Test func anUnknownWordIsNamedWithTheKnownOnes() {
        func message(_ diagnostic: String) -> String? {
            let text = #"{"weir": {"format": "host-state", "version": 2}, "policy": "p", "diagnostics": [\#(diagnostic)]}"#
            return #expect(throws: DocumentError.self) { try Document.decode(Array(text.utf8)) }?.description
        }
        #expect(
            message(#"{"id": "bad-literal", "severity": "fatal", "message": "x"}"#)?.contains(
                "diagnostics[0].severity: `fatal` is not one of error, warning, tip, undecided") == true)
        #expect(message(#"{"id": "no-such", "severity": "error", "message": "x"}"#)?.contains("diagnostics[0].id: `no-such` is not known here") == true)
    }

    @Test(arguments: Document.Form.allCases) func everyPrefixIsAnError(form: Document.Form) throws {
        let bytes = try Document.encode(Self.sample(size: 1000), as: form)
        // JSON's last byte is the line's end, which may be missing.
        let end = form == .json ? bytes.count - 1 : bytes.count
        for length in 0..<end {
            let error = #expect(throws: DocumentError.self, "\(length)") { try Document.decode(Array(bytes[..<length])) }
            #expect(error?.kind == (length == 0 ? .empty : .truncated), "\(length): \(String(describing: error))")
        }
    }

    @Test func everyChangedBitOfAPackedDocumentIsAnError() throws {
        let bytes = try Document.encode(Self.sample(size: 1000), as: .packed)
        for index in bytes.indices {
            for bit in 0..<8 {
                var damaged = bytes
                damaged[index] ^= 1 << bit
                #expect(throws: DocumentError.self) { try Document.decode(damaged) }
            }
        }
    }

    @Test func bytesAfterTheEndAreAnError() throws {
        let bytes = try Document.encode(Self.sample(size: 1000), as: .packed) + [0]
        let error = #expect(throws: DocumentError.self) { try Document.decode(bytes) }
        #expect(error?.kind == .corrupt)
    }

    @Test func otherVersionsAndFormatsSaySo() throws {
        var packed = try Document.encode(Self.sample(size: 1000), as: .packed)
        packed[8 + 1 + Document.format.utf8.count] = 9
        let newer = #expect(throws: DocumentError.self) { try Document.decode(packed) }
        #expect(newer?.kind == .otherVersion)
        #expect(newer?.message == "version 9 of the format; this weir reads versions 2 and 3")
        #expect(newer?.help == "use the weir that wrote it, or a newer one")
        // The version is told before anything else is looked at.
        let json = #"{"weir": {"format": "host-state", "version": 9}, "tables": "of another kind"}"#
        #expect(#expect(throws: DocumentError.self) { try Document.decode(Array(json.utf8)) }?.kind == .otherVersion)
        let profile = #"{"weir": {"format": "nic-profile", "version": 1}}"#
        #expect(#expect(throws: DocumentError.self) { try Document.decode(Array(profile.utf8)) }?.kind == .otherFormat)
        #expect(#expect(throws: DocumentError.self) { try Document.decode(Array("{}".utf8)) }?.kind == .otherFormat)
    }

    @Test(arguments: ["import Weir\n", "table ip filter {", "[]", "\u{feff}{}", "   \n", "\u{0}ELF"]) func neitherForm(text: String) {
        let error = #expect(throws: DocumentError.self) { try Document.decode(Array(text.utf8)) }
        #expect(error?.kind == .neitherForm)
        #expect(error?.help != nil)
    }

    @Test func errorsNameTheDocument() {
        var error = DocumentError(.syntax, "a value was expected", at: .line(3, column: 7), help: "look there")
        error.document = "edge.json"
        #expect(error.description == "edge.json:3:7: a value was expected\nhelp: look there")
    }

    /// Behind the checksum, where only the decoder itself can refuse.
    @Test func mutatedContentNeverCrashes() throws {
        var generator = ModelGenerator(seed: 99)
        var refused = 0
        for seed in 0..<Seeded.rounds(60) as Range<UInt64> {
            var writer = PackedWriter()
            try writer.state(Self.sample(seed))
            let content = writer.bytes
            for _ in 0..<100 {
                var mutated = content
                Self.mutate(&mutated, &generator)
                do throws(DocumentError) {
                    let state = try mutated.withUnsafeBytes { buffer in
                        Result { () throws(DocumentError) in try Document.decodePackedContent(buffer) }
                    }.get()
                    // What was read can be used.
                    _ = state.tables.map { $0.sets.map { Array($0.elements) } }
                } catch {
                    refused += 1
                }
            }
        }
        #expect(refused > Seeded.rounds(4000))
    }

    @Test func mutatedJSONNeverCrashes() throws {
        var generator = ModelGenerator(seed: 98)
        var refused = 0
        for seed in 0..<Seeded.rounds(20) as Range<UInt64> {
            let bytes = try Document.encode(Self.sample(seed), as: .json)
            for _ in 0..<50 {
                var mutated = bytes
                Self.mutate(&mutated, &generator)
                do { _ = try Document.decode(mutated) } catch { refused += 1 }
            }
        }
        #expect(refused > Seeded.rounds(500))
    }

    @Test func deepNestingIsRefused() {
        let deep = String(repeating: "[", count: 100_000)
        let error = #expect(throws: DocumentError.self) { try Document.decode(Array(("{\"a\":" + deep).utf8)) }
        #expect(error?.kind == .tooDeep)
        // Tag 8 is an array of the generic form.
        let packed = (0..<100_000).flatMap { _ in [8, 1] as [UInt8] }
        let inner = packed.withUnsafeBytes { buffer in Result { () throws(DocumentError) in try Document.decodePackedContent(buffer) } }
        #expect(throws: DocumentError.self) { try inner.get() }
    }

    private static func mutate(_ bytes: inout [UInt8], _ generator: inout ModelGenerator) {
        for _ in 0...generator.below(3) {
            guard !bytes.isEmpty else { return }
            let index = generator.below(bytes.count)
            switch generator.below(5) {
            case 0: bytes[index] ^= 1 << UInt8(generator.below(8))
            case 1: bytes[index] = generator.one(of: [0, 1, 0x7f, 0x80, 0xff])
            case 2: bytes.remove(at: index)
            case 3: bytes.insert(generator.number(), at: index)
            default: bytes.removeSubrange(index..<min(bytes.count, index + 1 + generator.below(8)))
            }
        }
    }
}
