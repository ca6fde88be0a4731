import ArgumentParser
import FoundationEssentials
import Glibc

/// Data for a file or for the standard output.
enum Output {
    /// nil is the standard output.
    static func write(_ data: Data, to path: String?) throws {
        guard let path else { return try write(data, descriptor: STDOUT_FILENO, name: "the standard output") }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        try write(data, descriptor: descriptor, name: path)
    }

    static func write(_ data: Data, descriptor: Int32, name: String) throws {
        var rest = data[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(name) }
            rest = rest.dropFirst(count)
        }
    }

    private static func failure(_ name: String) -> ExitCode {
        trouble("cannot write `\(name)`: \(String(cString: strerror(errno)))")
    }
}
