import Foundation
import Testing

/// What the fuzzer found once, and inputs from which it gets far: each target ends on all of them. What traps ends the tests.
@Suite struct ReplayTests {
    private static func corpus(of target: FuzzTarget) throws -> [URL] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Corpus/\(target.rawValue)")
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).sorted { $0.path < $1.path }
    }

    @Test(arguments: FuzzTarget.allCases) func itsCorpusIsSurvived(_ target: FuzzTarget) throws {
        let files = try Self.corpus(of: target)
        #expect(!files.isEmpty)
        for file in files { target.run(Array(try Data(contentsOf: file))) }
    }
}
