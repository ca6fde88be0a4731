internal import CHost
internal import Glibc

/// An open file or folder; closed with the value.
final class Descriptor {
    let number: Int32
    private var isClosed = false

    /// Takes the result of a system call.
    init(_ number: Int32) throws(StorageFailure) {
        guard number >= 0 else { throw StorageFailure() }
        self.number = number
    }

    /// A place alone, of which only the status can be read.
    /// - Parameter folder: the base of a relative path; `nil` for the working folder.
    init(place path: String, in folder: Descriptor?, _ flags: Int32) throws(StorageFailure) {
        number = weir_open_place(folder?.number ?? AT_FDCWD, path, flags)
        guard number >= 0 else {
            isClosed = true
            throw StorageFailure(code: -number)
        }
    }

    deinit { if !isClosed { Glibc.close(number) } }

    /// A file system may keep the news that it is full until now.
    func close() throws(StorageFailure) {
        isClosed = true
        // Linux has closed it even where it was interrupted.
        guard Glibc.close(number) == 0 || errno == EINTR else { throw StorageFailure() }
    }

    var status: stat {
        get throws(StorageFailure) {
            var status = stat()
            guard fstat(number, &status) == 0 else { throw StorageFailure() }
            return status
        }
    }

    func write(_ content: [UInt8]) throws(StorageFailure) {
        var rest = content[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw StorageFailure(code: count < 0 ? errno : EIO) }
            rest = rest.dropFirst(count)
        }
    }

    /// Some file systems have nothing to sync.
    func sync() throws(StorageFailure) {
        guard fsync(number) == 0 || errno == EINVAL || errno == EROFS else { throw StorageFailure() }
    }
}

extension stat {
    var kind: mode_t { st_mode & S_IFMT }
    func isSame(as other: stat) -> Bool { (st_dev, st_ino) == (other.st_dev, other.st_ino) }
}
