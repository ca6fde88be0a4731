import Commands
import Foundation
import Testing

/// One way out that a hostile policy tries, and how it is refused.
struct Escape: Sendable, CustomTestStringConvertible {
    var name: String
    /// Swift in front of a policy that would be fine. `@SECRET@` is a file of the attacked user's, which nobody else can read; `@MARK@` is a path
    /// at which nothing may come to be; `@HERE@` is the policy's own folder.
    var source: String
    /// Shell that lays more into the policy's folder, as the attacked user's own files.
    var setUp = ""
    /// What is given to `weir check`, in the folder.
    var argument = "policy.swift"
    /// What the answer says; nil where the policy comes to its end and has got nothing.
    var refusal: String?
    /// The exit status that goes with it.
    var status: Int32 = 2
    /// Shell that runs beside it, as the attacked user.
    var beside = ""
    /// Whether the policy may be refused or not, as long as nothing is got.
    var isEitherWay = false
    /// What stands behind the source.
    var policy = """

        Policy("base") { Table("filter", .inet) { Chain("input", .filter(.input), policy: .accept) { Rule(tcp.dport == 22, .accept) } } }

        """

    var testDescription: String { name }

    static let secret = "TOP-SECRET-5f2c9a"
    init(_ name: String, _ source: String, _ refusal: String?, argument: String = "policy.swift", setUp: String = "") {
        self.name = name
        self.source = source
        self.refusal = refusal
        self.argument = argument
        self.setUp = setUp
    }

    /// Tries it, in a fresh folder, and expects that nothing came of it.
    /// - Parameter wrapper: the words of a command that runs the rest of its line.
    func attempt(as user: Attacked, in wrapper: [String] = [], sourceLocation: SourceLocation = #_sourceLocation) throws {
        let uid = user.uid()
        let weir = try Installation.shared.get().weir
        let home = "/tmp/weir-escape-\(UUID().uuidString)"
        let folder = home + "/policies"
        defer { try? FileManager.default.removeItem(atPath: home) }
        let (secretFile, mark) = (home + "/secret", home + "/mark")
        func filled(_ text: String) -> String {
            text.replacingOccurrences(of: "@SECRET@", with: secretFile).replacingOccurrences(of: "@MARK@", with: mark)
                .replacingOccurrences(of: "@HERE@", with: folder)
        }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if !source.isEmpty { try Data(("import Weir\nimport Glibc\n" + filled(source) + policy).utf8).write(to: URL(filePath: folder + "/policy.swift")) }
        let laid = try Command(["bash", "-c", "set -e\n" + filled(setUp)], folder: folder).run()
        #expect(laid.status == 0, "\(laid.output)", sourceLocation: sourceLocation)
        try Data(Self.secret.utf8).write(to: URL(filePath: secretFile))
        _ = try Command(["bash", "-c", "chown -hR \(uid):\(uid) \(home); chmod 700 \(home); chmod 600 \(secretFile)"]).run()

        let neighbour = beside.isEmpty ? nil : try Command(Attacked.prefix(uid) + ["bash", "-c", filled(beside)]).start()
        let result = try Command(wrapper + Attacked.prefix(uid) + [weir, "check", filled(argument)], folder: folder, environment: ["HOME": home, "TMPDIR": home]).run()
        neighbour?.stop()
        // Its last child may take a moment longer to go.
        for _ in 0..<100 where neighbour != nil && !Attacked.processes(uid).isEmpty { usleep(50_000) }
        let words = "\(name), as \(user.rawValue): exit \(result.status)\n\(result.output.prefix(3000))"
        if isEitherWay {
            #expect(result.status == 0 || result.status == 2, "\(words)", sourceLocation: sourceLocation)
        } else if let refusal {
            #expect(result.status == status && result.output.contains(filled(refusal)), "expected `\(filled(refusal))`: \(words)", sourceLocation: sourceLocation)
        } else {
            #expect(result.status == 0, "\(words)", sourceLocation: sourceLocation)
        }
        #expect(!result.output.contains(Self.secret) && !result.output.contains("ESCAPED"), "\(words)", sourceLocation: sourceLocation)
        #expect(!FileManager.default.fileExists(atPath: mark), "\(words)", sourceLocation: sourceLocation)
        #expect(Attacked.processes(uid) == [], "\(words)", sourceLocation: sourceLocation)
    }
}
