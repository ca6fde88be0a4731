import Foundation

/// Programs that tests run.
enum Shell {
    struct Result {
        var status: Int32
        var output: String
    }

    /// Runs a script; output and errors together, by way of a file.
    static func run(_ script: String) throws -> Result {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("output")
        try Data().write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script]
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        process.waitUntilExit()
        return Result(status: process.terminationStatus, output: String(decoding: try Data(contentsOf: file), as: UTF8.self))
    }

    /// Runs a script in a network namespace of its own, where `lo` is up.
    static func runInNamespace(_ script: String) throws -> Result {
        try run("unshare $([ $(id -u) = 0 ] || echo --map-root-user) --net sh -c 'ip link set lo up\n\(script.replacingOccurrences(of: "'", with: "'\\''"))'")
    }

    /// nft before 1.1.1 gives the place of UDP's checksum where it sets another field.
    static let nftSumsOverZero: Bool = {
        let script = "nft 'add table ip t; add chain ip t c; add rule ip t c udp dport set 1' && nft --debug=netlink list ruleset"
        return (try? runInNamespace(script))?.output.contains("csum_type 1") == true
    }()

    static func temporaryFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("weir-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    /// Where the build puts its products, the modules among them.
    static let products = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()

    static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
