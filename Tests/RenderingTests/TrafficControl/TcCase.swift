import WeirModel

@testable import Rendering

/// Options, and the words that tc is told after the name of their kind.
struct TcCase: Sendable {
    var options: any TrafficOptions
    var words: String

    init<Options: TrafficOptions>(_ options: Options, _ words: String, _ configure: (inout Options) -> Void = { _ in }) {
        var configured = options
        configure(&configured)
        self.options = configured
        self.words = words
    }
}

/// The one line that a script has for an object, or the comment on it.
func tcLine(_ object: TrafficControlObject) -> String {
    let text = TcScript([TrafficControlStep(link: "eth0", .add, object)]).text
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
}

extension TcCase {
    static let qdiscs: [TcCase] = [
        TcCase(Qdisc.PFIFO(), "limit 100") { $0.limit = 100 },
        TcCase(Qdisc.BFIFO(), "limit 10kb") { $0.limit = .kib(10) },
        TcCase(Qdisc.PFIFOHeadDrop(), "limit 7") { $0.limit = 7 },
        TcCase(Qdisc.PFIFOFast(), ""), TcCase(Qdisc.NoQueue(), ""), TcCase(Qdisc.Blackhole(), ""), TcCase(Qdisc.MQ(), ""), TcCase(Qdisc.MultiQ(), ""),
        TcCase(Qdisc.DRR(), ""), TcCase(Qdisc.QFQ(), ""), TcCase(Qdisc.Ingress(), ""), TcCase(Qdisc.ClsAct(), ""),
        TcCase(Qdisc.Prio(), "bands 2 priomap 1 0") {
            $0.bands = 2
            $0.priomap = [1, 0]
        },
        TcCase(Qdisc.FQ(), "bands 3 priomap 1 2 2 2 1 2 0 0 1 1 1 1 1 1 1 1 weights 589824 196608 65536 offload_horizon 5ms") {
            $0.priomap = [1, 2, 2, 2, 1, 2, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1]
            ($0.weights, $0.offloadHorizon) = ([589_824, 196_608, 65_536], .milliseconds(5))
        },
        TcCase(Qdisc.MQPrio(), "num_tc 2 map 0 1 queues 1@0 1@1 fp E P hw 1") {
            ($0.map, $0.queues, $0.hardware) = ([0, 1], [.init(count: 1, offset: 0), .init(count: 1, offset: 1)], true)
            $0.framePreemption = [.express, .preemptible, .express]
        },
        TcCase(Qdisc.MQPrio(), "num_tc 2 map 0 1 queues 1@0 3@1 hw 1 mode channel shaper bw_rlimit min_rate 1gbit 2gbit") {
            $0.map = [0, 1]
            $0.queues = [.init(count: 1, offset: 0), .init(count: 3, offset: 1)]
            $0.hardware = true
            $0.mode = .channel
            $0.shaper = .bandwidthRate
            $0.minimumRates = [.gbit(1), .gbit(2)]
        },
        TcCase(Qdisc.HTB(), "default 0x20 r2q 5 direct_qlen 9") {
            $0.defaultClass = 32
            $0.rateToQuantum = 5
            $0.directQueueLength = 9
        },
        TcCase(Qdisc.HFSC(), "default 1f") { $0.defaultClass = 31 },
        TcCase(Qdisc.ETS(), "bands 4 strict 2 quanta 1000 500 priomap 3 2") {
            $0.bands = 4
            $0.strict = 2
            $0.quanta = [.bytes(1000), .bytes(500)]
            $0.priomap = [3, 2]
        },
        TcCase(Qdisc.TBF(), "rate 1mbit burst 10kb limit 20kb peakrate 2mbit minburst 1540b overhead 4 linklayer atm") {
            $0.rate = .mbit(1)
            $0.burst = .bytes(10240)
            $0.limit = .kib(20)
            $0.peakRate = .mbit(2)
            $0.peakBurst = .bytes(1540)
            $0.overhead = 4
            $0.linkLayer = .atm
        },
        TcCase(Qdisc.SFQ(), "quantum 2000b perturb 10 limit 64 divisor 512 flows 100 depth 20 headdrop") {
            $0.quantum = .bytes(2000)
            $0.perturb = 10
            $0.limit = 64
            $0.divisor = 512
            $0.flows = 100
            $0.depth = 20
            $0.headdrop = true
        },
        TcCase(Qdisc.RED(), "limit 400000 min 30000 max 90000 avpkt 1000 burst 50 bandwidth 10mbit probability 0.02 ecn qevent mark block 7") {
            $0.parameters = red(limit: 400_000, min: 30000, max: 90000, wlog: 5, plog: 22, cell: 15)
            $0.parameters.flags = .ecn
            $0.markBlock = 7
        },
        TcCase(Qdisc.Choke(), "limit 1000 min 83 max 250 avpkt 1000 burst 138 bandwidth 10mbit probability 0.02") {
            $0.parameters = red(limit: 1000, min: 83, max: 250, wlog: 6, plog: 23, cell: 16)
        },
        TcCase(Qdisc.GRED(), "setup vqs 3 default 1 grio limit 1mb") {
            $0.queues = 3
            $0.defaultQueue = 1
            $0.grio = true
            $0.limit = .mib(1)
        },
        TcCase(Qdisc.SFB(), "rehash 60000 db 7000 limit 50 max 30 target 20 increment 0.001 penalty_rate 3") {
            $0.rehash = .seconds(60)
            $0.warmup = .seconds(7)
            $0.limit = 50
            $0.max = 30
            $0.increment = 66
            $0.penaltyRate = 3
        },
        TcCase(Qdisc.CoDel(), "limit 50 target 5ms interval 80ms ce_threshold 1ms ecn") {
            $0.limit = 50
            $0.target = .milliseconds(5)
            $0.interval = .milliseconds(80)
            $0.ceThreshold = .milliseconds(1)
            $0.ecn = true
        },
        TcCase(Qdisc.FQCoDel(), "limit 50 flows 64 quantum 300 target 4999us memory_limit 4mb noecn drop_batch 8") {
            $0.limit = 50
            $0.flows = 64
            $0.quantum = .bytes(300)
            $0.target = .microseconds(4999)
            $0.memoryLimit = .mib(4)
            $0.ecn = false
            $0.dropBatch = 8
        },
        TcCase(Qdisc.FQ(), "limit 5 flow_limit 6 buckets 256 quantum 9000 maxrate 1mbit nopacing timer_slack 10us horizon_cap") {
            $0.limit = 5
            $0.flowLimit = 6
            $0.bucketsLog = 8
            $0.quantum = .bytes(9000)
            $0.maxRate = .mbit(1)
            $0.pacing = false
            $0.timerSlack = .microseconds(10)
            $0.horizonDrop = false
        },
        TcCase(Qdisc.PIE(), "limit 7 target 20ms tupdate 30ms alpha 2 beta 4 ecn nobytemode") {
            $0.limit = 7
            $0.target = .milliseconds(20)
            $0.tupdate = .milliseconds(30)
            $0.alpha = 2
            $0.beta = 4
            $0.ecn = true
            $0.bytemode = false
        },
        TcCase(Qdisc.FQPIE(), "flows 2 quantum 1kb ecn_prob 20 dq_rate_estimator") {
            $0.flows = 2
            $0.quantum = .kib(1)
            $0.ecnProbability = 20
            $0.dqRateEstimator = true
        },
        TcCase(Qdisc.CAKE(), "bandwidth 20mbit diffserv4 dual-srchost nat wash ingress ack-filter no-split-gso ptm overhead -4 mpu 64 rtt 50ms memlimit 1mb fwmark 0xff") {
            $0.bandwidth = .mbit(20)
            $0.diffserv = .diffserv4
            $0.flowMode = .dualSrchost
            $0.nat = true
            $0.wash = true
            $0.ingress = true
            $0.ackFilter = .filter
            $0.splitGSO = false
            $0.atm = .ptm
            $0.overhead = -4
            $0.mpu = 64
            $0.rtt = .milliseconds(50)
            $0.target = .microseconds(2500)
            $0.memoryLimit = .mib(1)
            $0.fwmark = 255
        },
        TcCase(Qdisc.HHF(), "limit 5 quantum 300 hh_limit 9 reset_timeout 40ms admit_bytes 131072 non_hh_weight 3") {
            $0.limit = 5
            $0.quantum = .bytes(300)
            $0.heavyHitterLimit = 9
            $0.resetTimeout = .milliseconds(40)
            $0.admitBytes = .kib(128)
            $0.nonHeavyHitterWeight = 3
        },
        TcCase(Qdisc.Netem(), "limit 50 delay 100ms 10ms 25% distribution normal loss random 0.3% duplicate 1% corrupt 0.1% reorder 25% 50% gap 5 rate 1mbit 20") {
            $0.limit = 50
            $0.delay = .milliseconds(100)
            $0.jitter = .milliseconds(10)
            $0.delayCorrelation = Qdisc.Netem.Chance(percent: 25).probability
            $0.distribution = "normal"
            $0.loss = .init(percent: 0.3)
            $0.duplicate = .init(percent: 1)
            $0.corrupt = .init(percent: 0.1)
            $0.reorder = .init(percent: 25, correlation: 50)
            $0.gap = 5
            $0.rate = .init(.mbit(1), packetOverhead: 20)
        },
        TcCase(Qdisc.Netem(), "delay 10us loss gemodel 1% 10% 70% 0.1% ecn slot 800us 1ms packets 5") {
            // tc counts time in ticks of 64 ns: what is asked for as 10 us is 9984 ns.
            $0.delay = TimeSpan(nanoseconds: 9984)
            func percent(_ value: Double) -> UInt32 { Qdisc.Netem.Chance(percent: value).probability }
            $0.lossModel = .gilbertElliot(p: percent(1), r: percent(10), h: 1_288_490_189, k1: percent(0.1))
            $0.ecn = true
            var slot = Qdisc.Netem.Slot()
            slot.minimumDelay = .microseconds(800)
            slot.maximumDelay = .milliseconds(1)
            slot.packets = 5
            $0.slot = slot
        },
        TcCase(Qdisc.ETF(), "clockid CLOCK_TAI delta 300000 offload") {
            $0.delta = .microseconds(300)
            $0.offload = true
        },
        TcCase(Qdisc.Taprio(), "num_tc 2 map 0 1 queues 1@0 1@1 base-time 1000 sched-entry S 1 300000 sched-entry S 2 400000 clockid CLOCK_TAI") {
            $0.map = [0, 1]
            $0.queues = [.init(count: 1, offset: 0), .init(count: 1, offset: 1)]
            $0.baseTime = 1000
            $0.schedule = [.init(gateMask: 1, interval: .microseconds(300)), .init(gateMask: 2, interval: .microseconds(400))]
            $0.clockID = 11
        },
        TcCase(Qdisc.CBS(), "hicredit 30 locredit -1470 idleslope 98688 sendslope -901312 offload 1") {
            $0.hicredit = 30
            $0.locredit = -1470
            $0.idleslope = 98688
            $0.sendslope = -901_312
            $0.offload = true
        },
        TcCase(Qdisc.SKBPrio(), "limit 64") { $0.limit = 64 },
        TcCase(Qdisc.Plug(), "limit 64kb") { $0.limit = .kib(64) },
    ]

