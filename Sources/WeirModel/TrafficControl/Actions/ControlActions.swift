extension Action {
    /// Decides by its control alone; with a probability, another way now and then.
    public struct GAct: TrafficOptions {
        public static let kind = "gact"
        public enum Randomness: String, Codable, Hashable, Sendable, CaseIterable { case none, netrand, determ }
        public struct Probability: Codable, Hashable, Sendable {
            public var randomness: Randomness
            /// One in so many packets.
            public var value: UInt16
            public var control: ActionControl
            public init(_ randomness: Randomness, value: UInt16, control: ActionControl) {
                self.randomness = randomness
                self.value = value
                self.control = control
            }
        }
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
        public var mode = Mode.egressRedirect
        public var device = ""
        public init() {}
        public init(_ mode: Mode, device: String) {
            self.mode = mode
            self.device = device
        }
    }

    /// Measures a rate and decides on what exceeds it; the action's control is for that.
    public struct Police: TrafficOptions {
        public static let kind = "police"
        public var rate: BitRate?
        public var burst: Burst?
        public var peakRate: BitRate?
        /// Bytes of the longest packet; longer ones exceed.
        public var mtu: UInt32?
        public var packetRate: UInt64?
        /// Packets, held as the time that they take.
        public var packetBurst: Burst?
        /// Estimated, for comparison with `averageRate` alone.
        public var averageRate: UInt32?
        /// What happens to what conforms; `pipe` when not said.
        public var conform: ActionControl?
        public var overhead: UInt16?
        public var mpu: UInt16?
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
        /// One in so many packets.
        public var rate: UInt32?
        public var truncate: UInt32?
        public var group: UInt32?
        public init() {}
    }

    /// Logs a text for each packet.
    public struct Simple: TrafficOptions {
        public static let kind = "simple"
        public var text: String?
        public init() {}
    }
}
