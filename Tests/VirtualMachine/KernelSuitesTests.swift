import Commands
import Foundation
import Tags
import Testing

/// The suites that a kernel judges, once more on Debian's: it has what the host's may lack, and gives no counts of set elements.
/// Policies that the host has compiled are not compiled again there, where it takes minutes: the cache of results is seen from inside.
@Suite(.tags(.machine), .enabled(if: VirtualMachine.missing.isEmpty, "no virtual machine here: \(VirtualMachine.missing.joined(separator: ", "))"))
struct KernelSuitesTests {
    /// What Debian has not: a running SELinux, an nft with newer words, reject in netdev chains, counts of set elements.
    private static let neverThere = ["SELinux", "nft 1.0.7", "nft 1.1.", "nft's last", "NFT_REJECT_NETDEV", "number of elements"]

    @Test(arguments: Boot.kernelSuites.filter(Boot.chosen.contains)) func passOnDebiansKernel(_ group: SuiteGroup) throws {
        let result = try Boot.result(of: group)
        let lines = result.output.split(separator: "\n")
        #expect(result.status == 0, "\(lines.suffix(60).joined(separator: "\n"))")
        #expect(lines.contains { $0.contains("Test run with") && $0.contains("passed") && !$0.contains("with 0 tests") })
        let skipped = lines.filter { line in line.contains("skipped") && !Self.neverThere.contains { line.contains($0) } }
        #expect(skipped == [])
        for line in lines where line.hasPrefix("measured ") { print("on Debian's kernel: \(line)") }
    }

    /// What stock ethtool and the kernel say of cards that QEMU emulates, and of upstream's netdevsim, against what weir says.
    @Test(.enabled(if: Boot.chosen.contains(Boot.cards), "not among WEIR_MACHINE_SUITES")) func ethtoolAndTheKernelAgreeWithWeir() throws {
        if let why = Boot.netdevsim.absence {
            withKnownIssue("skipped: the kernel's verdicts on netdevsim, which could not be built") { Issue.record("\(why)") }
        }
        let result = try Boot.result(of: Boot.cards)
        let lines = result.output.split(separator: "\n")
        #expect(result.status == 0, "\(lines.suffix(60).joined(separator: "\n"))")
        #expect(lines.contains { $0.contains("Test run with 3 tests") && $0.contains("passed") }, "\(lines.suffix(20).joined(separator: "\n"))")
        for line in lines where line.hasPrefix("compared ") { print("on Debian's kernel: \(line)") }
        #expect(lines.count { $0.hasPrefix("compared ") } >= 2)
    }
}

/// Cards that take rules into hardware, which no emulated one does: a netdevsim that was changed so, given by its path.
@Suite(.tags(.machine), .enabled(if: Command.surroundings["WEIR_NETDEVSIM_ACCEPTING"] != nil, "needs a netdevsim that takes rules: WEIR_NETDEVSIM_ACCEPTING"))
struct AcceptingCardTests {
    @Test func whatHardwareTakesIsForetoldAndProven() throws {
        let module = Command.surroundings["WEIR_NETDEVSIM_ACCEPTING"] ?? ""
        let group = SuiteGroup("AcceptedOffloadTests", isSerial: true)
        let run = try VirtualMachine.run([group], nics: ["e1000e"], environment: ["WEIR_NETDEVSIM_ACCEPTING": module], seconds: 900)
        let result = run.results[group] ?? run.rest
        let lines = result.output.split(separator: "\n")
        for line in lines where line.hasPrefix("compared ") || line.contains("Test run with") { print("on Debian's kernel: \(line)") }
        #expect(result.status == 0, "\(lines.suffix(60).joined(separator: "\n"))")
        #expect(lines.contains { $0.contains("Test run with 2 tests") && $0.contains("passed") })
    }
}

/// The one boot of the virtual machine, for all suites.
enum Boot {
    static let kernelSuites = [
        SuiteGroup("SessionTests", "ErrorTests", "HeldElementsTests"), SuiteGroup("StockStatementTests"),
        SuiteGroup("LiveChangeTests", "KernelOnlyTests"), SuiteGroup("CaseTests", "UnsaidOptionTests"),
        SuiteGroup("TcFormatTests", "FilterPacketTests", "EditedPacketTests", "NewerOptionTests"), SuiteGroup("TrafficFindingTests"), SuiteGroup("TrafficControlExampleTests"),
        SuiteGroup("EdgeRouterTests"),
        SuiteGroup("ExampleTests", "ExampleChangeTests"), SuiteGroup("AttackTests"),
    ]

    /// In the network namespace of the cards; the others have namespaces of their own.
    static let cards = SuiteGroup("EmulatedCardTests", "KernelVerdictTests", isSerial: true)

    /// All; or those with a suite whose name contains a word of `WEIR_MACHINE_SUITES`.
    static let chosen = (kernelSuites + [cards]).filter { group in
        guard let words = Command.surroundings["WEIR_MACHINE_SUITES"]?.split(separator: " ") else { return true }
        return words.contains { word in group.suites.contains { $0.contains(word) } }
    }

    static func result(of group: SuiteGroup) throws -> Command.Result {
        let (results, rest) = try run.get()
        return results[group] ?? rest
    }

    /// The module's path, or why there is none.
    static let netdevsim: (path: String?, absence: String?) = {
        guard let built = try? VirtualMachine.netdevsim() else { return (nil, "no script") }
        return built.status == 0 ? (built.output.trimmingCharacters(in: .whitespacesAndNewlines), nil) : (nil, built.output)
    }()

    private static let run = Result {
        try compileExamples()
        return try VirtualMachine.run(
            chosen, nics: ["virtio-net-pci,queues=4,rss=on,hash=on", "e1000e", "vmxnet3"],
            environment: netdevsim.path.map { ["WEIR_NETDEVSIM": $0] } ?? [:], seconds: 3000)
    }

    private static func compileExamples() throws {
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
