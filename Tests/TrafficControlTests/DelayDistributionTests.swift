import Foundation
import Tags
import Testing
import WeirModel

@testable import TrafficControl

@Suite(.tags(.pure)) struct DelayDistributionTests {
    /// A document names a table; whoever applies it may read more than whoever wrote it.
    @Test func noPathIsRead() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "weir-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("1 2 3\n".utf8).write(to: folder.appending(path: "own.dist"))
        for name in [folder.path + "/own.dist", folder.path + "/own", "../../.." + folder.path + "/own", "", "own\0"] {
            #expect(throws: TrafficControlError.self) { try DelayDistribution.numbers(of: name) }
        }
    }
}
