import Commands
import Foundation

/// Programs that tests run.
enum Shell {
    /// Runs a script in a network namespace of its own, where `lo` is up.
    static func runInNamespace(_ script: String) throws -> Command.Result {
        try Command(script: "unshare $([ $(id -u) = 0 ] || echo --map-root-user) --net sh -c 'ip link set lo up\n\(script.replacingOccurrences(of: "'", with: "'\\''"))'").run()
    }

    static func temporaryFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("weir-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}
