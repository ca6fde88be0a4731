import Foundation
import OffloadCheck
import Testing
import WeirModel

/// The checker's verdict and the kernel's, on the same device for the same thing.
@Suite struct KernelVerdictTests {
    /// What is tried: stock tools' commands with `$D` for the device, and the same as a policy. `inHardware`: accepted is not enough.
    struct Trial: Sendable {
        var name: String
        var command: String
        var inHardware = false
        var policy: @Sendable (String) -> HostState
    }

    static let trials: [Trial] = filterTrials + qdiscTrials + nftTrials

    private static func filter(_ name: String, _ words: String, inHardware: Bool = false, _ filter: Filter) -> Trial {
        let side = filter.attachment == .parent(.egress) ? "egress" : "ingress"
        return Trial(name: name, command: "tc qdisc add dev $D clsact; tc filter add dev $D \(side) \(words)", inHardware: inHardware) { device in
            HostState(tables: [], links: [LinkConfiguration(device, qdiscs: [Qdisc(Qdisc.ClsAct(), parent: .clsact)], filters: [filter])])
        }
    }

    private static let drop = [Action(Action.GAct(), .drop)]
    private static let filterTrials: [Trial] = [
        filter("flower skip_sw", "protocol ip flower skip_sw dst_ip 10.0.0.1 action drop", flower()),
        filter("flower", "protocol ip flower dst_ip 10.0.0.1 action drop", flower([])),
        filter("flower skip_hw", "protocol ip flower skip_hw dst_ip 10.0.0.1 action drop", flower(.skipHardware)),
        filter("flower egress skip_sw", "protocol ip flower skip_sw dst_ip 10.0.0.1 action drop", flower(on: .parent(.egress))),
        filter("flower chain skip_sw", "chain 1 protocol ip flower skip_sw dst_ip 10.0.0.1 action drop", flower(chain: 1)),
        filter("flower vlan skip_sw", "protocol 802.1q flower skip_sw vlan_id 5 action drop", flower(protocol: 0x8100) { $0.vlan = .init(id: 5) }),
        filter("matchall skip_sw", "protocol all matchall skip_sw action drop", Filter(Filter.MatchAll(), on: .parent(.ingress), actions: drop, flags: .skipSoftware)),
        filter("matchall", "protocol all matchall action drop", Filter(Filter.MatchAll(), on: .parent(.ingress), actions: drop)),
        filter(
            "u32 skip_sw", "protocol ip u32 match ip dst 10.0.0.1 skip_sw action drop", inHardware: true,
            Filter(
                options(Filter.U32()) { $0.keys = [.init(value: 0x0a00_0001, mask: .max, offset: 16)] }, on: .parent(.ingress), protocolID: 0x0800, actions: drop,
                flags: .skipSoftware)),
    ]

    private static func qdisc(_ name: String, _ words: String, _ qdisc: Qdisc) -> Trial {
        Trial(name: name, command: "tc qdisc add dev $D root \(words)") { HostState(tables: [], links: [LinkConfiguration($0, qdiscs: [qdisc])]) }
    }
    private static let map = "map 0 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0"
    private static func taprio(_ flags: UInt32?, _ clock: Int32?) -> Qdisc {
        Qdisc(
            options(Qdisc.Taprio()) {
                $0.flags = flags
                $0.clockID = clock
                $0.queues = [.init(count: 1, offset: 0), .init(count: 1, offset: 1)]
            })
    }
    private static let schedule = "base-time 0 sched-entry S 1 300000 sched-entry S 2 300000"
    private static let qdiscTrials: [Trial] = [
        qdisc("htb offload", "handle 1: htb offload", Qdisc(options(Qdisc.HTB()) { $0.offload = true }, handle: Handle(1))),
        qdisc("htb", "handle 1: htb", Qdisc(Qdisc.HTB(), handle: Handle(1))),
        qdisc("mqprio hw", "mqprio num_tc 2 \(map) queues 1@0 1@1 hw 1", mqprio([(1, 0), (1, 1)], hardware: true)),
        qdisc("mqprio", "mqprio num_tc 2 \(map) queues 1@0 1@1 hw 0", mqprio([(1, 0), (1, 1)])),
        qdisc("mqprio too many", "mqprio num_tc 2 \(map) queues 1@0 30@1 hw 0", mqprio([(1, 0), (30, 1)])),
        qdisc("etf offload", "etf clockid CLOCK_TAI delta 300000 offload", etf(11, offload: true)),
        qdisc("etf", "etf clockid CLOCK_TAI delta 300000", etf(11, offload: false)),
        qdisc("etf monotonic", "etf clockid CLOCK_MONOTONIC delta 300000", etf(1, offload: false)),
        qdisc("cbs offload", "cbs idleslope 98688 sendslope -901312 hicredit 153 locredit -1389 offload 1", Qdisc(options(Qdisc.CBS()) { $0.offload = true })),
        qdisc("cbs", "cbs idleslope 98688 sendslope -901312 hicredit 153 locredit -1389 offload 0", Qdisc(Qdisc.CBS())),
        qdisc("taprio full", "taprio num_tc 2 \(map) queues 1@0 1@1 \(schedule) flags 0x2", taprio(2, nil)),
        qdisc("taprio", "taprio num_tc 2 \(map) queues 1@0 1@1 \(schedule) clockid CLOCK_TAI", taprio(nil, 11)),
        qdisc("mq", "mq", Qdisc(Qdisc.MQ())),
    ]
    private static func etf(_ clock: Int32, offload: Bool) -> Qdisc {
        Qdisc(options(Qdisc.ETF()) { $0.clockID = clock; $0.offload = offload; $0.delta = .nanoseconds(300_000) })
    }

