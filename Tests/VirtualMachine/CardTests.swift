import Foundation
import Testing

/// Cards that QEMU emulates, and upstream's netdevsim: what stock ethtool and the kernel say of them, against what weir says.
@Suite(.serialized)
struct CardTests {
    static let cards = ["virtio-net-pci,queues=4,rss=on,hash=on", "e1000e", "vmxnet3"]

    @Test func ethtoolAndTheKernelAgreeWithWeir() throws {
        guard VirtualMachine.missing.isEmpty else {
            withKnownIssue("skipped: emulated cards, for want of \(VirtualMachine.missing.joined(separator: ", "))") { Issue.record("no virtual machine") }
            return
        }
        var environment: [String: String] = [:]
        let built = try VirtualMachine.netdevsim()
        if built.status == 0 {
            environment["WEIR_NETDEVSIM"] = built.output.trimmingCharacters(in: .whitespacesAndNewlines)
        } else {
            withKnownIssue("skipped: the kernel's verdicts on netdevsim, which could not be built") { Issue.record("\(built.output)") }
        }
        let result = try VirtualMachine.runTests(of: ["EmulatedCardTests", "KernelVerdictTests"], nics: Self.cards, environment: environment, serially: true, timeout: 900)
        let lines = result.output.split(separator: "\n")
        #expect(result.status == 0, "\(lines.suffix(60).joined(separator: "\n"))")
        #expect(lines.contains { $0.contains("Test run with 3 tests") && $0.contains("passed") }, "\(lines.suffix(20).joined(separator: "\n"))")
        for line in lines where line.hasPrefix("compared ") { print("on Debian's kernel: \(line)") }
        #expect(lines.count { $0.hasPrefix("compared ") } >= 2)
    }

    /// Cards that take rules into hardware, which no emulated one does: a netdevsim that was changed so, given by its path.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["WEIR_NETDEVSIM_ACCEPTING"] != nil, "needs a netdevsim that takes rules: WEIR_NETDEVSIM_ACCEPTING"))
    func whatHardwareTakesIsForetoldAndProven() throws {
        let module = ProcessInfo.processInfo.environment["WEIR_NETDEVSIM_ACCEPTING"] ?? ""
        let result = try VirtualMachine.runTests(
            of: ["AcceptedOffloadTests"], nics: ["e1000e"], environment: ["WEIR_NETDEVSIM_ACCEPTING": module], serially: true, timeout: 900)
        let lines = result.output.split(separator: "\n")
        for line in lines where line.hasPrefix("compared ") || line.contains("Test run with") { print("on Debian's kernel: \(line)") }
        #expect(result.status == 0, "\(lines.suffix(60).joined(separator: "\n"))")
        #expect(lines.contains { $0.contains("Test run with 2 tests") && $0.contains("passed") })
    }
}
