internal import CHost
internal import Glibc

/// The data files of one policy. Each is read once, by whatever names the policy knows it.
package struct DataFiles {
    /// Some 15 million addresses.
    static let largest = 256 << 20
    /// Bytes that the sets of a policy may take, a file counted for each set that names it.
    static let most = 1 << 30

    private let place: PolicyPlace
    private var files: [Identity: [UInt8]] = [:]
    private var room = most

    /// The common identity of two names of one file.
    private struct Identity: Hashable {
        var device: UInt64
        var number: UInt64
    }

    package init(below place: PolicyPlace) { self.place = place }

    /// The file of that name for one more set. Neither `..` nor a symbolic link leads out of the policy's folder.
    package mutating func file(named name: String) throws(DataFileError) -> DataFile {
        let path = place.path(of: name)
        func error(_ reason: DataFileError.Reason) -> DataFileError { DataFileError(path: path, reason: reason) }
        let descriptor = try Self.open(name, in: place.folder, error)
        defer { close(descriptor) }
        let bytes: [UInt8]
        do throws(SystemFailure) {
            bytes = try contents(of: descriptor)
        } catch let failure {
            throw error(failure.code == EFBIG ? .tooLarge(bytes: Self.largest) : .unreadable(failure.description))
        }
        guard bytes.count <= room else { throw error(.tooMuch(bytes: Self.most)) }
        room -= bytes.count
        return DataFile(name: name, path: path, bytes: bytes)
    }

    private mutating func contents(of descriptor: Int32) throws(SystemFailure) -> [UInt8] {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw SystemFailure() }
        let identity = Identity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
        if let known = files[identity] { return known }
        let bytes = try Files.read(descriptor: descriptor, atMost: Self.largest)
        files[identity] = bytes
        return bytes
    }

    private static func open(
        _ name: String, in folder: String, _ error: (DataFileError.Reason) -> DataFileError
    ) throws(DataFileError) -> Int32 {
        guard !name.isEmpty, !name.utf8.contains(0) else { throw error(.unreadable("the name is empty")) }
        guard !name.hasPrefix("/") else { throw error(.outside) }
        let folder = Glibc.open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw error(.unreadable(SystemFailure().description)) }
        defer { close(folder) }
        let descriptor = weir_open_beneath(folder, name)
        switch descriptor {
        case 0...: return descriptor
        case -EXDEV: throw error(.outside)
        case -EISDIR, -EINVAL, -ENXIO: throw error(.notAFile)
        case -ENOENT, -ENOTDIR: throw error(.absent)
        default: throw error(.unreadable(SystemFailure(code: -descriptor).description))
        }
    }
}