    private static func chain(_ name: String, _ words: String, priority: Int32, policy: ChainPolicy? = nil, offload: Bool = true) -> Trial {
        Trial(name: name, command: "nft add table netdev t; nft \"add chain netdev t c { type filter hook ingress device $D priority \(words) }\"") { device in
            nft(.netdev, .ingress, priority: priority, policy: policy, devices: [device], offload: offload)
        }
    }
    private static func flows(_ name: String, _ flags: String, offload: Bool) -> Trial {
        Trial(name: name, command: "nft add table inet t; nft \"add flowtable inet t f { hook ingress priority 0; devices = { $D }; \(flags) }\"") { device in
            HostState(tables: [Table(family: .inet, name: "t", flowtables: [flowtable(offload: offload, devices: [device])])])
        }
    }
    private static let nftTrials: [Trial] = [
        chain("chain offload", "1; flags offload;", priority: 1),
        Trial(
            name: "chain offload with a rule",
            command: "nft add table netdev t; nft \"add chain netdev t c { type filter hook ingress device $D priority 1; flags offload; }\" && nft add rule netdev t c ip saddr 10.0.0.1 drop"
        ) { device in
            nft(.netdev, .ingress, priority: 1, devices: [device], offload: true, [match(.ipSaddr, 0x0a00_0001, .equal, .ipv4Address), WeirModel.Statement.verdict(.drop)])
        },
        chain("chain offload priority 0", "0; flags offload;", priority: 0),
        chain("chain offload policy drop", "1; policy drop; flags offload;", priority: 1, policy: .drop),
        chain("chain", "1;", priority: 1, offload: false),
        flows("flowtable offload", "flags offload;", offload: true),
        flows("flowtable", "", offload: false),
    ]

    /// `WEIR_VM_RUN` runs a command in a machine with the cards named; `WEIR_NETDEVSIM` is upstream's netdevsim module for its kernel.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["WEIR_VM_RUN"] != nil, "needs a virtual machine: WEIR_VM_RUN is not set"))
    func theCheckerSaysWhatTheKernelDoes() throws {
        let environment = ProcessInfo.processInfo.environment
        let runner = try #require(environment["WEIR_VM_RUN"])
        let weir = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "weir").path(percentEncoded: false)
        var script = """
            ip link add veth0 numtxqueues 4 numrxqueues 4 type veth peer name veth1
            ip link add dummy0 type dummy

            """
        if let module = environment["WEIR_NETDEVSIM"] {
            script += "modprobe psample; insmod \(module); echo '1 1 8' > /sys/bus/netdevsim/new_device; sleep 1\n"
            script += "ip link set $(ls /sys/bus/netdevsim/devices/netdevsim1/net) name nsim0\n"
        } else {
            print("skipped: netdevsim, for WEIR_NETDEVSIM is not set")
        }
        script += "clean() { tc qdisc del dev $D root; tc qdisc del dev $D clsact; nft flush ruleset; } >/dev/null 2>&1\n"
        script += "all() {\necho \"@@ $D $1 profile\"\n\(weir) nic $D\n"
        for (index, trial) in Self.trials.enumerated() {
            script += "clean\n{ \(trial.command); } >/tmp/out 2>&1\nr=$?\n"
            script += "tc filter show dev $D ingress 2>/dev/null | grep -qw not_in_hw && r=\"$r not_in_hw\"\necho \"@@ $D $1 \(index) $r\"\n"
        }
        script += """
            clean
            }
            for D in nic0 nic1 nic2 veth0 dummy0 nsim0; do
                [ -e /sys/class/net/$D ] || continue
                all off
                ethtool -K $D hw-tc-offload on 2>/dev/null && ethtool -k $D | grep -q 'hw-tc-offload: on' && all on
            done

            """
        let output = try run([runner, "--smp", "4", "--nic", "e1000e", "--nic", "virtio:4", "--nic", "vmxnet3:4", "--", script])
        try compare(output)
    }

    private func compare(_ output: String) throws {
        var profile: [String] = []
        var current: NICProfile?
        var compared = 0
        for line in output.split(separator: "\n") {
            guard line.hasPrefix("@@ ") else {
                profile.append(String(line))
                continue
            }
            let words = line.split(separator: " ")
            if words[3] == "profile" {
                profile = []
                current = nil
                continue
            }
            if current == nil {
                current = try ProfileDocument.profiles(in: Data(profile.joined(separator: "\n").utf8), from: String(words[1])).first
            }
            let trial = try Self.trials[#require(Int(words[3]))]
            let device = try #require(current)
            let refused = words[4] != "0" || (trial.inHardware && words.contains("not_in_hw"))
            let found = OffloadCheck.diagnostics(of: trial.policy(device.name), on: [device])
            let errors = found.filter { $0.severity == .error }
            #expect(
                errors.isEmpty != refused,
                "\(device.name) hw-tc-offload \(words[2]), \(trial.name): the kernel \(refused ? "refuses" : "takes") it, the checker says \(found.map { "\($0.severity) \($0.id): \($0.message)" })")
            compared += 1
        }
        print("compared \(compared) cases")
        #expect(compared >= 80)
    }

    private func run(_ command: [String]) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "weir-verdicts-\(UUID().uuidString)")
        _ = FileManager.default.createFile(atPath: file.path(percentEncoded: false), contents: nil)
        defer { try? FileManager.default.removeItem(at: file) }
        let handle = try FileHandle(forWritingTo: file)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.standardOutput = handle
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }
}
