import TrafficLowering
import WeirModel

@testable import TrafficControl

/// Random early detection as people say it: `limit`, `min`, `max`, `avpkt`, `burst`, `probability`, `bandwidth`.
extension Cases {
    static let randomEarlyDetection: [Case] = [
        red("limit 400000 avpkt 1000 bandwidth 10mbit", to: "limit 400001 avpkt 1000 bandwidth 10mbit", "limit") { _ in },
        red("limit 400K min 30K avpkt 1000 bandwidth 10mbit", to: "limit 400K min 31K avpkt 1000 bandwidth 10mbit", "parameters.min", limit: 400 << 10) { $0.min = 30 << 10 },
        red("limit 400K max 90K avpkt 1000 bandwidth 10mbit", to: "limit 400K max 91K avpkt 1000 bandwidth 10mbit", "parameters.max", limit: 400 << 10) { $0.max = 90 << 10 },
        red(
            "limit 400000 min 30000 max 90000 avpkt 1000 burst 55 bandwidth 10mbit probability 0.02 ecn",
            to: "limit 400000 min 30000 max 90000 avpkt 1000 burst 155 bandwidth 10mbit probability 0.02 ecn", "parameters.ewmaLog"
        ) { ($0.min, $0.max, $0.burst, $0.flags) = (30000, 90000, 55, .ecn) },
        red(
            "limit 4000000 min 300000 max 900000 avpkt 1500 burst 250 bandwidth 1gbit probability 0.1 adaptive ecn nodrop",
            to: "limit 4000000 min 300000 max 900000 avpkt 1500 burst 250 bandwidth 1gbit probability 0.2 adaptive ecn nodrop", "parameters.probability", limit: 4_000_000, packet: 1500
        ) { ($0.min, $0.max, $0.burst, $0.probability, $0.bandwidth, $0.flags) = (300_000, 900_000, 250, 0.1, .gbit(1), [.adaptive, .ecn, .nodrop]) },
        // A packet takes less than a microsecond.
        red(
            "limit 4000000 min 300000 max 900000 avpkt 1000 burst 400 bandwidth 10gbit probability 0.9999 harddrop",
            to: "limit 4000000 min 300000 max 900000 avpkt 1000 burst 400 bandwidth 10mbit probability 0.9999 harddrop", "parameters.idleCellLog", limit: 4_000_000
        ) { ($0.min, $0.max, $0.burst, $0.probability, $0.bandwidth, $0.flags) = (300_000, 900_000, 400, 0.9999, .gbit(10), .harddrop) },
        red(
            "limit 60000 min 3000 max 3000 avpkt 64 burst 60 bandwidth 64kbit probability 0.5", to: "limit 60000 min 3000 max 3001 avpkt 64 burst 60 bandwidth 64kbit probability 0.5",
            "max", limit: 60000, packet: 64
        ) { ($0.min, $0.max, $0.burst, $0.probability, $0.bandwidth) = (3000, 3000, 60, 0.5, .kbit(64)) },
        choke("limit 1000 bandwidth 10mbit", to: "limit 1001 bandwidth 10mbit", "parameters.limit") { _ in },
        choke(
            "limit 1000 min 83 max 250 burst 200 avpkt 500 probability 0.05 bandwidth 100mbit ecn",
            to: "limit 1000 min 83 max 250 burst 200 avpkt 500 probability 0.05 bandwidth 100mbit", "parameters.flags", packet: 500
        ) { ($0.min, $0.max, $0.burst, $0.probability, $0.bandwidth, $0.flags) = (83, 250, 200, 0.05, .mbit(100), .ecn) },
        sfq(
            "redflowlimit 100000 min 8000 max 60000 burst 30 probability 0.2 ecn", to: "redflowlimit 100000 min 8000 max 61000 burst 30 probability 0.2 ecn",
            "red.max 60000, is 61000"
        ) { ($0.min, $0.max, $0.burst, $0.probability, $0.flags) = (8000, 60000, 30, 0.2, .ecn) },
        sfq("redflowlimit 100000", to: "redflowlimit 100000 harddrop", "red.flags") { _ in },
        gred(
            "setup vqs 3 default 1 limit 200000",
            [
                "vq 0 limit 60K min 15K max 25K avpkt 1000 burst 20 bandwidth 10mbit probability 0.1",
                "vq 1 limit 300000 min 10K max 20K avpkt 1000 bandwidth 1mbit ecn",
            ], to: "vq 0 limit 60K min 16K max 25K avpkt 1000 burst 20 bandwidth 10mbit probability 0.1", "virtualQueues.0.parameters.min",
            setup: { ($0.queues, $0.defaultQueue, $0.limit) = (3, 1, .bytes(200_000)) },
            [
                (nil, intent(60 << 10) { ($0.min, $0.max, $0.burst, $0.probability) = (15 << 10, 25 << 10, 20, 0.1) }),
                // The kernel lowers a queue's limit to that of all.
                (nil, intent(300_000) { ($0.min, $0.max, $0.bandwidth, $0.flags) = (10 << 10, 20 << 10, .mbit(1), .ecn) }),
            ]),
        gred(
            "setup vqs 2 default 0 grio",
            [
                "vq 0 prio 3 limit 60K min 15K max 25K avpkt 1000 burst 20 bandwidth 10mbit",
                "vq 1 limit 60K min 15K max 25K avpkt 1000 burst 20 bandwidth 10mbit",
            ], to: "vq 0 prio 4 limit 60K min 15K max 25K avpkt 1000 burst 20 bandwidth 10mbit", "virtualQueues.0.priority 3, is 4",
            setup: { ($0.queues, $0.defaultQueue, $0.grio) = (2, 0, true) },
            [
                (3, intent(60 << 10) { ($0.min, $0.max, $0.burst) = (15 << 10, 25 << 10, 20) }),
                // It gets the default queue's priority.
                (nil, intent(60 << 10) { ($0.min, $0.max, $0.burst) = (15 << 10, 25 << 10, 20) }),
            ]),
    ]

