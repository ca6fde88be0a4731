import Foundation
import Testing

/// A shell script in a network namespace of its own, with `weir` and stock `nft` at hand.
struct Laboratory {
    struct Result {
        var status: Int32
        var output: String
        var errors: String
    }

    /// The program that was built along with these tests.
    static let weir: String = {
        let bundle = URL(filePath: CommandLine.arguments.first ?? "").deletingLastPathComponent()
        let candidates = [bundle, bundle.deletingLastPathComponent(), URL(filePath: FileManager.default.currentDirectoryPath + "/.build/debug")]
        return candidates.map { $0.appending(path: "weir").path }.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "weir"
    }()

    private static let namespace: [String] = geteuid() == 0 ? ["unshare", "-n"] : ["unshare", "-rn"]

    /// Why there is no laboratory here; nil where there is.
    static let absence: String? = {
        guard let result = try? run(namespace + ["nft", "list", "ruleset"], folder: "/") else { return "no unshare(1)" }
        return result.status == 0 ? nil : "no network namespace with nf_tables: \(result.errors)"
    }()
    static var isThere: Bool { absence == nil }

    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "weir-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: folder.appending(path: name)) }

    /// Runs the script to its end: `set -e`, in the laboratory's folder; `$weir` is the program.
    func run(_ script: String) throws -> Result {
        try Self.run(Self.namespace + ["bash", "-c", "set -e\nip link set lo up\nweir=\(Self.weir)\n" + script], folder: folder.path)
    }

    private static func run(_ command: [String], folder: String) throws -> Result {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.currentDirectoryURL = URL(filePath: folder)
        process.standardInput = FileHandle.nullDevice
        let errors = URL(filePath: NSTemporaryDirectory()).appending(path: "weir-errors-\(UUID().uuidString)")
        FileManager.default.createFile(atPath: errors.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: errors) }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus, output: String(decoding: data, as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }
}

/// Runs a script, and records an issue with all that it said where it failed.
@discardableResult
func laboratory(_ files: [String: String] = [:], _ script: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Laboratory.Result {
    let laboratory = try Laboratory()
    defer { laboratory.remove() }
    for (name, text) in files { try laboratory.write(text, to: name) }
    let result = try laboratory.run(script)
    #expect(result.status == 0, "exit \(result.status)\n\(result.output)\n\(result.errors)", sourceLocation: sourceLocation)
    return result
}
