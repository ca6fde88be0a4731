internal import CHost
internal import Glibc

/// A folder of this evaluation alone, removed at its end; what a killed one left behind is removed by the next.
struct PrivateFolder: ~Copyable {
    let path: String
    private let lock: Int32

    /// `parent` is a folder that only this user may change, or one like /tmp, in which nothing is swept.
    init(in parent: String, sweeping: Bool) throws(SystemFailure) {
        // Held until the new folder is locked, so that it isn't taken for an abandoned one.
        let guardian = sweeping ? weir_lock(parent + "/.lock", -1) : -1
        defer { if guardian >= 0 { close(guardian) } }
        if sweeping {
            for name in try Files.list(parent) where name.hasPrefix("run-") { Self.sweep(parent + "/" + name) }
        }
        var template = Array((parent + "/run-XXXXXX").utf8CString)
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

    private static func sweep(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return }
        if weir_lock_descriptor(descriptor) == 0 { Files.removeTree(path) }
        close(descriptor)
    }
}
