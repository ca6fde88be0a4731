internal import Glibc
internal import Netlink
internal import WeirModel

/// A file of procfs or sysfs.
enum SmallFile {
    /// The text of one of at most a page, without the final newline.
    static func read(_ path: String) -> Reading<String> { read(path, whole: false) }

    /// The same of a longer one, which comes in several pieces.
    static func readWhole(_ path: String) -> Reading<String> { read(path, whole: true) }

    private static func read(_ path: String, whole: Bool) -> Reading<String> {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return reason(errno, path) }
        defer { close(descriptor) }
        var text: [UInt8] = []
        var bytes = [UInt8](repeating: 0, count: whole ? 1 << 16 : 4096)
        repeat {
            let count = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 else { return reason(errno, path) }
            if count == 0 { break }
            text += bytes.prefix(count)
        } while whole && text.count < 1 << 22
        while let last = text.last, last == 10 || last == 32 { text.removeLast() }
        return .value(String(decoding: text, as: UTF8.self))
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    private static func reason(_ number: Int32, _ path: String) -> Reading<String> {
        switch number {
        case ENOENT, ENOTDIR: .absent
        case EPERM, EACCES: .notPermitted
        // sysfs answers EOPNOTSUPP, and ENOENT from a read, where a queue has no such table.
        case EOPNOTSUPP: .notSupported
        default: .unknown("\(path): \(KernelError.words(number))")
        }
    }
}
