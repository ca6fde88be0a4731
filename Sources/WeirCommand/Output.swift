import ArgumentParser
import FoundationEssentials
import Glibc
import Storage
import Synchronization

/// Data for a file or for the standard output.
enum Output {
    /// `nil` is the standard output.
    static func write(_ data: Data, to path: String?) throws {
        guard let path else {
            guard writeAll(data, STDOUT_FILENO) else {
                throw trouble("cannot write the standard output: \(String(cString: strerror(errno)).lowercased())")
            }
            return
        }
        try write([Storage.File(path: path, content: Array(data))])
    }

    /// All of them, or none.
    static func write(_ files: [Storage.File]) throws {
        do throws(Storage.Failure) { try Storage.write(files) } catch { throw failure(error) }
    }

    /// A new folder with these files in it, or nothing.
    static func makeFolder(_ path: String, _ files: [(name: String, content: [UInt8])]) throws {
        do throws(Storage.Failure) { try Storage.makeFolder(path, files) } catch { throw failure(error) }
    }

    /// Last-resort output; write errors are ignored.
    static func writeToStandardError(_ text: String) { _ = writeAll(Data(text.utf8), STDERR_FILENO) }

    /// How long a reader may let the output wait, in milliseconds; negative: for ever.
    static let longestWait = Atomic<Int32>(-1)

    /// `false` on an error, in `errno`.
    static func writeAll(_ data: Data, _ descriptor: Int32) -> Bool {
        var rest = data[...]
        while !rest.isEmpty {
            let isPatient = longestWait.load(ordering: .relaxed) < 0
            guard isPatient || isTaken(descriptor) else { return false }
            // A pipe that takes anything takes this much at once.
            let piece = isPatient ? rest : rest.prefix(Int(PIPE_BUF))
            let count = piece.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR || errno == EAGAIN && isTaken(descriptor) { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Waits until a write would not block. `false` if nothing reads; later calls then do not wait.
    private static func isTaken(_ descriptor: Int32) -> Bool {
        var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        var ready = poll(&wanted, 1, longestWait.load(ordering: .relaxed))
        while ready < 0, errno == EINTR { ready = poll(&wanted, 1, longestWait.load(ordering: .relaxed)) }
        guard ready == 0 else { return true }
        longestWait.store(0, ordering: .relaxed)
        errno = EAGAIN
        return false
    }

    private static func failure(_ failure: Storage.Failure) -> ExitCode {
        trouble("cannot write `\(failure.path)`: \(failure.reason)", help: failure.reason.help)
    }
}
