import FoundationEssentials
import Glibc

/// Data on the standard output.
enum FileHandleOutput {
    static func write(_ data: Data) throws {
        var rest = data[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw CocoaError(.fileWriteUnknown)
            }
            rest = rest.dropFirst(count)
        }
    }
}
