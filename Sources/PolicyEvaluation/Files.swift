internal import Glibc

/// A refused system call.
struct SystemFailure: Error, Hashable, CustomStringConvertible {
    var code: Int32

    init(code: Int32 = errno) { self.code = code }

    /// The system's message, as in `no such file or directory`.
    var description: String { String(cString: strerror(code)).lowercased() }
}

/// Whole files and folders, by path.
enum Files {
    struct Status {
        var size: Int
        var modified: Int
        var isFolder: Bool
        var owner: UInt32
        var mode: UInt32

        /// Whether any user may read it, and enter it.
        var isForAll: Bool { mode & 0o004 != 0 && (!isFolder || mode & 0o001 != 0) }
    }

    static func status(_ path: String) throws(SystemFailure) -> Status {
        var value = stat()
        guard stat(path, &value) == 0 else { throw SystemFailure() }
        return Status(
            size: Int(value.st_size), modified: value.st_mtim.tv_sec * 1_000_000_000 + value.st_mtim.tv_nsec,
            isFolder: value.st_mode & S_IFMT == S_IFDIR, owner: value.st_uid, mode: value.st_mode & 0o7777)
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// A whole file of ours.
    static func read(_ path: String) throws(SystemFailure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard descriptor >= 0 else { throw SystemFailure() }
        defer { close(descriptor) }
        return try read(descriptor: descriptor, atMost: .max)
    }

    /// A regular file of at most that many bytes; EFBIG for a larger one, before anything of it is read.
    static func read(descriptor: Int32, atMost limit: Int) throws(SystemFailure) -> [UInt8] {
        var value = stat()
        guard fstat(descriptor, &value) == 0 else { throw SystemFailure() }
        switch value.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw SystemFailure(code: EISDIR)
        default: throw SystemFailure(code: EINVAL)
        }
        guard value.st_size <= limit else { throw SystemFailure(code: EFBIG) }
        var result: [UInt8] = []
        // One byte more than the file holds, so that its end is seen without another round.
        var room = max(Int(value.st_size) + 1, 4096)
        var failure: SystemFailure?
        var ended = false
        while !ended {
            let part = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                while count < buffer.count {
                    let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
                    if got < 0 && errno == EINTR { continue }
                    if got < 0 { failure = SystemFailure() }
                    if got <= 0 {
                        ended = true
                        break
                    }
                    count += got
                }
            }
            if let failure { throw failure }
            if result.isEmpty { result = part } else { result += part }
            guard result.count <= limit else { throw SystemFailure(code: EFBIG) }
            room = 1 << 16
        }
        return result
    }

    /// Makes the file with just that mode; there must be none.
    static func create(_ path: String, mode: UInt32 = 0o600, _ bytes: [UInt8]) throws(SystemFailure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0, fchmod(descriptor, mode) == 0 else { throw SystemFailure() }
        defer { close(descriptor) }
        try write(bytes, to: descriptor)
    }

    static func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemFailure) {
        var failure: SystemFailure?
        bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let count = Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
                if count < 0 && errno == EINTR { continue }
                if count <= 0 {
                    failure = SystemFailure()
                    return
                }
                written += count
            }
        }
        if let failure { throw failure }
    }

    /// Makes the folder and those above it; one that is there already is fine.
    static func makeFolder(_ path: String, mode: UInt32 = 0o700) throws(SystemFailure) {
        if mkdir(path, mode) != 0 {
            if errno == EEXIST { return }
            guard errno == ENOENT, let above = folder(of: path), above != path else { throw SystemFailure() }
            try makeFolder(above, mode: 0o755)
            guard mkdir(path, mode) == 0 || errno == EEXIST else { throw SystemFailure() }
        }
        // Whatever the caller's umask.
        guard chmod(path, mode) == 0 else { throw SystemFailure() }
    }

    /// The names in a folder, in order. Names that aren't UTF-8 are repaired, and lead nowhere.
    static func list(_ path: String) throws(SystemFailure) -> [String] {
        guard let stream = opendir(path) else { throw SystemFailure() }
        return names(in: stream).map { String(decoding: $0, as: UTF8.self) }.sorted()
    }

    /// The names in an open folder, as the bytes that they are.
    static func names(in folder: Int32) throws(SystemFailure) -> [[UInt8]] {
        // Its own descriptor, since closedir closes it.
        let copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0, let stream = fdopendir(copy) else { throw SystemFailure() }
        return names(in: stream)
    }

    private static func names(in stream: OpaquePointer) -> [[UInt8]] {
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name != [0x2e], name != [0x2e, 0x2e] { names.append(name) }
        }
        return names
    }

    /// Removes a folder of ours with all that is in it, as far as that goes. A symbolic link is removed, not followed, even one that takes a
    /// folder's place meanwhile: each name is looked up in the open folder that holds it.
    static func removeTree(_ path: String) { remove(Array(path.utf8), in: AT_FDCWD) }

    private static func remove(_ name: [UInt8], in folder: Int32) {
        let name = name.map { CChar(bitPattern: $0) } + [0]
        guard unlinkat(folder, name, 0) != 0 else { return }
        let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard inner >= 0 else { return }
        for entry in (try? names(in: inner)) ?? [] { remove(entry, in: inner) }
        close(inner)
        unlinkat(folder, name, AT_REMOVEDIR)
    }

    /// The folder that a path lies in; nil for a bare name.
    static func folder(of path: String) -> String? {
        guard let slash = path.lastIndex(of: "/") else { return nil }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    static func name(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }

    static func join(_ folder: String, _ name: String) -> String {
        folder.isEmpty ? name : folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }

    /// The path without symbolic links; `nil` if it doesn't exist.
    static func resolve(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
