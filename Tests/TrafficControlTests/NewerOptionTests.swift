import Glibc
import Tags
import Testing
import WeirModel

@testable import TrafficControl

/// Options that kernels after 6.1 brought: an older one would ignore them, so it is not asked.
@Suite(.tags(.kernel)) struct NewerOptionTests {
    struct Newer: Sendable, CustomTestStringConvertible {
        var word: String
        var since: KernelVersion
        var object: TrafficControlObject
        var testDescription: String { word }
    }

    private static func with<Options: TrafficOptions>(_ options: Options, _ change: (inout Options) -> Void) -> Options {
        var options = options
        change(&options)
        return options
    }

    private static func qdisc<Options: TrafficOptions>(_ word: String, _ major: Int, _ minor: Int, _ options: Options, _ change: (inout Options) -> Void) -> Newer {
        Newer(word: word, since: KernelVersion(major, minor), object: .qdisc(Qdisc(with(options, change), handle: Handle(1))))
    }

    private static func filter(_ word: String, _ major: Int, _ minor: Int, _ actions: [Action] = [], _ change: (inout Filter.Flower) -> Void = { _ in }) -> Newer {
        Newer(
            word: word, since: KernelVersion(major, minor),
            object: .filter(Filter(with(Filter.Flower(), change), on: .parent(.ingress), priority: 1, protocolID: 0x0800, actions: actions)))
    }

    static let all = [
        qdisc("priomap", 6, 7, Qdisc.FQ()) { $0.priomap = [1, 2] }, qdisc("weights", 6, 7, Qdisc.FQ()) { $0.weights = [3, 2, 1] },
        qdisc("offload_horizon", 6, 13, Qdisc.FQ()) { $0.offloadHorizon = .milliseconds(5) }, qdisc("seed", 6, 6, Qdisc.Netem()) { $0.seed = 7 },
        qdisc("fp", 6, 4, Qdisc.MQPrio()) { $0.framePreemption = [.preemptible] }, qdisc("fp", 6, 4, Qdisc.Taprio()) { $0.framePreemption = [.preemptible] },
        filter("l2_miss", 6, 5) { $0.l2Miss = true }, filter("cfm", 6, 5) { $0.cfm = .init(level: 3) }, filter("spi", 6, 6) { $0.spi = Masked(7) },
        filter("enc_flags", 6, 11) { $0.tunnel = .init(flags: Masked(4, mask: 4)) },
        filter("pfcp_opts", 6, 10) { $0.tunnel = .init(options: [.pfcp(type: 1, session: 2)]) },
        filter("helper", 6, 2, [Action(with(Action.CT()) { $0.helper = .init(.ipv4, 6, "ftp") }, .pipe)]),
        filter("blockid", 6, 8, [Action(with(Action.Mirred()) { $0.block = 22 }, .pipe)]),
        filter("nofrag", 6, 4, [Action(with(Action.TunnelKey()) { $0.noFragment = true }, .pipe)]),
    ]

    @Test(arguments: all) func isRefusedByAnOlderKernelWithItsVersion(_ newer: Newer) throws {
        var name = utsname()
        #expect(uname(&name) == 0)
        let release = withUnsafeBytes(of: &name.release) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        let running = try #require(KernelVersion(release: release))
        let step = TrafficControlStep(link: "eth0", .add, newer.object)
        var names = InterfaceTable()
        names.add("eth0", 1)
        do {
            _ = try step.requests(names)
            #expect(running >= newer.since)
        } catch {
            #expect(running < newer.since)
            #expect(error.kind == .unsupported && error.message.contains("`\(newer.word)` needs Linux \(newer.since), and this host runs \(running)"), "\(error.message)")
        }
    }
}
