import FoundationEssentials
import Glibc
import Host
import WeirModel

/// A script of nft, as stock `nft` understands it: loaded into a network namespace that vanishes with weir, and read from there.
struct NftScript {
    var path: String

    func state() throws -> HostState {
        let bytes = try FileBytes.read(path == "-" ? "/dev/stdin" : path)
        try Namespace.enterSandbox(links: StandIns.links(Self.links(in: String(decoding: bytes, as: UTF8.self))))
        try load(bytes)
        return try Capture.state()
    }

    /// The network interfaces that a script names where they have to be there: in quotes after `iif`, `oif` and `device`, and among `devices`.
    static func links(in text: String) -> Set<String> {
        var names: Set<String> = []
        var isList = false
        var previous = ""
        for word in words(of: text) {
            switch word {
            case "{" where previous == "=" || previous == "devices" || previous == "iif" || previous == "oif": isList = true
            case "}": isList = false
            case ",", "=", "!=", "==", "to":
                if word == "=" || word == "to" { previous = word }
                continue
            default:
                if isList || ["iif", "oif", "device", "sdif", "to"].contains(previous), isName(word) { names.insert(word) }
            }
            previous = word
        }
        return names
    }

    private static func isName(_ word: String) -> Bool {
        !word.isEmpty && word.utf8.count <= 15 && !word.contains("/") && !word.contains("*") && !word.contains(":") && !word.contains("$")
            && !word.contains("@")
            && word.first?.isLetter == true
    }

    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        func finish() {
            if !word.isEmpty { words.append(word) }
            word = ""
        }
        for line in text.split(separator: "\n") {
            for character in line.prefix(while: { $0 != "#" }) {
                switch character {
                case " ", "\t", ";", "\"", "(", ")": finish()
                case "{", "}", ",", "=":
                    finish()
                    words.append(String(character))
                default: word.append(character)
                }
            }
            finish()
        }
        return words
    }

    /// The output of `nft`, a line each.
    private static func lines(of words: [UInt8]) -> [OutputLine] {
        words.split(separator: UInt8(ascii: "\n")).map { "nft: \(verbatim: String(outside: $0).excerpt(200))" }
    }

    /// - Parameter bytes: what the path has given; a pipe gives it once.
    private func load(_ bytes: [UInt8]) throws {
        var status = stat()
        let isFile = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        let copy = isFile ? nil : try NamelessFile(bytes)
        defer { copy?.close() }
        let arguments = ["nft", "-f", copy?.path ?? path]
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { pointers.forEach { free($0) } }
        var child: pid_t = 0
        // Its messages quote the script, and it prints what the script asks for.
        let words = try NamelessFile([])
        defer { words.close() }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in [STDOUT_FILENO, STDERR_FILENO] { posix_spawn_file_actions_adddup2(&actions, words.descriptor, descriptor) }
        let started = posix_spawnp(&child, "nft", &actions, nil, &pointers, environ)
        guard started == 0 else {
            throw HostError(
                "cannot run `nft`: \(String(cString: strerror(started)).lowercased())", help: "install nftables, which reads the script")
        }
        var end: Int32 = 0
        while waitpid(child, &end, 0) < 0, errno == EINTR {}
        Terminal.message(Self.lines(of: words.start(60_000)))
        guard end == 0 else { throw HostError("`nft` refuses `\(path)`", help: "its messages are above") }
    }
}

/// A file without a name, which a child sees by its descriptor.
private struct NamelessFile {
    let descriptor: Int32
    var path: String { "/proc/self/fd/\(descriptor)" }

    init(_ bytes: [UInt8]) throws {
        var name = Array("\(getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp")/weir-XXXXXX".utf8CString)
        descriptor = mkstemp(&name)
        guard descriptor >= 0, unlink(name) == 0, Output.writeAll(Data(bytes), descriptor), lseek(descriptor, 0, SEEK_SET) == 0 else {
            throw HostError("cannot hand the script on to `nft`: \(String(cString: strerror(errno)).lowercased())")
        }
    }

    /// As many bytes as there are, from its beginning.
    func start(_ count: Int) -> [UInt8] {
        guard lseek(descriptor, 0, SEEK_SET) == 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
            length = max(0, Glibc.read(descriptor, buffer.baseAddress, count))
        }
    }

    func close() { _ = Glibc.close(descriptor) }
}
