import CHost
import Glibc
import Threads

/// Runs a test's body on a thread of its own in a fresh network namespace: a socket belongs to the namespace of the thread that opens it,
/// and a child process inherits its parent thread's.
public func inNamespace<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) throws -> Result {
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

public struct NoNamespace: Error {}

/// Starts a thread in the caller's namespaces; what it returns waits for the end.
public func onThread(_ body: @escaping @Sendable () -> Void) -> () -> Void {
    let thread = OwnThread(body)
    return { thread?.join() }
}

/// Runs a command line in the caller's namespaces. `input` goes through a file.
@discardableResult
public func shell(_ command: String, input: String? = nil) throws -> (status: Int32, output: String) {
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

public struct ShellError: Error {
    public var command: String
    public var output: String

    public init(command: String, output: String) {
        self.command = command
        self.output = output
    }
}
