internal import Glibc

/// A list that a policy names by `contentsOf:`: one entry a line, `#` begins a comment, blank lines don't count.
///
/// `weir` reads it (see `DataFiles`), never the policy. It is kept as bytes: a million lines make no strings.
package struct DataFile: Sendable {
    /// As the policy names it.
    package var name: String
    /// As the author knows it, for diagnostics.
    package var path: String
    package var bytes: [UInt8]

    package init(name: String, path: String, bytes: [UInt8]) {
        self.name = name
        self.path = path
        self.bytes = bytes
    }

    /// Calls the body for each entry, in order, with its line number (from 1) and its bytes, without the space around them.
    /// The bytes are valid during the call alone.
    package func forEachEntry<Failure: Error>(
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
package struct DataFileError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Reason: Sendable, Hashable {
        case absent
        case outside
        case notAFile
        case tooLarge(bytes: Int)
        /// The sets of one policy take more than that from data files.
        case tooMuch(bytes: Int)
        case unreadable(String)
    }

    package var path: String
    package var reason: Reason

    package var message: String {
        switch reason {
        case .absent: "the data file `\(path)` is absent"
        case .outside: "the data file `\(path)` lies outside the policy's folder"
        case .notAFile: "the data file `\(path)` is not a regular file"
        case .tooLarge(let bytes): "the data file `\(path)` has more than \(bytes >> 20) MiB"
        case .tooMuch(let bytes): "the sets of the policy take more than \(bytes >> 20) MiB from data files, with `\(path)`"
        case .unreadable(let reason): "can't read the data file `\(path)`: \(reason)"
        }
    }

    package var help: String? {
        switch reason {
        case .absent: "the name is relative to the policy's own folder"
        case .outside: "put the file into the policy's folder; a symbolic link may not lead out of it either"
        case .tooMuch: "let rules share a set, or split the policy"
        case .notAFile, .tooLarge, .unreadable: nil
        }
    }

    package var description: String { help.map { "\(message)\n  help: \($0)" } ?? message }
}
