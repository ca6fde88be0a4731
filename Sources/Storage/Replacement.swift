internal import Glibc

/// The new content of a file, written and synced under a temporary name beside it. Removed with the value, unless it took the file's place.
final class Replacement {
    let folder: Folder
    private let name: String
    private let temporary: String
    private var tookPlace = false

    /// - Parameter old: the file to replace, whose mode and owner the new one gets.
    init(of name: String, in folder: Folder, old: stat?, _ content: [UInt8]) throws(StorageFailure) {
        self.folder = folder
        self.name = name
        let (temporary, file) = try folder.withTemporaryName { name throws(StorageFailure) in
            (name, try folder.makeFile(name, mode: old == nil ? 0o666 : 0o600))
        }
        self.temporary = temporary
        if let old { try Self.take(over: old, file) }
        try file.write(content)
        try file.sync()
        try file.close()
    }

    deinit { if !tookPlace { unlinkat(folder.number, temporary, 0) } }

    func takePlace() throws(StorageFailure) {
        try folder.rename(temporary, to: name)
        tookPlace = true
    }

    /// Where the group can't be kept, the file is not opened to another one.
    private static func take(over old: stat, _ file: Descriptor) throws(StorageFailure) {
        var mode = old.st_mode & 0o777
        let status = try file.status
        if (status.st_uid, status.st_gid) != (old.st_uid, old.st_gid), fchown(file.number, old.st_uid, old.st_gid) != 0,
            fchown(file.number, uid_t.max, old.st_gid) != 0
        {
            mode &= ~0o070
        }
        guard fchmod(file.number, mode) == 0 else { throw StorageFailure() }
    }
}
