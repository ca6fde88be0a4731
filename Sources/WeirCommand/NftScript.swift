import FoundationEssentials
import Glibc
import Host
import WeirModel

/// A script of nft, as stock `nft` understands it: loaded into a network namespace that vanishes with weir, and read from there.
struct NftScript {
    var path: String

    func state() throws -> HostState {
        let bytes = try FileBytes.read(path == "-" ? "/dev/stdin" : path)
        var made: Set<String> = ["lo"]
        func links(_ names: Set<String>) -> [StandInLink] {
            let new = StandIns.links(names).filter { !made.contains($0.name) }
            made.formUnion(new.map(\.name))
            return new
        }
        try Namespace.enterSandbox(links: links(Self.devices(in: String(decoding: bytes, as: UTF8.self))))
        while true {
            let (isLoaded, words) = try load(bytes)
            let missing = isLoaded ? [] : links(Self.missingLinks(words))
            guard missing.isEmpty else {
                try Namespace.make(missing)
                continue
            }
            Terminal.message(Self.lines(of: words))
            guard isLoaded else { throw HostError("`nft` refuses `\(path)`", help: "its messages are above") }
            return try Capture.state()
        }
    }

    /// The names that nft asked the host for, wherever they stand: below its complaint are the line and marks under the name.
    static func missingLinks(_ words: [UInt8]) -> Set<String> {
        let lines = words.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        var names: Set<String> = []
        for index in lines.indices.dropLast(2) {
            let complaint = String(decoding: lines[index], as: UTF8.self)
            guard complaint.hasSuffix("Error: Interface does not exist") || complaint.hasSuffix(": No such file or directory") else {
                continue
            }
            let (line, marks) = (lines[index + 1], lines[index + 2])
            guard let first = marks.firstIndex(of: UInt8(ascii: "^")), let last = marks.lastIndex(of: UInt8(ascii: "^")) else { continue }
            let start = line.startIndex + (first - marks.startIndex)
            guard start < line.endIndex else { continue }
            let marked = line[start..<min(line.endIndex, start + (last - first) + 1)]
            let name = String(decoding: marked.filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
            if isName(name) { names.insert(name) }
        }
        return names
    }

    /// The network interfaces of chains and flowtables, for which nft does not ask: those after `device`, among `devices`, and in definitions.
    static func devices(in text: String) -> Set<String> {
        var names: Set<String> = []
        var isList = false
        var isExpected = false
        var (beforeLast, last) = ("", "")
        for word in words(of: text) {
            switch word {
            case "device", "devices": isExpected = true
            case "=": isExpected = isExpected || beforeLast == "define"
            case "{": (isList, isExpected) = (isExpected, false)
            case "}": isList = false
            case ",": continue
            default:
                if isList || isExpected, isName(word) { names.insert(word) }
                isExpected = false
            }
            (beforeLast, last) = (last, word)
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
    /// - Returns: whether nft took the script, and what it said.
    private func load(_ bytes: [UInt8]) throws -> (succeeded: Bool, words: [UInt8]) {
        var status = stat()
        let isFile = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        let copy = isFile ? nil : try NamelessFile(bytes)
        defer { copy?.close() }
        return try Self.nft(["-f", copy?.path ?? path], limit: 60_000)
    }

    /// A chain's rules as nft lists them, by their handles' order; none where nft does not tell.
    static func rules(of chain: String, in table: Table) -> [String] {
        guard let (isDone, words) = try? nft(["-a", "-n", "list", "chain", table.family.rawValue, table.name, chain], limit: 4 << 20),
            isDone
        else { return [] }
        var rules: [String] = []
        var rule = ""
        for line in String(decoding: words, as: UTF8.self).split(separator: "\n") {
            rule += (rule.isEmpty ? "" : " ") + line.filter { $0 != "\t" }
            guard let end = rule.ranges(of: " # handle ").last else {
                if line.hasSuffix(";") { rule = "" }
                continue
            }
            if !line.hasPrefix("table "), !line.hasPrefix("\tchain ") { rules.append(String(rule[..<end.lowerBound])) }
            rule = ""
        }
        return rules
    }

    /// - Returns: whether it succeeded, and what it said, up to a limit in bytes.
    private static func nft(_ arguments: [String], limit: Int) throws -> (succeeded: Bool, words: [UInt8]) {
        var pointers: [UnsafeMutablePointer<CChar>?] = (["nft"] + arguments).map { strdup($0) } + [nil]
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
        return (end == 0, words.start(limit))
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
