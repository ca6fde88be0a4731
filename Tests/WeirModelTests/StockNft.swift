import Foundation

/// The stock `nft` of the machine: the judge of what we say about its language.
enum StockNft {
    struct Output {
        var status: Int32
        var text: String
    }

    static let path = ["/usr/sbin/nft", "/usr/bin/nft", "/sbin/nft"].first { FileManager.default.isExecutableFile(atPath: $0) }

    /// The 1.0.6 that the tables follow; other versions know other fields.
    static let isReference: Bool = path != nil && (try? run(["--version"]))?.text.contains("v1.0.6") == true

    /// A network namespace of its own can be had, as root or in a user namespace.
    static let hasNamespaces: Bool = (try? spawn("/usr/bin/unshare", namespaceFlags + ["true"], input: ""))?.status == 0

    static func run(_ arguments: [String], input: String = "") throws -> Output {
        try spawn(path ?? "nft", arguments, input: input)
    }

    static func runInNamespace(_ arguments: [String], input: String = "") throws -> Output {
        try spawn("/usr/bin/unshare", namespaceFlags + [path ?? "nft"] + arguments, input: input)
    }

    private static let namespaceFlags = getuid() == 0 ? ["-n"] : ["-r", "-n"]

    private static func spawn(_ program: String, _ arguments: [String], input: String) throws -> Output {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C", "TZ": "UTC"]
        let inputFile = FileManager.default.temporaryDirectory.appendingPathComponent("weir-nft-\(UUID().uuidString)")
        try Data(input.utf8).write(to: inputFile)
        defer { try? FileManager.default.removeItem(at: inputFile) }
        process.standardInput = try FileHandle(forReadingFrom: inputFile)
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Output(status: process.terminationStatus, text: String(decoding: data, as: UTF8.self))
    }
}
