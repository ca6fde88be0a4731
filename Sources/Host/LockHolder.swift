internal import Glibc

/// The process that holds a lock, as recorded in the lock file.
struct LockHolder {
    /// `process 4711 (weir apply base.json)`; `another weir` if it is unknown.
    let words: String

    init(file: Int32) {
        words = Self.process(in: file).map { "process \($0)" + (Self.command($0).map { " (\($0))" } ?? "") } ?? "another weir"
    }

    /// Records this process in the lock file.
    static func sign(file: Int32) {
        let text = Array("\(getpid())\n".utf8)
        // Where it can't be written, only the name is missing.
        if ftruncate(file, 0) == 0 { _ = pwrite(file, text, text.count, 0) }
    }

    /// `nil` if none is recorded, or if the process is in another network namespace: then it belongs to another pid namespace, or its
    /// number was reused.
    private static func process(in file: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(file, &bytes, bytes.count, 0)
        guard count > 1, bytes[count - 1] == UInt8(ascii: "\n"),
            let process = Int32(String(decoding: bytes[..<(count - 1)], as: UTF8.self)), process > 0
        else { return nil }
        var own = stat()
        var other = stat()
        guard stat("/proc/thread-self/ns/net", &own) == 0, stat("/proc/\(process)/ns/net", &other) == 0 else { return nil }
        return own.st_ino == other.st_ino && own.st_dev == other.st_dev ? process : nil
    }

    /// Its command line, which may be anything: characters other than printable ASCII are not shown.
    private static func command(_ process: Int32) -> String? {
        guard let text = SmallText.read("/proc/\(process)/cmdline"), !text.isEmpty else { return nil }
        var shown = ""
        for scalar in text.unicodeScalars.prefix(80) {
            shown.unicodeScalars.append(scalar == "\0" ? " " : (" "..."~").contains(scalar) ? scalar : "\u{fffd}")
        }
        while shown.last == " " { shown.removeLast() }
        return text.unicodeScalars.count > 80 ? shown + "…" : shown
    }
}

/// Files of /proc that are a line or two.
enum SmallText {
    /// The first 4096 bytes at most; `nil` if it can't be read.
    static func read(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
    }
}
