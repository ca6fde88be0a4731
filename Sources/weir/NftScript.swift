import FoundationEssentials
import Glibc
import Host
import WeirModel

/// A script of nft, as stock `nft` understands it: loaded into a network namespace that vanishes with weir, and read from there.
struct NftScript {
    var path: String

    func state() throws -> HostState {
        let text = String(decoding: try FileBytes.read(path), as: UTF8.self)
        try Namespace.enterSandbox(links: StandIns.links(Self.links(in: text)))
        try load()
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

    private func load() throws {
        let arguments = ["nft", "-f", path]
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { pointers.forEach { free($0) } }
        var child: pid_t = 0
        let started = posix_spawnp(&child, "nft", nil, nil, &pointers, environ)
        guard started == 0 else {
            throw HostError(
                "cannot run `nft`: \(String(cString: strerror(started)).lowercased())", help: "install nftables, which reads the script")
        }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else { throw HostError("`nft` refuses `\(path)`", help: "its own words are above") }
    }
}