    private static func intent(_ limit: UInt64, packet: UInt64 = 1000, _ unit: REDIntent.Unit = .bytes, _ change: (inout REDIntent) -> Void) -> REDIntent {
        var intent = REDIntent(unit, limit: limit, averagePacket: packet)
        change(&intent)
        return intent
    }

    /// What can't be said is a case that fails.
    private static func parameters(_ intent: REDIntent) -> REDParameters { (try? intent.parameters()) ?? REDParameters() }

    private static func red(
        _ words: String, to other: String, _ difference: String, limit: UInt64 = 400_000, packet: UInt64 = 1000, _ change: (inout REDIntent) -> Void
    ) -> Case {
        var options = Qdisc.RED()
        options.parameters = parameters(intent(limit, packet: packet, .bytes, change))
        return .qdisc("red \(words)", to: other, difference, options)
    }

    private static func choke(_ words: String, to other: String, _ difference: String, packet: UInt64 = 1000, _ change: (inout REDIntent) -> Void) -> Case {
        var options = Qdisc.Choke()
        options.parameters = parameters(intent(1000, packet: packet, .packets, change))
        return .qdisc("choke \(words)", to: other, difference, options)
    }

    private static func sfq(_ words: String, to other: String, _ difference: String, _ change: (inout REDIntent) -> Void) -> Case {
        var options = Qdisc.SFQ()
        options.red = parameters(intent(100_000, .flowBytes, change))
        return .qdisc("sfq \(words)", to: "sfq \(other)", difference, options).remade
    }

    private static func gred(
        _ setup: String, _ queues: [String], to other: String, _ difference: String, setup change: (inout Qdisc.GRED) -> Void,
        _ intents: [(priority: UInt8?, intent: REDIntent)]
    ) -> Case {
        var options = Qdisc.GRED()
        change(&options)
        options.virtualQueues = intents.enumerated().map { .init(index: UInt32($0), parameters: parameters($1.intent), priority: $1.priority) }
        let qdisc = Qdisc(options, handle: Handle(1))
        let place = "dev d0 root handle 1: gred"
        return Case(
            "gred \(setup)", ["qdisc add \(place) \(setup)"] + queues.map { "qdisc change \(place) \($0)" }, change: "qdisc change \(place) \(other)", difference,
            model: { LinkConfiguration("d0", qdiscs: [qdisc]) })
    }
}
