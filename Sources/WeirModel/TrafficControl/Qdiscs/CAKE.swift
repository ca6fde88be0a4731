extension Qdisc {
    /// Common applications kept enhanced: shaper, fair queueing and active queue management in one.
    public struct CAKE: TrafficOptions {
        public static let kind = "cake"
        /// The priority tins that packets are sorted into by DSCP.
        public enum DiffServ: String, Codable, Hashable, Sendable, CaseIterable {
            case diffserv3, diffserv4, diffserv8, besteffort, precedence
        }
        /// The fairness: by flow, by host, or by both.
        public enum FlowMode: String, Codable, Hashable, Sendable, CaseIterable {
            case flowblind, srchost, dsthost, hosts, flows
            case dualSrchost = "dual-srchost"
            case dualDsthost = "dual-dsthost"
            case tripleIsolate = "triple-isolate"
        }
        /// The framing that is compensated for.
        public enum ATM: String, Codable, Hashable, Sendable, CaseIterable { case noatm, atm, ptm }
        /// The filter of redundant TCP acknowledgements.
        public enum AckFilter: String, Codable, Hashable, Sendable, CaseIterable {
            case none = "no-ack-filter"
            case filter = "ack-filter"
            case aggressive = "ack-filter-aggressive"
        }

        /// The rate of the shaper: tc's `bandwidth`. `nil` and 0 mean no limit, tc's `unlimited`.
        public var bandwidth: BitRate?
        /// The priority tins: tc's `diffserv3`, `diffserv4`, `diffserv8`, `besteffort`, `precedence`. `diffserv3` by default.
        public var diffserv: DiffServ?
        /// The fairness: tc's `triple-isolate`, `dual-srchost`, `flows` and so on. `triple-isolate` by default.
        public var flowMode: FlowMode?
        /// The compensation for framing: tc's `noatm`, `atm` for ADSL, `ptm` for VDSL2. `noatm` by default.
        public var atm: ATM?
        /// Bytes that are added to each packet's length, -64 to 256: tc's `overhead`.
        public var overhead: Int32?
        /// Whether the kernel's lengths count without any overhead: tc's `raw`. On by default, unless `overhead` is set.
        public var raw: Bool?
        /// The least length that a packet counts for, 0 to 256 bytes: tc's `mpu`. 0 by default.
        public var mpu: UInt32?
        /// The round-trip time that the queue management is tuned for: tc's `rtt`. 100 ms by default.
        public var rtt: TimeSpan?
        /// The acceptable standing delay. A twentieth of `rtt` by default; tc has no word for it.
        public var target: TimeSpan?
        /// Whether the rate follows the traffic that arrives: tc's `autorate-ingress`. Off by default.
        public var autorateIngress: Bool?
        /// The memory that waiting packets may take: tc's `memlimit`. 0, the default, is computed from bandwidth and round trip.
        public var memoryLimit: ByteSize?
        /// Whether hosts are those before NAT, as conntrack has them: tc's `nat`, `nonat`. Off by default.
        public var nat: Bool?
        /// Whether DSCP is cleared behind the shaper: tc's `wash`, `nowash`. Off by default.
        public var wash: Bool?
        /// Whether dropped packets count against the rate, as for traffic that already came: tc's `ingress`, `egress`. Off by default.
        public var ingress: Bool?
        /// The filter of TCP acknowledgements: tc's `ack-filter`, `ack-filter-aggressive`, `no-ack-filter`. None by default.
        public var ackFilter: AckFilter?
        /// Whether packets of several segments are split: tc's `split-gso`, `no-split-gso`. On by default.
        public var splitGSO: Bool?
        /// The bits of the packet's mark that choose the tin: tc's `fwmark`. 0, the default, chooses by DSCP.
        public var fwmark: UInt32?
        private enum CodingKeys: String, CodingKey {
            case bandwidth, diffserv, flowMode, atm, overhead, raw, mpu, rtt, target, autorateIngress, memoryLimit, nat, wash, ingress,
                ackFilter, splitGSO, fwmark
        }
        public init() {}

        /// The target that is sent along with an rtt that has none: a twentieth of it, as tc does. tc-cake(8).
        public var impliedTarget: TimeSpan? { rtt.map { .microseconds(max($0.nanoseconds / 1000 / 20, 1)) } }

        public func canonical(on link: LinkDefaults) -> Self {
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