    static let classes: [TcCase] = [
        TcCase(TrafficClass.HTB(rate: .mbit(30)), "rate 30mbit ceil 40gbit burst 15kb cburst 20000b quantum 1514 prio 2 overhead 8 mpu 64") {
            $0.ceil = .gbit(40)
            $0.burst = .bytes(15360)
            $0.cburst = .bytes(20000)
            $0.quantum = 1514
            $0.priority = 2
            $0.overhead = 8
            $0.mpu = 64
        },
        TcCase(TrafficClass.HFSC(), "sc m1 2mbit d 10ms m2 1mbit ul m2 3mbit") {
            let curve = TrafficClass.HFSC.Curve(m1: .mbit(2), d: .milliseconds(10), m2: .mbit(1))
            $0.realTime = curve
            $0.linkSharing = curve
            $0.upperLimit = .init(m2: .mbit(3))
        },
        TcCase(TrafficClass.DRR(), "quantum 2kb") { $0.quantum = .kib(2) },
        TcCase(TrafficClass.QFQ(), "weight 5 maxpkt 1500") {
            $0.weight = 5
            $0.maxPacket = .bytes(1500)
        },
        TcCase(TrafficClass.ETS(), "quantum 900") { $0.quantum = .bytes(900) },
        TcCase(TrafficClass.Prio(), ""), TcCase(TrafficClass.MQ(), ""), TcCase(TrafficClass.MQPrio(), ""),
    ]

    private static func red(limit: UInt32, min: UInt32, max: UInt32, wlog: UInt8, plog: UInt8, cell: UInt8) -> REDParameters {
        var parameters = REDParameters()
        parameters.limit = limit
        parameters.min = min
        parameters.max = max
        parameters.ewmaLog = wlog
        parameters.probabilityLog = plog
        parameters.idleCellLog = cell
        parameters.probability = 85_899_345
        return parameters
    }
}
