internal import Glibc

/// A folder in which files are made and renamed.
final class Folder {
    let descriptor: Descriptor

    /// - Parameter base: the base of a relative path; `nil` for the working folder.
    init(_ path: String, in base: Folder? = nil) throws(StorageFailure) {
        descriptor = try Descriptor(place: path.isEmpty ? "." : path, in: base?.descriptor, O_DIRECTORY)
    }

    var number: Int32 { descriptor.number }

    /// Creates a file, or a folder, with a new name of this form.
    func withTemporaryName<Result>(_ make: (String) throws(StorageFailure) -> Result) throws(StorageFailure) -> Result {
        for _ in 0..<100 {
            do {
                return try make(".weir-\(String(UInt64.random(in: 0 ... .max), radix: 16)).tmp")
            } catch  where error.code == EEXIST {
                continue
            } catch {
                throw .inFolder(error.code)
            }
        }
        throw StorageFailure(code: EEXIST)
    }

    func makeFile(_ name: String, mode: mode_t) throws(StorageFailure) -> Descriptor {
        try Descriptor(openat(number, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode))
    }

    func rename(_ name: String, to other: String) throws(StorageFailure) {
        guard renameat(number, name, number, other) == 0 else { throw .inFolder() }
    }

    /// Makes the names last. A folder that can't be read can't be synced either, and is left to the system.
    func sync() throws(StorageFailure) {
        let readable = openat(number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard readable >= 0 else { return }
        try Descriptor(readable).sync()
    }

    /// Whether a file or link of this folder may be followed and replaced: not if another user put it into a shared folder, such as /tmp.
    /// The kernel's protected_symlinks and protected_regular have the same rule, if they are on.
    func trusts(_ entry: stat) throws(StorageFailure) -> Bool {
        let status = try descriptor.status
        let isForEverybody = status.st_mode & 0o1000 != 0 && status.st_mode & 0o002 != 0
        return !isForEverybody || entry.st_uid == geteuid() || entry.st_uid == status.st_uid
    }
}

/// The last part of a path, and the part before it.
func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path) }
    return (String(path[...slash]), String(path[path.index(after: slash)...]))
}
