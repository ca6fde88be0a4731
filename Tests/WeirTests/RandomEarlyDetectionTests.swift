import Tags
import Testing
import TrafficLowering
import WeirModel

@testable import Weir

/// red, choke and gred in tc's terms. That the numbers are those of stock tc, and the bytes, is for the tests of traffic control.
@Suite(.tags(.pure)) struct RandomEarlyDetectionTests {
    private func qdisc(_ kind: QdiscKind) -> (WeirModel.Qdisc, [Diagnostic]) {
        let state = PolicyContent(links: [Link("eth0") { Root(kind) }]).state(named: "t").lowered.lowered
        return (state.links[0].qdiscs[0], state.diagnostics)
    }

    private func findings(_ kind: QdiscKind) -> [String] { qdisc(kind).1.map { "\($0.severity) \($0.id): \($0.message)" } }

    @Test func redInTheTermsOfTc() throws {
        let (qdisc, findings) = qdisc(
            .red(
                limit: .bytes(400_000), min: .bytes(30000), max: .bytes(90000), averagePacket: .bytes(1000), burst: 55, probability: 0.02, bandwidth: .mbit(10),
                flags: [.ecn, .adaptive], earlyDropBlock: 10, offload: .required))
        #expect(findings == [] && qdisc.offload == .required)
        let red = try #require(qdisc.options.as(Qdisc.RED.self))
        #expect(
            red.parameters
                == REDParameters(
                    limit: 400_000, min: 30000, max: 90000, ewmaLog: 5, probabilityLog: 22, idleCellLog: 15, probability: 85_899_345, flags: [.ecn, .adaptive],
                    averagePacket: 1000, bandwidth: .mbit(10)))
        #expect(red.earlyDropBlock == 10 && red.markBlock == nil)
    }

    /// The thresholds that Sally Floyd recommends.
    @Test func whatIsLeftOutFollows() {
        func red(_ kind: QdiscKind) -> [UInt32]? { qdisc(kind).0.options.as(Qdisc.RED.self).map { [$0.parameters.min, $0.parameters.max] } }
        #expect(red(.red(limit: .bytes(400_000), averagePacket: .bytes(1000))) == [33333, 100_000])
        #expect(red(.red(limit: .bytes(400_000), min: .bytes(20000), averagePacket: .bytes(1000))) == [20000, 60000])
        #expect(red(.red(limit: .bytes(400_000), max: .bytes(60000), averagePacket: .bytes(1000))) == [20000, 60000])
        let choke = qdisc(.choke(limit: 1000, bandwidth: .mbit(10), flags: .ecn)).0.options.as(Qdisc.Choke.self)?.parameters
        #expect(choke.map { [$0.min, $0.max, UInt32($0.ewmaLog), UInt32($0.probabilityLog), UInt32($0.idleCellLog)] } == [83, 250, 6, 23, 16])
        #expect(choke?.flags == .ecn)
    }

    @Test func aFlowOfSfq() throws {
        let (qdisc, found) = qdisc(.sfq { $0.red = .flow(limit: .bytes(100_000), min: .bytes(8000), max: .bytes(60000), burst: 30, probability: 0.2, flags: .ecn) })
        #expect(found.isEmpty)
        #expect(
            qdisc.options.as(Qdisc.SFQ.self)?.red
                == REDParameters(limit: 100_000, min: 8000, max: 60000, ewmaLog: 6, probabilityLog: 18, probability: 858_993_459, flags: .ecn))
        #expect(findings(.sfq { $0.red = .flow(limit: .bytes(1000), max: .bytes(2000)) }) == ["error red: sfq's flow: max, 2000, is above the limit, 1000"])
    }

    @Test func gredAndItsQueues() throws {
        let (qdisc, findings) = qdisc(
            .gred(
                queues: 3, default: 1, grio: true, limit: .mib(1),
                VirtualQueue(0, limit: .kib(60), min: .kib(15), max: .kib(25), averagePacket: .bytes(1000), burst: 20, priority: 2),
                VirtualQueue(1, limit: .kib(60), min: .kib(15), max: .kib(25), averagePacket: .bytes(1000), burst: 20, flags: .ecn)))
        #expect(findings == [])
        let gred = try #require(qdisc.options.as(Qdisc.GRED.self))
        #expect(gred.queues == 3 && gred.defaultQueue == 1 && gred.grio == true && gred.limit == .mib(1) && gred.flags == nil)
        #expect(gred.virtualQueues.map(\.index) == [0, 1] && gred.virtualQueues.map(\.priority) == [2, nil])
        #expect(gred.virtualQueues.map(\.parameters.limit) == [61440, 61440] && gred.virtualQueues.map(\.parameters.flags) == [[], .ecn])
    }

    @Test func whatTcRefuses() {
        let red = { (min: UInt64, max: UInt64, burst: UInt32?, probability: Double) in
            self.findings(.red(limit: .bytes(400_000), min: .bytes(min), max: .bytes(max), averagePacket: .bytes(1000), burst: burst, probability: probability))
        }
        #expect(red(30000, 90000, nil, 0.02) == [])
        #expect(red(90000, 30000, nil, 0.02) == ["error red: red: min, 90000, is above max, 30000"])
        #expect(red(30000, 90000, 20, 0.02) == ["error red: red: a burst of 20 packets is too small: 30 fit below min already"])
        #expect(red(1000, 90000, 5000, 0.02) == ["error red: red: a burst of 5000 packets has no weight: none of 2^-1 to 2^-31 lets it pass below min"])
        #expect(red(30000, 90000, nil, 0) == ["error red: red: a probability of 0.0 can't be represented in the kernel"])
        #expect(red(30000, 90000, nil, 1) == ["error red: red: a probability of 1.0 can't be represented in the kernel"])
        #expect(red(30000, 90000, nil, 0.000_01) == ["error red: red: a probability of 1e-05 between 30000 and 90000 is too small: the kernel doubles it 31 times at most"])
        #expect(findings(.red(limit: .bytes(0), averagePacket: .bytes(1000))) == ["error red: red: a queue with a limit of 0 holds nothing"])
        #expect(findings(.red(limit: .bytes(4000), averagePacket: .bytes(0))) == ["error red: red: the average packet has 0 bytes"])
        #expect(findings(.red(limit: .gib(5), averagePacket: .bytes(1000))) == ["error red: red: the limit of 5368709120 is too large: the kernel counts in 32 bits"])
        #expect(findings(.choke(limit: 1000, min: 83, max: 1001, bandwidth: .mbit(10))) == ["error red: choke: max, 1001, is above the limit, 1000"])
        #expect(findings(.choke(limit: 1000, min: 83, max: 83, bandwidth: .mbit(10))) == ["error red: choke: min, 83, is not below max, 83"])
        #expect(findings(.choke(limit: 131_072, min: 83, max: 250, bandwidth: .mbit(10))) == ["error red: choke: a limit of 131072 packets is too large: choke takes 131071"])
        #expect(findings(.choke(limit: 1000, bandwidth: .mbit(0))) == ["error red: choke: a bandwidth of 0 never drains the queue"])
    }

    /// tc says as much, and sends it.
    @Test func whatTcWarnsOf() {
        #expect(
            findings(.red(limit: .bytes(400_000), min: .bytes(30000), max: .bytes(90000), averagePacket: .bytes(1000), burst: 500))
                == ["warning red-burst: the burst of red seems too large: each packet moves the average by only 2^-13 of the difference"])
    }

    /// EINVAL without a word of the kernel's.
    @Test func whatTheKernelRefuses() {
        #expect(
            findings(.red(limit: .mib(512), min: .mib(100), max: .mib(300), averagePacket: .bytes(1000), burst: 400_000, probability: 0.9)).last
                == "error red: red: max, 314572800, has 29 bits and the average a weight of 2^-20: the kernel keeps both in 31")
    }

    @Test func queuesThatAreOneTooMany() {
        func queue(_ index: UInt32, flags: REDFlags = [], priority: UInt8? = nil) -> VirtualQueue {
            VirtualQueue(index, limit: .kib(60), min: .kib(15), max: .kib(25), averagePacket: .bytes(1000), flags: flags, priority: priority)
        }
        #expect(findings(.gred(queues: 17, default: 0)) == ["error red: gred has 1 to 16 virtual queues, not 17"])
        #expect(findings(.gred(queues: 2, default: 2)) == ["error red: gred's default queue is 2, and there are 2, from 0 on"])
        #expect(findings(.gred(queues: 2, default: 0, queue(2))) == ["error red: virtual queue 2 of gred is one too many: there are 2, from 0 on"])
        #expect(findings(.gred(queues: 2, default: 0, flags: .ecn, queue(1, flags: .harddrop))) == ["error red: virtual queue 1 of gred has flags, and so has gred itself"])
        #expect(findings(.gred(queues: 2, default: 0, queue(1, priority: 3))) == ["error red: virtual queue 1 of gred has a priority, and gred has none"])
    }

    /// At the call that has a place: the qdisc's, or the virtual queue's own.
    @Test func itIsSaidAtItsLine() {
        let line = #line
        let state = PolicyContent(links: [
            Link("eth0") {
                Root(.htb()) {
                    Class(1, rate: .mbit(1), leaf: .red(limit: .bytes(0), averagePacket: .bytes(1000)))
                    Class(2, rate: .mbit(1)) {
                        Leaf(
                            .gred(
                                queues: 1, default: 0,
                                VirtualQueue(0, limit: .kib(60), min: .kib(15), max: .kib(5), averagePacket: .bytes(1000))))
                    }
                }
            }
        ]).state(named: "t").lowered
        #expect(state.diagnostics.map { ($0.at.location?.line ?? 0) - line } == [4, 9])
    }
}
