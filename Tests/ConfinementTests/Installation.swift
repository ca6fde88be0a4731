import Commands
import Foundation
import Synchronization

@testable import PolicyEvaluation

/// `weir` as a package would install it, where any user can reach it: `bin/weir`, and the policy library in `lib/weir`.
struct Installation {
    let folder: String
    var weir: String { folder + "/bin/weir" }

    struct Failed: Error { var output: String }

    static let shared = Result { try Installation() }

    private init() throws {
        folder = "/tmp/weir-installed-\(getpid())"
        let library = try PolicyLibrary.find()
        let products = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
        let script = """
            set -e
            umask 022
            mkdir -p \(folder)/bin \(folder)/lib/weir
            cp '\(products)/weir' \(folder)/bin/weir
            cp '\(library.moduleFolder)'/{Weir,WeirModel,Documents}.swiftmodule \(folder)/lib/weir
            ld -r -o \(folder)/lib/weir/Weir.o \(library.objects.map { "'\($0)'" }.joined(separator: " "))
            chmod -R a+rX \(folder)
            """
        let result = try Command(["bash", "-c", script]).run()
        guard result.status == 0 else { throw Failed(output: result.output) }
        atexit { try? Installation.shared.map { try? FileManager.default.removeItem(atPath: $0.folder) }.get() }
    }
}

/// Whom an attack is tried as.
enum Attacked: String, CaseIterable {
    case root, ordinaryUser

    static var possible: [Attacked] { geteuid() == 0 ? allCases : [.ordinaryUser] }

    /// Its user. Root gets an ordinary one for each attempt, without an account and with no other process.
    func uid() -> Int { self == .root || geteuid() != 0 ? Int(geteuid()) : 61_000 + Self.attempts.wrappingAdd(1, ordering: .relaxed).newValue }
    private static let attempts = Atomic(0)

    /// The words in front of a command.
    static func prefix(_ uid: Int) -> [String] {
        uid == Int(geteuid()) ? [] : ["setpriv", "--reuid", "\(uid)", "--regid", "\(uid)", "--clear-groups", "--inh-caps=-all"]
    }

    /// The programs of that user that run now; nothing is known of those of the tests' own user.
    static func processes(_ uid: Int) -> [String] {
        guard uid != Int(geteuid()) else { return [] }
        return ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).filter { Int($0) != nil }.compactMap { process in
            guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8) else { return nil }
            let lines = status.split(separator: "\n")
            guard lines.contains(where: { $0.hasPrefix("Uid:\t\(uid)\t") }), !lines.contains("State:\tZ (zombie)") else { return nil }
            return lines.first.map(String.init)
        }
    }
}
