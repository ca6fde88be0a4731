internal import Glibc

/// Held while weir reads and changes a network namespace, so that two applies at once wait for each other.
///
/// It is a lock on the namespace itself: namespaces do not wait for each other, nothing is left behind on a crash.
final class ApplyLock {
    private let descriptor: Int32

    /// Waits up to so many seconds for another apply. `waiting` is told once that there is one.
    init(seconds: Int = 120, waiting: () -> Void) throws(HostError) {
        let path = "/proc/thread-self/ns/net"
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw HostError("cannot open `\(path)`: \(Self.words(errno))", help: "mount /proc") }
        var left = seconds * 10
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else {
                let cause = errno
                close(descriptor)
                throw HostError("cannot lock the network namespace: \(Self.words(cause))")
            }
            if left == seconds * 10 { waiting() }
            guard left > 0 else {
                close(descriptor)
                throw HostError(
                    "another weir holds this network namespace for more than \(seconds) seconds", help: "end it, then try again")
            }
            left -= 1
            usleep(100_000)
        }
    }

    deinit { close(descriptor) }

    private static func words(_ number: Int32) -> String { String(cString: strerror(number)).lowercased() }
}
