extension NICProfile {
    /// A setting and the most that the driver allows.
    package struct Limited: Sendable, Codable, Hashable {
        package var current: UInt32?
        package var maximum: UInt32?
        package init(current: UInt32? = nil, maximum: UInt32? = nil) { (self.current, self.maximum) = (current, maximum) }
    }

    /// `ETHTOOL_MSG_CHANNELS_GET`: interrupts, each with its queues. A kind that the driver lacks is nil.
    package struct Channels: Sendable, Codable, Hashable {
        package var receive: Limited?
        package var transmit: Limited?
        package var other: Limited?
        package var combined: Limited?

        package init(receive: Limited? = nil, transmit: Limited? = nil, other: Limited? = nil, combined: Limited? = nil) {
            (self.receive, self.transmit, self.other, self.combined) = (receive, transmit, other, combined)
        }

        /// Queues that receive, and queues that send.
        package var receivers: UInt32 { (receive?.current ?? 0).plus(clamped: combined?.current ?? 0) }
        package var transmitters: UInt32 { (transmit?.current ?? 0).plus(clamped: combined?.current ?? 0) }
    }

    /// `ETHTOOL_MSG_RINGS_GET`: descriptors a ring.
    package struct Rings: Sendable, Codable, Hashable {
        package var receive: Limited?
        package var receiveMini: Limited?
        package var receiveJumbo: Limited?
        package var transmit: Limited?
        /// Bytes.
        package var receiveBufferLength: UInt32?
        /// Bytes.
        package var completionSize: UInt32?
        package var transmitPush: Bool?

        package init(
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
    package struct RSS: Sendable, Codable, Hashable {
        /// Receive rings that the table may name. `ETHTOOL_GRXRINGS`
        package var rings: Reading<UInt32>
        /// `toeplitz`, `xor`, `crc32`.
        package var function: Reading<String>
        /// Bytes as hexadecimal digits with colons, as ethtool prints them.
        package var key: Reading<String>
        package var indirection: Reading<Indirection>
        /// The hashed fields, by flow type, in ethtool's letters: `sdfn` is addresses and both halves of the ports.
        package var hashFields: Reading<[String: String]>
        /// Whether both directions of a flow have the same hash: ethtool's `input_xfrm`. `nil` if the kernel does not tell, as before Linux 6.8.
        package var isSymmetric: Bool?
        /// The tables of further contexts, by number: ethtool's `-x DEV context N`. `nil` if the kernel does not list them, as before Linux 6.12.
        package var contexts: [String: Indirection]?

        package init(
            rings: Reading<UInt32>, function: Reading<String>, key: Reading<String>, indirection: Reading<Indirection>,
            hashFields: Reading<[String: String]>
        ) { (self.rings, self.function, self.key, self.indirection, self.hashFields) = (rings, function, key, indirection, hashFields) }
    }

    /// A receive ring per hash bucket; in documents one line of numbers.
    package struct Indirection: Sendable, Hashable, TextCoded {
        package var rings: [UInt32]

        package init(_ rings: [UInt32]) { self.rings = rings }

        package init?(_ description: String) {
            rings = []
            for word in description.split(separator: " ") {
                guard let ring = UInt32(word) else { return nil }
                rings.append(ring)
            }
        }

        package var description: String { rings.map(String.init).joined(separator: " ") }
    }

    /// A rule of the card's own classifier, which acts before any hook sees the packet. `ETHTOOL_GRXCLSRULE`
    package struct NtupleRule: Sendable, Codable, Hashable {
        package enum Action: Sendable, Hashable, Codable {
            /// `RX_CLS_FLOW_DISC`
            case drop
            /// `RX_CLS_FLOW_WAKE`
            case wake
            case queue(UInt32, vf: UInt32?)
            /// `FLOW_RSS`: the card spreads its packets by the table of this context.
            case context(UInt32)
        }
        package var location: UInt32
        /// ethtool's name: `tcp4`, `ether`; or the number.
        package var flow: String
        /// Its matches, in ethtool's words with its masks: `dst-port` to `80`, `src-ip` to `10.0.0.0/0.255.255.255`.
        package var match: [String: String]
        package var action: Action

        package init(location: UInt32, flow: String, match: [String: String], action: Action) {
            (self.location, self.flow, self.match, self.action) = (location, flow, match, action)
        }
    }

    /// The content of `/sys/class/net/NAME/queues`. CPU masks are the kernel's text.
    package struct QueueFacts: Sendable, Codable, Hashable {
        package struct Receive: Sendable, Codable, Hashable {
            package var rpsCPUs: String?
            package var rpsFlowCount: UInt32?
            package init(rpsCPUs: String? = nil, rpsFlowCount: UInt32? = nil) {
                (self.rpsCPUs, self.rpsFlowCount) = (rpsCPUs, rpsFlowCount)
            }
        }
        package struct Transmit: Sendable, Codable, Hashable {
            package var xpsCPUs: String?
            /// `tx_maxrate`, 10^6 bits a second; 0: none.
            package var maxRate: UInt32?
            /// byte_queue_limits/limit_max in bytes; `nil` if the kernel has no byte queue limits.
            package var byteLimitMax: UInt64?
            package init(xpsCPUs: String? = nil, maxRate: UInt32? = nil, byteLimitMax: UInt64? = nil) {
                (self.xpsCPUs, self.maxRate, self.byteLimitMax) = (xpsCPUs, maxRate, byteLimitMax)
            }
        }
        package var receive: [Receive]
        package var transmit: [Transmit]

        package init(receive: [Receive], transmit: [Transmit]) { (self.receive, self.transmit) = (receive, transmit) }
    }
}
