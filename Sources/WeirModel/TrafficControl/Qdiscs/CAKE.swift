extension Qdisc {
    /// Common applications kept enhanced: shaper, fair queueing and active queue management in one.
    public struct CAKE: TrafficOptions {
        public static let kind = "cake"
        public enum DiffServ: String, Codable, Hashable, Sendable, CaseIterable {
            case diffserv3, diffserv4, diffserv8, besteffort, precedence
        }
        public enum FlowMode: String, Codable, Hashable, Sendable, CaseIterable {
            case flowblind, srchost, dsthost, hosts, flows
            case dualSrchost = "dual-srchost"
            case dualDsthost = "dual-dsthost"
            case tripleIsolate = "triple-isolate"
        }
        public enum ATM: String, Codable, Hashable, Sendable, CaseIterable { case noatm, atm, ptm }
        public enum AckFilter: String, Codable, Hashable, Sendable, CaseIterable {
            case none = "no-ack-filter"
            case filter = "ack-filter"
            case aggressive = "ack-filter-aggressive"
        }

        /// Nil or 0 is no limit.
        public var bandwidth: BitRate?
        public var diffserv: DiffServ?
        public var flowMode: FlowMode?
        public var atm: ATM?
        /// Bytes added to each packet.
        public var overhead: Int32?
        /// Whether lengths count as the kernel has them, without any overhead.
        public var raw: Bool?
        public var mpu: UInt32?
        public var rtt: TimeSpan?
        public var target: TimeSpan?
        public var autorateIngress: Bool?
        public var memoryLimit: ByteSize?
        public var nat: Bool?
        public var wash: Bool?
        public var ingress: Bool?
        public var ackFilter: AckFilter?
        public var splitGSO: Bool?
        public var fwmark: UInt32?
        public init() {}

        /// What is sent along with an rtt of which no target is said: a twentieth of it, as tc has it. tc-cake(8).
        public var impliedTarget: TimeSpan? { rtt.map { .microseconds(max($0.nanoseconds / 1000 / 20, 1)) } }

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.bandwidth = bandwidth ?? BitRate(bytesPerSecond: 0)
            copy.diffserv = diffserv ?? .diffserv3
            copy.flowMode = flowMode ?? .tripleIsolate
            copy.atm = atm ?? .noatm
            copy.raw = raw ?? (overhead == nil)
            copy.overhead = overhead ?? 0
            copy.mpu = mpu ?? 0
            copy.rtt = max(rtt ?? .milliseconds(100), .microseconds(1))
            copy.target = max(target ?? impliedTarget ?? .milliseconds(5), .microseconds(1))
            copy.autorateIngress = autorateIngress ?? false
            copy.memoryLimit = memoryLimit ?? .bytes(0)
            copy.nat = nat ?? false
            copy.wash = wash ?? false
            copy.ingress = ingress ?? false
            copy.ackFilter = ackFilter ?? AckFilter.none
            copy.splitGSO = splitGSO ?? true
            copy.fwmark = fwmark ?? 0
            return copy
        }
    }
}
