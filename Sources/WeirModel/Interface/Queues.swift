extension NICProfile {
    /// A setting and the most that the driver allows.
    public struct Limited: Sendable, Codable, Hashable {
        public var current: UInt32?
        public var maximum: UInt32?
        public init(current: UInt32? = nil, maximum: UInt32? = nil) {
            self.current = current
            self.maximum = maximum
        }
    }

    /// `ETHTOOL_MSG_CHANNELS_GET`: interrupts, each with its queues. A kind that the driver lacks is nil.
    public struct Channels: Sendable, Codable, Hashable {
        public var receive: Limited?
        public var transmit: Limited?
        public var other: Limited?
        public var combined: Limited?

        public init(receive: Limited? = nil, transmit: Limited? = nil, other: Limited? = nil, combined: Limited? = nil) {
            self.receive = receive
            self.transmit = transmit
            self.other = other
            self.combined = combined
        }

        /// Queues that receive, and queues that send.
        public var receivers: UInt32 { (receive?.current ?? 0).plus(clamped: combined?.current ?? 0) }
        public var transmitters: UInt32 { (transmit?.current ?? 0).plus(clamped: combined?.current ?? 0) }
    }

    /// `ETHTOOL_MSG_RINGS_GET`: descriptors a ring.
    public struct Rings: Sendable, Codable, Hashable {
        public var receive: Limited?
        public var receiveMini: Limited?
        public var receiveJumbo: Limited?
        public var transmit: Limited?
        /// Bytes.
        public var receiveBufferLength: UInt32?
        /// Bytes.
        public var completionSize: UInt32?
        public var transmitPush: Bool?

        public init(
            receive: Limited? = nil, receiveMini: Limited? = nil, receiveJumbo: Limited? = nil, transmit: Limited? = nil,
            receiveBufferLength: UInt32? = nil, completionSize: UInt32? = nil, transmitPush: Bool? = nil
        ) {
            self.receive = receive
            self.receiveMini = receiveMini
            self.receiveJumbo = receiveJumbo
            self.transmit = transmit
            self.receiveBufferLength = receiveBufferLength
            self.completionSize = completionSize
            self.transmitPush = transmitPush
        }
    }

    /// How received packets are spread over queues. `ETHTOOL_GRSSH`, `ETHTOOL_GRXFHINDIR`, `ETHTOOL_GRXFH`
    public struct RSS: Sendable, Codable, Hashable {
        /// Receive rings that the table may name. `ETHTOOL_GRXRINGS`
        public var rings: Reading<UInt32>
        /// `toeplitz`, `xor`, `crc32`.
        public var function: Reading<String>
        /// Bytes as hexadecimal digits with colons, as ethtool prints them.
        public var key: Reading<String>
        public var indirection: Reading<Indirection>
        /// The hashed fields, by flow type, in ethtool's letters: `sdfn` is addresses and both halves of the ports.
        public var hashFields: Reading<[String: String]>
        /// Whether both directions of a flow have the same hash: ethtool's `input_xfrm`. `nil` if the kernel does not tell, as before Linux 6.8.
        public var isSymmetric: Bool?

        public init(
            rings: Reading<UInt32>, function: Reading<String>, key: Reading<String>, indirection: Reading<Indirection>,
            hashFields: Reading<[String: String]>
        ) {
            self.rings = rings
            self.function = function
            self.key = key
            self.indirection = indirection
            self.hashFields = hashFields
        }
    }

    /// A receive ring per hash bucket; in documents one line of numbers.
    public struct Indirection: Sendable, Hashable, TextCoded {
        public var rings: [UInt32]

        public init(_ rings: [UInt32]) { self.rings = rings }

        public init?(_ description: String) {
            rings = []
            for word in description.split(separator: " ") {
                guard let ring = UInt32(word) else { return nil }
                rings.append(ring)
            }
        }

        public var description: String { rings.map(String.init).joined(separator: " ") }
    }

    /// A rule of the card's own classifier, which acts before any hook sees the packet. `ETHTOOL_GRXCLSRULE`
    public struct NtupleRule: Sendable, Codable, Hashable {
        public enum Action: Sendable, Hashable, Codable {
            /// `RX_CLS_FLOW_DISC`
            case drop
            /// `RX_CLS_FLOW_WAKE`
            case wake
            case queue(UInt32, vf: UInt32?)
        }
        public var location: UInt32
        /// ethtool's name: `tcp4`, `ether`; or the number.
        public var flow: String
        /// Its matches, in ethtool's words with its masks: `dst-port` to `80`, `src-ip` to `10.0.0.0/0.255.255.255`.
        public var match: [String: String]
        public var action: Action

        public init(location: UInt32, flow: String, match: [String: String], action: Action) {
            self.location = location
            self.flow = flow
            self.match = match
            self.action = action
        }
    }

    /// The content of `/sys/class/net/NAME/queues`. CPU masks are the kernel's text.
    public struct QueueFacts: Sendable, Codable, Hashable {
        public struct Receive: Sendable, Codable, Hashable {
            public var rpsCPUs: String?
            public var rpsFlowCount: UInt32?
            public init(rpsCPUs: String? = nil, rpsFlowCount: UInt32? = nil) {
                self.rpsCPUs = rpsCPUs
                self.rpsFlowCount = rpsFlowCount
            }
        }
        public struct Transmit: Sendable, Codable, Hashable {
            public var xpsCPUs: String?
            /// `tx_maxrate`, 10^6 bits a second; 0: none.
            public var maxRate: UInt32?
            /// byte_queue_limits/limit_max in bytes; `nil` if the kernel has no byte queue limits.
            public var byteLimitMax: UInt64?
            public init(xpsCPUs: String? = nil, maxRate: UInt32? = nil, byteLimitMax: UInt64? = nil) {
                self.xpsCPUs = xpsCPUs
                self.maxRate = maxRate
                self.byteLimitMax = byteLimitMax
            }
        }
        public var receive: [Receive]
        public var transmit: [Transmit]

        public init(receive: [Receive], transmit: [Transmit]) {
            self.receive = receive
            self.transmit = transmit
        }
    }
}
