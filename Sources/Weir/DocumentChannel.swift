internal import Glibc

/// The way from the policy's process back to `weir`: one descriptor, and nothing that the author prints can get into it.
///
/// The environment variable `WEIR_DOCUMENT` holds the descriptor's number. What goes through it is a sequence of frames:
///
/// | bytes | |
/// |---|---|
/// | 4 | `weir` |
/// | 1 | version of the framing, 1 |
/// | 1 | kind: 1 the document, 2 the name of a data file, 3 a policy that is one too many, 4 a call that was refused (see CPolicyStart) |
/// | 8 | length of the payload, little-endian |
/// | … | the payload |
/// | 4 | `done` |
///
/// A policy that ends without a frame has defined nothing, and one whose last frame is cut short was stopped while it wrote.
enum DocumentChannel {
    enum Kind: UInt8 {
        case document = 1
        case dataFile = 2
        case surplusPolicy = 3
    }

    /// Whether `weir` runs this process. False when an author starts a compiled policy by hand.
    static var isOpen: Bool { descriptor != nil }

    /// Hands over the document, and the names of the data files that it mentions. Called once, when the policy's main has ended.
    @discardableResult
    static func emit(document: [UInt8], dataFiles: [String] = []) -> Bool {
        for name in dataFiles where !write(.dataFile, Array(name.utf8)) { return false }
        return write(.document, document)
    }

    /// Reports that a second policy was defined, with its name and place, such as `"edge" at main.swift:12:1`. Called once for each policy,
    /// including the first.
    @discardableResult
    static func emit(surplusPolicy words: String) -> Bool { write(.surplusPolicy, Array(words.utf8)) }

    private static var descriptor: Int32? {
        guard let value = getenv("WEIR_DOCUMENT") else { return nil }
        return Int32(String(cString: value))
    }

    private static func write(_ kind: Kind, _ payload: [UInt8]) -> Bool {
        guard let descriptor else { return false }
        let length = UInt64(payload.count)
        let header = Array("weir".utf8) + [1, kind.rawValue] + (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * UInt64($0))) }
        return write(header, to: descriptor) && write(payload, to: descriptor) && write(Array("done".utf8), to: descriptor)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let count = Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
                if count > 0 {
                    written += count
                } else if count < 0, errno == EINTR {
                    continue
                } else {
                    return false
                }
            }
            return true
        }
    }
}
