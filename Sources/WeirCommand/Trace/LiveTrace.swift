import Glibc
import Nftables
import PacketText
import WeirModel

/// The kernel's trace, from the making of its tables until the limit or the time is reached.
struct LiveTrace {
    private let subscription: TraceSubscription
    private let tables: TracingTables
    private let output: TraceOutput

    init(match: MatchWords?, rules: LiveRules, output: TraceOutput) throws {
        self.output = output
        subscription = try TraceSubscription()
        tables = try TracingTables(match: match, existing: rules.tables, session: try NftablesSession())
    }

    /// How long the last packet may still be under way.
    private static let rest = Duration.milliseconds(300)

    func run(limit: Int, seconds: Int?) throws {
        var end = seconds.map { ContinuousClock.now + .seconds($0) }
        var packets = TracedPackets()
        var isEnding = false
        while true {
            var failure: (any Error)?
            let arrival = try subscription.receive(within: Self.milliseconds(until: end)) { event in
                guard failure == nil, let (number, isNew) = packets.number(of: event, atMost: limit) else { return }
                do { try output.show(event, of: number, isNew: isNew) } catch { failure = error }
            }
            if let failure { throw failure }
            if case .lost = arrival {
                Terminal.note("messages of the kernel were lost: more packets are traced than can be shown; a narrower match helps")
            }
            if packets.count >= limit, !isEnding {
                // The packets that have begun may come to their ends.
                isEnding = true
                try tables.remove()
                end = min(end ?? .now + Self.rest, .now + Self.rest)
            }
            if let end, ContinuousClock.now >= end { return }
        }
    }

    private static func milliseconds(until end: ContinuousClock.Instant?) -> Int32 {
        guard let end else { return 60_000 }
        let left = (end - .now).components
        return Int32(clamping: max(0, left.seconds) &* 1000 &+ left.attoseconds / 1_000_000_000_000_000 &+ 1)
    }
}

/// Which events are of one packet. The kernel's number for a packet is another's before and after it.
struct TracedPackets {
    private struct Packet {
        var number: Int
        /// The chains of the tracing tables that it has met: it meets none twice.
        var met: Set<String>
    }

    private(set) var count = 0
    private var packets: [UInt32: Packet] = [:]
    private var order: [UInt32] = []
    private static let most = 8192

    /// - Returns: `nil` once there are as many packets as there may be.
    mutating func number(of event: TraceEvent, atMost limit: Int) -> (Int, isNew: Bool)? {
        let own = TracingTables.hold(event) ? "\(event.family.rawValue) \(event.table) \(event.chain)" : nil
        if var packet = packets[event.id], own.map({ event.headers == nil || !packet.met.contains($0) }) ?? true {
            if let own { packet.met.insert(own) }
            packets[event.id] = packet
            return packet.number > limit ? nil : (packet.number, false)
        }
        count += 1
        if packets.updateValue(Packet(number: count, met: own.map { [$0] } ?? []), forKey: event.id) == nil { order.append(event.id) }
        if order.count > Self.most {
            for id in order.prefix(Self.most / 2) { packets[id] = nil }
            order.removeFirst(Self.most / 2)
        }
        return count > limit ? nil : (count, true)
    }
}
