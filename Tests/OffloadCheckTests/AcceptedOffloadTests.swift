import Commands
import Documents
import Foundation
import OffloadCheck
import Tags
import Testing
import WeirModel

/// A netdevsim that takes offloaded rules, changed from upstream's, in place of the cards that do: what the checker says beforehand, what
/// the kernel does, and the proof after an apply.
///
/// `WEIR_NETDEVSIM_ACCEPTING` is the module; its parameter `tc_accept` is what it takes, in bits.
@Suite(.tags(.machine), .enabled(if: Machine.hasCards && Machine.acceptingNetdevsim != nil, "needs a netdevsim that takes rules: WEIR_NETDEVSIM_ACCEPTING"), .serialized)
struct AcceptedOffloadTests {
    private static func setUp(accepting: Bool = true) throws {
        try Machine.makeNetdevsim(Machine.acceptingNetdevsim ?? "", "tc_accept=0x1ffff")
        // Leaves of an htb in hardware get the queues that nothing else uses.
        let result = try Machine.shell(
            """
            echo \(accepting ? "0x1ffff" : "0") > /sys/module/netdevsim/parameters/tc_accept
            ethtool -K nsim0 hw-tc-offload on && ethtool -L nsim0 combined 2 || true
            D=nsim0; \(Machine.clean) clean
            """)
        #expect(result.status == 0 || result.output.isEmpty, "\(result.output)")
    }

    @Test func whatHardwareTakesIsForetoldAndProven() throws {
        try Self.setUp()
        var proven = 0
        let device = try Machine.profile(of: "nsim0")
        for trial in Self.trials {
            // A card of that driver, on this very device.
            var profile = device
            profile.driver = .value(.init(name: trial.driver))
            // netdevsim is a port of a switch, and mlx5 is another driver where its card is one.
            if trial.driver == "mlx5_core" { edit(&profile.link) { $0.switchID = nil } }
            let found = OffloadCheck.diagnostics(of: trial.policy("nsim0"), on: [profile])
            #expect(!found.contains { $0.severity == .error }, "\(trial.name): \(found.map { "\($0.severity) \($0.id): \($0.message)" })")
            #expect(OffloadCheck.diagnostics(of: trial.policy("nsim0"), on: [device]).contains { $0.severity != .tip }, "\(trial.name): nothing is said of a driver without it")
            try Data(try Document.encode(trial.policy("nsim0"), as: .json)).write(to: URL(filePath: "/tmp/trial.json"))
            let result = try Machine.shell(
                """
                D=nsim0; \(Machine.clean)
                clean
                \(trial.command) || { echo 'the kernel refuses it'; exit 1; }
                \(trial.shown) || { echo 'stock tools do not show it in hardware'; tc qdisc show dev $D; tc filter show dev $D ingress; exit 1; }
                clean
                \(Products.weir) apply /tmp/trial.json || { echo 'the apply fails'; exit 1; }
                \(trial.shown) || { echo 'after the apply it is not in hardware'; exit 1; }
                \(Products.weir) diff /tmp/trial.json || { echo 'the diff is not empty'; exit 1; }
                clean
                """)
            #expect(result.status == 0, "\(trial.name): \(result.output)")
            if result.status == 0 { proven += 1 }
        }
        print("compared \(proven) of \(Self.trials.count) that hardware takes")
        #expect(proven >= 30)
    }

    /// The same on hardware that has stopped taking it: refused or taken back where required, said where preferred, drift in a diff.
    @Test func whatHardwareNoLongerTakesIsTakenBack() throws {
        try Self.setUp(accepting: false)
        func state(_ offload: Offload) -> HostState {
            HostState(tables: [], links: [LinkConfiguration("nsim0", qdiscs: [Qdisc(Qdisc.Prio(), handle: Handle(7), offload: offload)])])
        }
        for offload in Offload.allCases {
            try Data(try Document.encode(state(offload), as: .json)).write(to: URL(filePath: "/tmp/\(offload).json"))
        }
        let result = try Machine.shell(
            """
            set -e
            weir='\(Products.weir)'
            status=0; $weir apply /tmp/required.json >/tmp/out 2>&1 || status=$?
            cat /tmp/out
            [ $status = 2 ]
            grep -q 'the qdisc prio at root must be in hardware and is not' /tmp/out
            grep -q 'the apply was undone' /tmp/out
            [ -z "$(tc qdisc show dev nsim0 | grep 'prio 7:')" ]
            $weir apply /tmp/preferred.json 2>&1 | tee /tmp/out
            grep -q 'nsim0: the qdisc prio at root runs in software' /tmp/out
            status=0; $weir diff /tmp/required.json >/tmp/out || status=$?
            cat /tmp/out
            [ $status = 1 ]
            grep -q 'offload in hardware, is not in hardware' /tmp/out
            $weir diff /tmp/never.json
            tc qdisc del dev nsim0 root
            echo 0x1ffff > /sys/module/netdevsim/parameters/tc_accept
            status=0; $weir apply /tmp/never.json >/tmp/out 2>&1 || status=$?
            cat /tmp/out
            [ $status = 2 ]
            grep -q 'must not be in hardware and is' /tmp/out
            $weir apply /tmp/required.json
            $weir diff /tmp/required.json
            """)
        #expect(result.status == 0, "\(result.output)")
    }
}
