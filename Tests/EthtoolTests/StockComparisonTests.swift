import Foundation
import Testing

@Suite struct StockComparisonTests {
    /// In a network namespace of its own.
    @Test(.enabled(if: Script.hasNamespaces && Script.hasEthtool, "needs network namespaces and ethtool"))
    func everyKindOfLink() throws {
        let (output, _) = try Script.run(["unshare", "-rn", "sh", "-c", Script.show + Script.kinds])
        let readings = Readings(output)
        for kind in readings.refusedKinds { print("skipped: this kernel makes no `\(kind)`") }
        #expect(try Comparison.check(readings) >= 3)
    }

    /// `WEIR_VM_RUN` is a program that boots a machine with the network cards named and runs a shell command in it:
    /// `--nic KIND`, then `--` and the command; the cards are nic0, nic1 …
    @Test(.enabled(if: ProcessInfo.processInfo.environment["WEIR_VM_RUN"] != nil, "needs a virtual machine: WEIR_VM_RUN is not set"))
    func emulatedCards() throws {
        let runner = try #require(ProcessInfo.processInfo.environment["WEIR_VM_RUN"])
        let toggles = """
            ethtool -K nic0 gro off tso off rxhash off; ethtool -L nic0 combined 2; ethtool -X nic0 equal 2
            ethtool -K nic1 rxvlan off rx off; ethtool -G nic1 rx 512; ethtool -C nic1 rx-usecs 20
            ethtool -K nic2 lro off sg off

            """
        for (change, links) in [("", "kinds"), (toggles, "")] {
            let script = "WEIR='\(Script.weir)'\n" + Script.show + change + (links.isEmpty ? "show nic0 nic1 nic2\n" : Script.kinds)
            let (output, status) = try Script.run(
                [runner, "--smp", "4", "--nic", "virtio:4,rss=on,hash=on", "--nic", "e1000e", "--nic", "vmxnet3:4", "--", script])
            #expect(status != 125, "the machine itself failed")
            let readings = Readings(output)
            #expect(readings.profiles.count >= 3, "\(status): \(output.prefix(2000))")
            _ = try Comparison.check(readings)
            print("compared: " + readings.profiles.keys.sorted().joined(separator: " "))
        }
    }
}
