internal import Glibc

/// Held while weir reads and changes a network namespace, so that two applies at once wait for each other.
///
/// It is the lock of a file that is named by the namespace's number. The number may be given to another namespace once this one is gone; by
/// then the lock's holder has ended, and the file alone means nothing. The kernel releases the lock of a process that ends.
final class ApplyLock {
    private let file: Int32

    /// Waits up to this number of seconds for another apply, whose description `waiting` gets once.
    ///
    /// `nil` if there is no place for a lock, with the reason for `remark`: an apply that a folder could block would be worse than two at
    /// once, since the kernel takes the tables of one after the other.
    init?(seconds: Int = 120, waiting: (String) -> Void, remark: (String) -> Void) throws {
        let path = "/proc/thread-self/ns/net"
        var namespace = stat()
        guard stat(path, &namespace) == 0 else {
            throw HostError("cannot look at `\(path)`: \(Namespace.words(errno))", help: "mount /proc")
        }
        do {
            file = try LockFolder.usual().file("net-\(namespace.st_dev)-\(namespace.st_ino)")
        } catch {
            remark("no lock is taken against another apply: \(error)")
            return nil
        }
        var left = seconds * 10
        while flock(file, LOCK_EX | LOCK_NB) != 0 {
            let cause = errno
            guard cause == EWOULDBLOCK || cause == EINTR else {
                throw HostError("cannot take the lock of an apply: \(Namespace.words(cause))")
            }
            let holder = LockHolder(file: file).words
            if left == seconds * 10 { waiting(holder) }
            guard left > 0 else {
                throw HostError(
                    "\(holder) is still at work in this network namespace after \(seconds) seconds", help: "end it, then try again")
            }
            left -= 1
            usleep(100_000)
        }
        LockHolder.sign(file: file)
    }

    deinit { close(file) }
}
