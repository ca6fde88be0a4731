import Foundation
import Tags
import Testing

@Suite(.tags(.kernel)) struct StockComparisonTests {
    /// In a network namespace of its own.
    @Test(.enabled(if: Script.hasNamespaces && Script.hasEthtool, "needs network namespaces and ethtool"))
    func everyKindOfLink() throws {
        let readings = Readings(try Script.run(["unshare", "-rn", "sh", "-c", Script.show + Script.kinds]).output)
        for kind in readings.refusedKinds { print("skipped: this kernel makes no `\(kind)`") }
        #expect(try Comparison.check(readings) >= 3)
    }
}

/// The cards that QEMU emulates, in the machine that `KernelSuitesTests` starts: nic0 is virtio with many queues, nic1 e1000e, nic2 vmxnet3.
@Suite(.tags(.machine), .enabled(if: FileManager.default.fileExists(atPath: "/sys/class/net/nic0"), "needs emulated cards nic0, nic1 …: KernelSuitesTests gives them"), .serialized)
struct EmulatedCardTests {
    private func compare(_ script: String) throws -> [String] {
        let readings = Readings(try Script.run(["sh", "-c", Script.show + script]).output)
        _ = try Comparison.check(readings)
        return readings.profiles.keys.sorted()
    }

    @Test func weirReadsWhatEthtoolShows() throws {
        #expect(try Script.run(["sh", "-c", "for nic in 0 1 2; do ethtool -i nic$nic | head -1; done"]).output == "driver: virtio_net\ndriver: e1000e\ndriver: vmxnet3\n")
        let links = try compare(Script.kinds)
        #expect(Set(links).isSuperset(of: ["nic0", "nic1", "nic2", "veth0", "bridge0", "vxlan0"]))
        print("compared by stock ethtool: \(links.joined(separator: " "))")
    }

    @Test func andSoAfterChanges() throws {
        let toggles = """
            ethtool -K nic0 gro off tso off rxhash off; ethtool -L nic0 combined 2; ethtool -X nic0 equal 2
            ethtool -K nic1 rxvlan off rx off; ethtool -G nic1 rx 512; ethtool -C nic1 rx-usecs 20
            ethtool -K nic2 lro off sg off
            show nic0 nic1 nic2

            """
        #expect(try compare(toggles) == ["nic0", "nic1", "nic2"])
        #expect(try Script.run(["sh", "-c", "ethtool -l nic0 | grep -c 'Combined:.*2$'"]).output == "1\n")
    }
}
