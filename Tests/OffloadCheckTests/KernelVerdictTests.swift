import Foundation
import OffloadCheck
import Tags
import Testing
import WeirModel

/// The checker's verdict and the kernel's, on the same device for the same thing. `KernelSuitesTests` runs it in a machine of emulated cards.
@Suite(.tags(.machine), .enabled(if: Machine.hasCards, "needs emulated cards nic0, nic1 …: KernelSuitesTests gives them"), .serialized)
struct KernelVerdictTests {
    /// What is tried: stock tools' commands with `$D` for the device, and the same as a policy.
    struct Trial: Sendable {
        var name: String
        var command: String
        /// Accepted is not enough: what listing shows tells whether hardware has it.
        var inHardware = false
        /// The device is shown to the checker as a card of this driver.
        var driver: String?
        var policy: @Sendable (String) -> HostState
    }

    /// Each device twice: with hw-tc-offload off and on, where it can be on.
    @Test func theCheckerSaysWhatTheKernelDoes() throws {
        let module = ProcessInfo.processInfo.environment["WEIR_NETDEVSIM"]
        if let module { try Machine.makeNetdevsim(module) }
        _ = try Machine.shell("ip link add trialveth numtxqueues 4 numrxqueues 4 type veth peer name trialpeer")
        var compared = 0
        for device in ["nic0", "nic1", "trialveth"] + (module == nil ? [] : ["nsim0"]) {
            compared += try compare(device)
            if try Machine.shell("ethtool -K \(device) hw-tc-offload on 2>/dev/null && ethtool -k \(device) | grep -q 'hw-tc-offload: on'").status == 0 {
                compared += try compare(device)
            }
        }
        print("compared \(compared) verdicts\(module == nil ? ", without netdevsim" : "")")
        #expect(compared >= 80)
    }

    private func compare(_ device: String) throws -> Int {
        let profile = try Machine.profile(of: device)
        let feature = profile.features.value?["hw-tc-offload"]?.description ?? "absent"
        // All trials in one shell: a process costs a tenth of a second there.
        var script = "D=\(device)\n" + Machine.clean
        for (index, trial) in Self.trials.enumerated() {
            script += "clean\n{ \(trial.command); } >/tmp/out 2>&1\nr=$?\n"
            if trial.inHardware { script += "tc filter show dev $D ingress 2>/dev/null | grep -qw not_in_hw && r=not_in_hw\n" }
            script += "echo \"@@ \(index) $r $(tr '\\n' ' ' </tmp/out)\"\n"
        }
        let verdicts = try Machine.shell(script + "clean").output.split(separator: "\n").filter { $0.hasPrefix("@@ ") }
        #expect(verdicts.count == Self.trials.count)
        for line in verdicts {
            let words = line.split(separator: " ", maxSplits: 3)
            let trial = try Self.trials[#require(Int(words[1]))]
            let isRefused = words[2] != "0"
            let found = OffloadCheck.diagnostics(of: trial.policy(device), on: [profile])
            #expect(
                found.contains { $0.severity == .error } == isRefused,
                """
                \(device), hw-tc-offload \(feature), \(trial.name): the kernel \(isRefused ? "refuses" : "takes") it (\(words.dropFirst(2).joined(separator: " "))), \
                the checker says \(found.map { "\($0.severity) \($0.id): \($0.message)" })
                """)
        }
        return verdicts.count
    }
}
