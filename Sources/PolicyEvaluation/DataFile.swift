internal import CHost
internal import Glibc

/// A list that a policy names by `contentsOf:`: one entry a line, `#` begins a comment, blank lines don't count.
///
/// It is read by `weir`, below the policy's folder only, and never by the policy. It is kept as bytes: a million lines make no strings.
public struct DataFile: Sendable {
    /// As the policy names it.
    public var name: String
    /// As the author knows it, for diagnostics.
    public var path: String
    public var bytes: [UInt8]

    public init(name: String, path: String, bytes: [UInt8]) {
        self.name = name
        self.path = path
        self.bytes = bytes
    }

    /// Some 15 million addresses.
    static let largest = 256 << 20

    /// Reads the file; neither `..` nor a symbolic link leads out of the folder.
    public static func read(name: String, below place: PolicyPlace) throws(DataFileError) -> DataFile {
        let path = place.path(of: name)
        func error(_ reason: DataFileError.Reason) -> DataFileError { DataFileError(path: path, reason: reason) }
        guard !name.isEmpty, !name.utf8.contains(0) else { throw error(.unreadable("the name is empty")) }
        guard !name.hasPrefix("/") else { throw error(.outside) }
        let folder = open(place.folder.isEmpty ? "." : place.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw error(.unreadable(SystemFailure().description)) }
        defer { close(folder) }
        let descriptor = weir_open_beneath(folder, name)
        switch descriptor {
        case -EXDEV: throw error(.outside)
        case -EISDIR, -EINVAL, -ENXIO: throw error(.notAFile)
        case -ENOENT, -ENOTDIR: throw error(.absent)
        default: break
        }
        guard descriptor >= 0 else { throw error(.unreadable(SystemFailure(code: -descriptor).description)) }
        defer { close(descriptor) }
        do throws(SystemFailure) {
            return DataFile(name: name, path: path, bytes: try Files.read(descriptor: descriptor, atMost: largest))
        } catch let failure {
            throw error(failure.code == EFBIG ? .tooLarge(bytes: largest) : .unreadable(failure.description))
        }
    }

    /// Calls the body for each entry, in order, with its line number (from 1) and its bytes, without the space around them.
    /// The bytes are valid during the call alone.
    public func forEachEntry<Failure: Error>(
        _ body: (_ line: Int, _ entry: UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        let result: Result<Void, Failure> = bytes.withUnsafeBytes { all in
            do throws(Failure) {
                return .success(try Self.walk(all, body))
            } catch { return .failure(error) }
        }
        try result.get()
    }

    private static func walk<Failure: Error>(
        _ all: UnsafeRawBufferPointer, _ body: (Int, UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        guard let base = all.baseAddress else { return }
        // Editors elsewhere put a byte order mark in front.
        var start = all.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        var line = 0
        while start < all.count {
            line += 1
            let stop = memchr(base + start, 0x0a, all.count - start).map { UnsafeRawPointer($0) - base } ?? all.count
            var first = start
            var end = memchr(base + start, 0x23, stop - start).map { UnsafeRawPointer($0) - base } ?? stop
            while first < end, isSpace(all[first]) { first += 1 }
            while end > first, isSpace(all[end - 1]) { end -= 1 }
            if first < end { try body(line, UnsafeRawBufferPointer(rebasing: all[first..<end])) }
            start = stop + 1
        }
    }

    @inline(__always)
    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0d || byte == 0x09 }
}

/// Why a data file could not be read.
public struct DataFileError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Reason: Sendable, Hashable {
        case absent
        case outside
        case notAFile
        case tooLarge(bytes: Int)
        case unreadable(String)
    }

    public var path: String
    public var reason: Reason

    public var message: String {
        switch reason {
        case .absent: "the data file `\(path)` is absent"
        case .outside: "the data file `\(path)` lies outside the policy's folder"
        case .notAFile: "the data file `\(path)` is not a regular file"
        case .tooLarge(let bytes): "the data file `\(path)` has more than \(bytes >> 20) MiB"
        case .unreadable(let reason): "can't read the data file `\(path)`: \(reason)"
        }
    }

    public var help: String? {
        switch reason {
        case .absent: "the name is relative to the policy's own folder"
        case .outside: "put the file into the policy's folder; a symbolic link may not lead out of it either"
        case .notAFile, .tooLarge, .unreadable: nil
        }
    }

    public var description: String { help.map { "\(message)\n  help: \($0)" } ?? message }
}
