import Tags
import Testing
import WeirModel

@testable import PolicyCheck

@Suite(.tags(.pure)) struct DeviceTests {
    private func findings(_ table: Table) -> [String] {
        PolicyCheck.diagnostics(of: HostState(policy: "p", tables: [table])).filter { [.linkName, .wildcardDevice].contains($0.id) }
            .map { "\($0.severity.rawValue) \($0.id)" }
    }

    private func findings(_ name: String, _ key: MetaKey) -> [String] {
        let match = Statement.match(.field(.meta(key)), .equal, .value(.text(name, key == .iif ? .ifindex : .ifname)))
        return findings(
            Table(
                family: .inet, name: "t",
                chains: [Chain(name: "c", base: BaseChain(type: .filter, hook: .input, priority: 0), rules: [Rule([match, .verdict(.drop)])])]))
    }

    /// OpenWrt writes `iifname "/never/"`, which the kernel takes, and which no packet has.
    @Test func aNameThatIsOnlyComparedIsNoError() {
        #expect(findings("/never/", .iifname) == ["warning link-name"])
        #expect(findings("/never/", .iif) == ["error link-name"])
        #expect(findings("", .iifname) == ["error link-name"])
        #expect(findings("0123456789abcdef", .iifname) == ["error link-name"])
        #expect(findings("eth0", .iifname) == [])
    }

    /// The kernel takes bytes for spaces, of which 0xa0 is one.
    @Test func spacesOfTheKernel() {
        #expect(findings("a\u{3000}", .iif) == [])
        #expect(findings("\u{2028}", .iif) == [])
        #expect(findings("\u{e0}", .iif) == ["error link-name"])
        #expect(findings("a\u{b}", .iif) == ["error link-name"])
        #expect(findings("a:\u{301}", .iif) == ["error link-name"])
    }

    @Test func aWildcardAmongDevices() {
        func table(_ devices: [String]) -> Table {
            Table(
                family: .netdev, name: "t",
                chains: [Chain(name: "c", base: BaseChain(type: .filter, hook: .ingress, priority: 0, devices: devices))],
                flowtables: [Flowtable(name: "f", priority: 0, devices: devices)])
        }
        #expect(findings(table(["eth0", "veth*"])) == ["warning wildcard-device", "warning wildcard-device"])
        #expect(findings(table(["eth0"])) == [])
    }
}
