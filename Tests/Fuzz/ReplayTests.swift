import Foundation
import Tags
import Testing

/// What the fuzzer found once, and inputs from which it gets far: each target ends on all of them. What traps ends the tests.
@Suite(.tags(.pure)) struct ReplayTests {
    /// A file is one input, or has one in base64 on each line.
    private static func corpus(of target: FuzzTarget) throws -> [[UInt8]] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Corpus/\(target.rawValue)")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).sorted { $0.path < $1.path }
        return try files.flatMap { file in
            let content = try Data(contentsOf: file)
            guard file.pathExtension == "base64" else { return [Array(content)] }
            return try content.split(separator: UInt8(ascii: "\n")).map { Array(try #require(Data(base64Encoded: Data($0)))) }
        }
    }

    @Test(arguments: FuzzTarget.allCases) func itsCorpusIsSurvived(_ target: FuzzTarget) throws {
        let inputs = try Self.corpus(of: target)
        #expect(!inputs.isEmpty)
        for input in inputs { target.run(input) }
    }
}
