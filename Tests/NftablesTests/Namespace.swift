import CHost
import Glibc
import Testing

/// Runs a test's body on a thread of its own in a fresh network namespace: a socket belongs to the namespace of the thread that opens it,
/// and a child process inherits its parent thread's.
func inNamespace<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) throws -> Result {
    let work = Work<Result> {
        guard weir_netns_new() == 0 else { throw NoNamespace() }
        guard weir_loopback_up() == 0 else { throw NoNamespace() }
        return try body()
    }
    onThread { work.result = Swift.Result { try work.body() } }()
    guard let result = work.result else { throw NoNamespace() }
    return try result.get()
}

private final class Work<Result: Sendable>: @unchecked Sendable {
    let body: @Sendable () throws -> Result
    /// Written by the thread, read after it has ended.
    var result: Swift.Result<Result, any Error>?
    init(_ body: @escaping @Sendable () throws -> Result) { self.body = body }
}

struct NoNamespace: Error {}

/// Files beside the tests' sources.
enum TestFile {
    private static let folder = String(#filePath.reversed().drop { $0 != "/" }.reversed())

    static func text(_ name: String) throws -> String { try shell("cat '\(folder)\(name)'").output }

    static func names(in name: String) throws -> [String] {
        try shell("ls '\(folder)\(name)'").output.split(separator: "\n").map(String.init)
    }
}

/// Starts a thread in the caller's namespaces; what it returns waits for the end.
func onThread(_ body: @escaping @Sendable () -> Void) -> () -> Void {
    final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let box = Unmanaged.passRetained(Box(body))
    let status = pthread_create(
        &thread, nil,
        { argument in
            guard let argument else { return nil }
            Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
            return nil
        }, box.toOpaque())
    guard status == 0 else {
        box.release()
        return {}
    }
    let started = thread
    return { pthread_join(started, nil) }
}

/// What the kernel tests need, as conditions for visible skips.
enum Kernel {
    /// A network namespace, and nft to judge by.
    static let hasNft: Bool = {
        guard (try? inNamespace { try shell("nft list ruleset").status == 0 }) == true else { return false }
        return true
    }()
    static let needs: Comment = "needs root for a network namespace of its own, nf_tables, and nft"
}

/// Runs a command line in the caller's namespaces. `input` goes through a file.
@discardableResult
func shell(_ command: String, input: String? = nil) throws -> (status: Int32, output: String) {
    var command = command
    var path: String?
    if let input {
        var template = Array("/tmp/weir-test-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw ShellError(command: command, output: "mkstemp") }
        defer { close(descriptor) }
        let name = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path = name
        var bytes = Array(input.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw ShellError(command: command, output: "write") }
            bytes = bytes.dropFirst(count)
        }
        command += " < " + name
    }
    defer { if let path { unlink(path) } }
    guard let pipe = popen("{ " + command + "; } 2>&1", "r") else { throw ShellError(command: command, output: "popen") }
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
        let count = fread(&buffer, 1, buffer.count, pipe)
        if count == 0 { break }
        output += buffer[..<count]
    }
    let status = pclose(pipe)
    return ((status >> 8) & 0xff, String(decoding: output, as: UTF8.self))
}

struct ShellError: Error {
    var command: String
    var output: String
}

/// Loads a script with stock nft.
func load(_ script: String) throws {
    let (status, output) = try shell("nft -f -", input: script)
    if status != 0 { throw ShellError(command: script, output: output) }
}

/// The ruleset as nft shows it: its text, and the expressions behind it without the numbers that the kernel gives anew.
func listing() throws -> String {
    let text = try shell("nft -s -n list ruleset").output
    let code = try shell("nft -s -n --debug=netlink list ruleset").output
    // A hash set gives its elements in no order.
    var lines: [String] = []
    var elements: [String] = []
    for line in code.split(separator: "\n") {
        if line.hasPrefix("\telement") {
            elements.append(canonical(line))
        } else {
            lines += elements.sorted() + [canonical(line)]
            elements = []
        }
    }
    return text + "\n" + (lines + elements.sorted()).joined(separator: "\n")
}

/// Rule lines end in handles, and anonymous sets are counted through.
private func canonical(_ line: Substring) -> String {
    var line = String(line)
    for name in ["__set", "__map", "__objmap", "__chain"] { line = line.replacingNumber(after: name) }
    if let first = line.first, !first.isWhitespace {
        var words = line.split(separator: " ")
        while let last = words.last, words.count > 3, last.allSatisfy(\.isNumber) { words.removeLast() }
        line = words.joined(separator: " ")
    }
    if line.hasPrefix("\telement") { line = line.split(separator: "\telement").map { $0.trimmed }.sorted().joined(separator: "\n") }
    return line
}

extension StringProtocol {
    fileprivate var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}

extension String {
    fileprivate func replacingNumber(after name: String) -> String {
        guard contains(name) else { return self }
        var result = ""
        var rest = self[...]
        while let range = rest.firstRange(of: name) {
            result += rest[..<range.upperBound] + "N"
            rest = rest[range.upperBound...].drop { $0.isNumber }
        }
        return result + rest
    }
}
