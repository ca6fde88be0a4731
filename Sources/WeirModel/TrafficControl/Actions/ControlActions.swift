extension Action {
    /// Decides by its control alone; with a probability, another way now and then.
    public struct GAct: TrafficOptions {
        public static let kind = "gact"
        /// The choice of the packets that go another way: at random (`netrand`) or by counting (`determ`).
        public enum Randomness: String, Codable, Hashable, Sendable, CaseIterable { case none, netrand, determ }
        /// Another way for some packets: tc's `random netrand drop 10`.
        public struct Probability: Codable, Hashable, Sendable {
            /// tc's `netrand` or `determ`.
            public var randomness: Randomness
            /// The number N of “one in N packets”.
            public var value: UInt16
            /// The other way.
            public var control: ActionControl
            public init(_ randomness: Randomness, value: UInt16, control: ActionControl) {
                self.randomness = randomness
                self.value = value
                self.control = control
            }
        }
        /// Another way for one in N packets; none by default.
        public var probability: Probability?
        public init() {}
    }

    /// Hands the packet, or a copy, to a link.
    public struct Mirred: TrafficOptions {
        public static let kind = "mirred"
        /// TCA_EGRESS_REDIR and the like, 1 to 4.
        public enum Mode: String, Codable, Hashable, Sendable, CaseIterable {
            case egressRedirect = "egress redirect"
            case egressMirror = "egress mirror"
            case ingressRedirect = "ingress redirect"
            case ingressMirror = "ingress mirror"
        }
        /// The direction, and whether the packet itself or a copy goes: tc's `egress redirect`, `ingress mirror`.
        public var mode = Mode.egressRedirect
        /// The link: tc's `dev`.
        public var device = ""
        public init() {}
        public init(_ mode: Mode, device: String) {
            self.mode = mode
            self.device = device
        }
    }

    /// Meters packets against a rate; the action's control is for packets over it.
    public struct Police: TrafficOptions {
        public static let kind = "police"
        /// The rate in bytes: tc's `rate`.
        public var rate: BitRate?
        /// The size of the bucket: tc's `burst`.
        public var burst: Burst?
        /// The largest rate at which the bucket may be emptied: tc's `peakrate`.
        public var peakRate: BitRate?
        /// The length of the longest packet in bytes; longer ones exceed: tc's `mtu`. 2040 by default with `rate`, else no limit.
        public var mtu: UInt32?
        /// The rate in packets per second, instead of `rate`: tc's `pkt_rate`.
        public var packetRate: UInt64?
        /// The size of the bucket in packets, held as the time that they take: tc's `pkt_burst`.
        public var packetBurst: Burst?
        /// The estimated rate from which packets exceed, in bytes per second: tc's `avrate`. It needs an estimator.
        public var averageRate: UInt32?
        /// The fate of packets within the rate: the second word of tc's `conform-exceed`. `pass` by default here; `.police(rate:burst:)`
        /// sets `pipe`.
        public var conform: ActionControl?
        /// Bytes that are added to each packet's length: tc's `overhead`. 0 by default.
        public var overhead: UInt16?
        /// The least length that a packet counts for, in bytes: tc's `mpu`. 0 by default.
        public var mpu: UInt16?
        /// The link layer that lengths are rounded for: tc's `linklayer ethernet`, `linklayer atm`. Ethernet by default.
        public var linkLayer: LinkLayer?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            if let rate { copy.burst = (burst ?? .bytes(0)).canonical(at: rate) }
            if let packetRate { copy.packetBurst = (packetBurst ?? .bytes(0)).canonical(at: BitRate(bytesPerSecond: packetRate)) }
            if let mtu, mtu != 0 {
                copy.mtu = mtu
            } else {
                copy.mtu = rate == nil ? .max : 2040
            }
            copy.overhead = rate == nil ? 0 : overhead ?? 0
            copy.mpu = rate == nil ? 0 : mpu ?? 0
            copy.linkLayer = rate == nil ? nil : linkLayer ?? .ethernet
            if rate == nil { copy.peakRate = nil }
            if averageRate == 0 { copy.averageRate = nil }
            copy.conform = conform ?? .pass
            return copy
        }
    }

    /// Runs a BPF program.
    public struct BPF: TrafficOptions {
        public static let kind = "bpf"
        /// The program: tc's `object-pinned`, `bytecode`.
        public var program = BPFProgram()
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.program.pinned = nil
            return copy
        }
    }

    /// Samples packets to psample.
    public struct Sample: TrafficOptions {
        public static let kind = "sample"
        /// The number N of “one in N packets”: tc's `rate`.
        public var rate: UInt32?
        /// The bytes of a packet that are sampled: tc's `trunc`. All by default.
        public var truncate: UInt32?
        /// The group of psample: tc's `group`.
        public var group: UInt32?
        public init() {}
    }

    /// Logs a text for each packet.
    public struct Simple: TrafficOptions {
        public static let kind = "simple"
        /// The text: tc's `sdata`.
        public var text: String?
        public init() {}
    }
}
