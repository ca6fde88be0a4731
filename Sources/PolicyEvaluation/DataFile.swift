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

    package init(name: String, path: String, bytes: [UInt8]) { (self.name, self.path, self.bytes) = (name, path, bytes) }
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
