internal import Glibc

/// Why a file is not written. What was there before is as it was.
public struct StorageFailure: Error, Hashable, CustomStringConvertible {
    /// The system's number, as `errno` has it.
    public var code: Int32
    /// What to do about it.
    public var help: String?

    init(code: Int32 = errno, help: String? = nil) {
        self.code = code
        self.help = help
    }

    /// The system's words, as in `no space left on device`.
    public var description: String { String(cString: strerror(code)).lowercased() }

    /// For what needs a folder in which files can be made and renamed.
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
