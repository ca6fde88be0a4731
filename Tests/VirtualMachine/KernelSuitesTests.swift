import Foundation
import Testing

/// The suites that a kernel judges, once more on Debian's: it has what the host's may lack, and gives no counts of set elements.
/// Policies that the host has compiled are not compiled again there, where it takes minutes: the cache of results is seen from inside.
@Suite(.serialized)
struct KernelSuitesTests {
    /// What Debian has not: a running SELinux, an nft that knows `last`, reject in netdev chains, counts of set elements.
    static let neverThere = ["SELinux", "nft's last", "NFT_REJECT_NETDEV", "number of elements"]

    @Test(arguments: [
        ["SessionTests", "ErrorTests", "HeldElementsTests"],
        ["StatementTableTests"],
        ["LiveChangeTests", "KernelOnlyTests"],
        ["CaseTests", "UnsaidOptionTests"],
        ["TcFormatTests", "FilterPacketTests", "EditedPacketTests"],
        ["TrafficControlExampleTests"],
        ["EdgeRouterTests"],
        ["ExampleTests", "ExampleChangeTests"],
        ["AttackTests"],
    ])
    func passOnDebiansKernel(_ suites: [String]) throws {
        guard VirtualMachine.missing.isEmpty else {
            withKnownIssue("skipped: \(suites.joined(separator: ", ")) on Debian's kernel, for want of \(VirtualMachine.missing.joined(separator: ", "))") {
                Issue.record("no virtual machine")
            }
            return
        }
        try Self.compileExamples.get()
        let result = try VirtualMachine.runTests(of: suites, timeout: 900)
        let lines = result.output.split(separator: "\n")
        #expect(result.status == 0, "\(lines.suffix(60).joined(separator: "\n"))")
        #expect(lines.contains { $0.contains("Test run with") && $0.contains("passed") && !$0.contains("with 0 tests") })
        let skipped = lines.filter { line in line.contains("skipped") && !Self.neverThere.contains { line.contains($0) } }
        #expect(skipped == [])
        for line in lines where line.hasPrefix("measured ") { print("on Debian's kernel: \(line)") }
    }

    private static let compileExamples = Result<Void, any Error> {
        let examples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(path: "Examples")
        for name in try FileManager.default.contentsOfDirectory(atPath: examples.path) {
            let folder = examples.appending(path: name)
            let file = folder.appending(path: "policy.swift")
            let isFile = FileManager.default.fileExists(atPath: file.path)
            guard isFile || FileManager.default.fileExists(atPath: folder.appending(path: "main.swift").path) else { continue }
            let compiled = try VirtualMachine.weir(["compile", (isFile ? file : folder).path, "-o", "/dev/null"])
            #expect(compiled.status == 0, "\(compiled.output)")
        }
    }
}
