internal import Glibc

/// The folder of the lock files, which only this user can change and whose files only this user can open.
///
/// Root's is /run/weir. A user who is root only in a user namespace does not own /run, and has a folder as every other user: `weir` in
/// XDG_RUNTIME_DIR, else a folder in /tmp. A folder that another user has prepared there is not used.
final class LockFolder {
    let path: String
    private let descriptor: Int32

    struct Refusal: Error, CustomStringConvertible {
        var description: String
    }

    static func usual() throws -> LockFolder {
        if geteuid() == 0, isOwn("/run") { return try LockFolder("/run/weir") }
        if let runtime = getenv("XDG_RUNTIME_DIR").map({ String(cString: $0) }), runtime.hasPrefix("/"), isOwn(runtime) {
            return try LockFolder(runtime + "/weir")
        }
        return try LockFolder("/tmp/weir-\(outerUser())")
    }

    init(_ path: String) throws {
        self.path = path
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw Refusal(description: "`\(path)` can't be made: \(words(errno))") }
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        let failure = errno
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0, status.st_uid == geteuid(), status.st_mode & 0o022 == 0 else {
            let isFolder = failure != ELOOP && failure != ENOTDIR
            throw Refusal(
                description: "`\(path)` \(isFolder ? "belongs to another user, or others may write it" : "is not a folder"); "
                    + "remove it, and weir creates one")
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Opens a lock file, which is made where there is none.
    func file(_ name: String) throws -> Int32 {
        let file = openat(descriptor, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Refusal(description: "`\(path)/\(name)` can't be opened: \(words(errno))") }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(), status.st_mode & 0o077 == 0 else {
            close(file)
            throw Refusal(description: "`\(path)/\(name)` is not a file that this user alone can open")
        }
        return file
    }

    private static func isOwn(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_uid == geteuid()
    }

    /// The user's number outside of its user namespace, so that several users that are root inside one stay apart.
    private static func outerUser() -> UInt32 {
        let inside = geteuid()
        guard let map = SmallText.read("/proc/self/uid_map") else { return inside }
        for line in map.split(separator: "\n") {
            let numbers = line.split(separator: " ").compactMap { UInt32($0) }
            guard numbers.count == 3, inside >= numbers[0], inside - numbers[0] < numbers[2] else { continue }
            return numbers[1] &+ (inside - numbers[0])
        }
        return inside
    }
}

private func words(_ number: Int32) -> String { Namespace.words(number) }
