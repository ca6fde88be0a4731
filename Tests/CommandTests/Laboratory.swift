import Commands
import Foundation
import Testing

/// A shell script in a network namespace of its own, with `weir` and stock `nft` at hand.
struct Laboratory {
    typealias Result = Command.Result

    static var weir: String { Products.weir }

    private static let namespace: [String] = isRoot ? ["unshare", "-n"] : ["unshare", "-rn"]

    /// Why there is no laboratory here; nil where there is.
    static let absence: String? = {
        guard let result = try? run(namespace + ["nft", "list", "ruleset"], folder: "/") else { return "no unshare(1)" }
        return result.status == 0 ? nil : "no network namespace with nf_tables: \(result.errors)"
    }()
    static let isRoot = geteuid() == 0
    static var isThere: Bool { absence == nil }

    static func has(_ program: String) -> Bool { (try? run(["which", program], folder: "/"))?.status == 0 }

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

    private static func run(_ words: [String], folder: String) throws -> Result {
        try Command(words, folder: folder, environment: Command.surroundings, seconds: 600).run(separately: true)
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
