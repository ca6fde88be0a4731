internal import Glibc

/// The reason why a file was not written. The old content is unchanged.
package struct StorageFailure: Error, Hashable, CustomStringConvertible {
    /// The system's number, as `errno` has it.
    package var code: Int32
    /// The fix.
    package var help: String?

    init(code: Int32 = errno, help: String? = nil) { (self.code, self.help) = (code, help) }

    /// The system's message, as in `no space left on device`.
    package var description: String { String(cString: strerror(code)).lowercased() }

    /// For operations that need a folder in which files can be made and renamed.
    static func inFolder(_ code: Int32 = errno) -> StorageFailure {
        switch code {
        case EACCES, EPERM, EROFS:
            StorageFailure(
                code: code, help: "files are written beside their place, then renamed: make the folder writable, or write to `/dev/stdout`")
        case EBUSY: StorageFailure(code: code, help: "a mounted file can't be replaced: write to `/dev/stdout`, or to another name")
        default: StorageFailure(code: code)
        }
    }
}
