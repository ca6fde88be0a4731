internal import Glibc

/// The target of a path, through symbolic links.
enum Target {
    /// A name for a regular file; `old`: the one that has it.
    case file(name: String, in: Folder, old: stat?)
    /// A target that can't be replaced: a device, a pipe, or a descriptor of this process, such as /dev/stdout.
    case stream(Descriptor)

    init(_ path: String) throws(StorageFailure) {
        var path = path
        var base: Folder?
        for _ in 0..<40 {
            let (above, name) = split(path)
            guard !name.isEmpty, name != ".", name != ".." else { throw StorageFailure(code: path.isEmpty ? ENOENT : EISDIR) }
            let folder = try Folder(above, in: base)
            // The descriptor is of the entry itself, so its status remains true of the followed entry even if names change meanwhile.
            let entry: Descriptor
            do {
                entry = try Descriptor(place: name, in: folder.descriptor, O_NOFOLLOW)
            } catch  where error.code == ENOENT {
                self = .file(name: name, in: folder, old: nil)
                return
            }
            let status = try entry.status
            if status.kind == S_IFLNK, let number = Int32(name), try Self.isOwnDescriptors(folder) {
                self = .stream(try Descriptor(fcntl(number, F_DUPFD_CLOEXEC, 3)))
                return
            }
            guard try folder.trusts(status) else {
                throw StorageFailure(code: EACCES, help: "another user put it into a folder for everybody: name another place")
            }
            switch status.kind {
            case S_IFLNK:
                path = try Self.destination(of: entry)
                base = folder
            case S_IFREG:
                guard faccessat(folder.number, name, W_OK, AT_EACCESS) == 0 else { throw StorageFailure() }
                self = .file(name: name, in: folder, old: status)
                return
            default:
                self = .stream(try Descriptor(openat(folder.number, name, O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW)))
                return
            }
        }
        throw StorageFailure(code: ELOOP)
    }

    private static func isOwnDescriptors(_ folder: Folder) throws(StorageFailure) -> Bool {
        var own = stat()
        guard stat("/proc/self/fd", &own) == 0 else { return false }
        return try folder.descriptor.status.isSame(as: own)
    }

    private static func destination(of link: Descriptor) throws(StorageFailure) -> String {
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlinkat(link.number, "", &bytes, bytes.count)
        guard count > 0 else { throw StorageFailure(code: count < 0 ? errno : ENOENT) }
        guard let path = String(validating: bytes[..<count], as: UTF8.self) else { throw StorageFailure(code: EILSEQ) }
        return path
    }
}
