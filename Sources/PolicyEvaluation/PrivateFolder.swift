internal import CHost
internal import Glibc

/// A folder of this evaluation alone, removed at its end. The next evaluation removes those of killed ones.
struct PrivateFolder: ~Copyable {
    let path: String
    private let lock: Int32

    private static let prefix = "weir-run-"
    /// Seconds. In a folder of all users no lock can keep a folder safe that is not locked itself yet; its age can.
    private static let forgotten = 3600

    /// `parent` is a folder that only this user may change, or, if `isShared`, one like /tmp.
    init(in parent: String, isShared: Bool) throws(SystemFailure) {
        // Held while the new folder has no lock yet, so that no other run takes it for a forgotten one.
        let guardian = isShared ? -1 : weir_lock(parent + "/.lock", -1)
        defer { if guardian >= 0 { close(guardian) } }
        // A folder of all users may be one that can't be listed.
        for name in (try? Files.list(parent)) ?? [] where name.hasPrefix(Self.prefix) {
            Self.sweep(parent + "/" + name, olderThan: isShared ? Self.forgotten : 0)
        }
        var template = Array((parent + "/" + Self.prefix + "XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemFailure() }
        path = template.withUnsafeBufferPointer { String(decoding: $0.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self) }
        lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        _ = weir_lock_descriptor(lock)
    }

    /// Lets `nobody` reach the folder, if root has no namespace to show it in. Its name is in the compiler's arguments, which everyone can
    /// read, so its mode keeps others out.
    func openToNobody(_ layout: PrivateLayout) throws(SystemFailure) {
        guard geteuid() == 0 else { return }
        let (user, group) = ChildProcess.nobody
        guard chown(path, 0, group) == 0 else {
            // Root of a user namespace that holds no other user, which then compiles itself.
            if errno == EINVAL { return }
            throw SystemFailure()
        }
        guard chmod(path, 0o710) == 0, chown(layout.work, user, group) == 0 else { throw SystemFailure() }
    }

    deinit {
        Files.removeTree(path)
        if lock >= 0 { close(lock) }
    }

    private static func sweep(_ path: String, olderThan seconds: Int) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_uid == geteuid(), time(nil) - status.st_mtim.tv_sec >= seconds,
            weir_lock_descriptor(descriptor) == 0
        else { return }
        Files.removeTree(path)
    }
}
