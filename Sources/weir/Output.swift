import ArgumentParser
import FoundationEssentials
import Glibc

/// Data for a file or for the standard output.
enum Output {
    /// nil is the standard output.
    static func write(_ data: Data, to path: String?) throws {
        guard let path else {
            guard writeAll(data, STDOUT_FILENO) else { throw failure("the standard output") }
            return
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        guard writeAll(data, descriptor) else { throw failure(path) }
    }

    /// What has no other way to be said: nobody hears where this fails.
    static func writeToStandardError(_ text: String) { _ = writeAll(Data(text.utf8), STDERR_FILENO) }

    /// false: `errno` says why.
    static func writeAll(_ data: Data, _ descriptor: Int32) -> Bool {
        var rest = data[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func failure(_ name: String) -> ExitCode {
        trouble("cannot write `\(name)`: \(String(cString: strerror(errno)))")
    }
}
