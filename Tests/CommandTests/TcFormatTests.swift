import Foundation
import Tags
import Testing

/// `weir compile --format tc`, run by stock tc, makes what `weir apply` makes: the kernel's own dumps are compared.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct TcFormatTests {
    static let dump = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "tc-dump").path

    /// Set-ups by stock tc, of links `one` and `two` with eight queues each.
    struct SetUp: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var commands: [String]
        init(_ name: String, _ commands: String...) {
            testDescription = name
            self.commands = commands
        }
    }

    @Test(arguments: TcSetUps.all)
    func makesTheSameAsApply(_ setUp: SetUp) throws {
        let result = try laboratory(
            ["set-up": setUp.commands.map { "tc \($0)\n" }.joined()],
            """
            links() {
                for link in one two; do ip link add $link numtxqueues 8 numrxqueues 8 type dummy 2>/dev/null || ip link add $link numtxqueues 8 numrxqueues 8 type ifb; ip link set $link up; done
            }
            links
            sh -e set-up 2> refusal || { grep -qE 'unknown|not found|No such file|not supported|Failed to load' refusal && { echo absent; exit 0; }; cat refusal >&2; exit 1; }
            $weir capture -o state.json
            $weir compile --format tc state.json > script
            export weir; export -f links
            unshare -n bash -ec 'ip link set lo up; links; $weir apply state.json > /dev/null; \(Self.dump)' > applied
            unshare -n bash -ec 'ip link set lo up; links; sh -e script; \(Self.dump)' > run
            [ -s applied ]
            diff applied run || { cat script; exit 1; }
            \(Self.dump) | diff - run || { cat script; exit 1; }
            """)
        guard result.output == "absent\n" else { return }
        withKnownIssue("skipped: this kernel has no \(setUp)") { Issue.record("\(setUp)") }
    }

    /// What tc can't express is in the script as a comment, on standard error, and in the exit status.
    @Test func whatTcCannotSayIsSaid() throws {
        let result = try laboratory(
            [
                "policy.swift": """
                import Weir
                Policy("p") {
                    Link("one") { Root(.htb(default: 1)) { Class(1, rate: .mbit(1)) } }
                    Link("two") { Root(.netem { $0.delay = .nanoseconds(10_001) }) }
                }
                """
            ],
            """
            status=0; $weir compile --format tc policy.swift > script 2> errors || status=$?
            [ $status = 2 ]
            grep -q '^tc class add dev one parent 1: classid 1:1 htb rate 1mbit$' script
            grep '^#' script
            grep -q "tc can't express 1 object of the policy" errors
            """)
        #expect(result.output.hasPrefix("# qdisc netem at root on two: tc can't express a time of 10001ns"), "\(result.output)")
    }
}
