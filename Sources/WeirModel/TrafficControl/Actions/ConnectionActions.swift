extension Action {
    /// Sends the packet through connection tracking.
    public struct CT: TrafficOptions {
        public static let kind = "ct"
        /// `TCA_CT_ACT_*` of linux/tc_act/tc_ct.h.
        public struct Flags: OptionSet, Codable, Hashable, Sendable {
            public var rawValue: UInt16
            public init(rawValue: UInt16) { self.rawValue = rawValue }
            /// Confirms the connection: tc's `commit`.
            public static let commit = Flags(rawValue: 1)
            /// Makes the packet's direction the original one: tc's `force`. With `commit`.
            public static let force = Flags(rawValue: 2)
            /// Removes conntrack's state from the packet: tc's `clear`.
            public static let clear = Flags(rawValue: 4)
            /// Translates addresses: tc's `nat`.
            public static let nat = Flags(rawValue: 8)
            /// Translates the source: tc's `nat src`.
            public static let source = Flags(rawValue: 16)
            /// Translates the destination: tc's `nat dst`.
            public static let destination = Flags(rawValue: 32)
        }
        /// `[.commit, .nat, .source]` and so on.
        public var flags: Flags = []
        /// The conntrack zone: tc's `zone`. 0 by default.
        public var zone: UInt16?
        /// The mark of the connection: tc's `mark VALUE/MASK`. With `commit`.
        public var mark: Masked<UInt32>?
        /// The label of the connection, 16 bytes: tc's `label VALUE/MASK`. With `commit`.
        public var label: Masked<HexBytes>?
        /// The first IPv4 address of the translation: tc's `addr`.
        public var ipv4Minimum: IPv4Address?
        /// The last IPv4 address of the translation; the first by default.
        public var ipv4Maximum: IPv4Address?
        /// The first IPv6 address of the translation: tc's `addr`.
        public var ipv6Minimum: IPv6Address?
        /// The last IPv6 address of the translation; the first by default.
        public var ipv6Maximum: IPv6Address?
        /// The first port of the translation: tc's `port`.
        public var portMinimum: UInt16?
        /// The last port of the translation; the first by default.
        public var portMaximum: UInt16?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            if !flags.contains(.clear) { copy.zone = zone ?? 0 }
            if !flags.contains(.nat) {
                (copy.ipv4Minimum, copy.ipv4Maximum, copy.ipv6Minimum, copy.ipv6Maximum) = (nil, nil, nil, nil)
                (copy.portMinimum, copy.portMaximum) = (nil, nil)
            }
            if ipv4Minimum == ipv4Maximum { copy.ipv4Maximum = nil }
            if ipv6Minimum == ipv6Maximum { copy.ipv6Maximum = nil }
            if portMinimum == portMaximum { copy.portMaximum = nil }
            return copy
        }
    }

    /// Restores the packet's DSCP and mark from its connection.
    public struct CTInfo: TrafficOptions {
        public static let kind = "ctinfo"
        /// The conntrack zone: tc's `zone`. 0 by default.
        public var zone: UInt16?
        /// The bits of the connection's mark that hold the DSCP: tc's `dscp MASK`.
        public var dscpMask: UInt32?
        /// The bits of the mark, of which at least one has to be set for the DSCP to be restored: the second number of tc's `dscp`.
        public var dscpStateMask: UInt32?
        /// The bits of the connection's mark that are copied to the packet's: tc's `cpmark`.
        public var cpmarkMask: UInt32?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.zone = zone ?? 0
            if dscpMask == nil { copy.dscpStateMask = nil }
            return copy
        }
    }

    /// Restores the packet's mark from its connection.
    public struct ConnMark: TrafficOptions {
        public static let kind = "connmark"
        /// The conntrack zone: tc's `zone`. 0 by default.
        public var zone: UInt16?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.zone = zone ?? 0
            return copy
        }
    }

    /// Sets or removes the metadata that a tunnel device sends the packet with.
    public struct TunnelKey: TrafficOptions {
        public static let kind = "tunnel_key"
        /// Whether the metadata is removed: tc's `unset` instead of `set`.
        public var isRelease = false
        /// The outer IPv4 source: tc's `src_ip`.
        public var sourceIPv4: IPv4Address?
        /// The outer IPv4 destination: tc's `dst_ip`.
        public var destinationIPv4: IPv4Address?
        /// The outer IPv6 source: tc's `src_ip`.
        public var sourceIPv6: IPv6Address?
        /// The outer IPv6 destination: tc's `dst_ip`.
        public var destinationIPv6: IPv6Address?
        /// The tunnel's number, such as a VNI: tc's `id`.
        public var keyID: UInt32?
        /// The outer UDP destination port: tc's `dst_port`.
        public var destinationPort: UInt16?
        /// Whether outer UDP has a checksum: tc's `csum`, `nocsum`. On by default.
        public var checksum: Bool?
        /// The outer DS field: tc's `tos`.
        public var tos: UInt8?
        /// The outer time to live: tc's `ttl`.
        public var ttl: UInt8?
        /// Options of the tunnel's header: tc's `geneve_opts`, `vxlan_opts`, `erspan_opts`.
        public var options: [Filter.TunnelOption]?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            if !isRelease { copy.checksum = checksum ?? true }
            return copy
        }
    }

    /// Lets packets pass or drops them by a schedule.
    public struct Gate: TrafficOptions {
        public static let kind = "gate"
        /// One step of the schedule: tc's `sched-entry open 200000000 -1 8000000`.
        public struct Entry: Codable, Hashable, Sendable {
            /// Whether packets pass: tc's `open`, `close`.
            public var isOpen: Bool
            /// The duration of the step.
            public var interval: TimeSpan
            /// The internal priority of packets; -1, the default, is none.
            public var internalPriority: Int32?
            /// The bytes that may pass during the step; -1, the default, is no limit.
            public var maxOctets: Int32?
            public init(isOpen: Bool, interval: TimeSpan, internalPriority: Int32? = nil, maxOctets: Int32? = nil) {
                self.isOpen = isOpen
                self.interval = interval
                self.internalPriority = internalPriority
                self.maxOctets = maxOctets
            }
        }
        /// The action's priority: tc's `priority`. -1, none, by default.
        public var priority: Int32?
        /// The steps of a cycle: tc's `sched-entry`, one for each.
        public var entries: [Entry] = []
        /// The start of the schedule, in nanoseconds of the clock: tc's `base-time`. 0 by default.
        public var baseTime: UInt64?
        /// The length of a cycle: tc's `cycle-time`. The sum of the steps by default.
        public var cycleTime: TimeSpan?
        /// The most by which a cycle may be lengthened: tc's `cycle-time-ext`. 0 by default.
        public var cycleTimeExtension: TimeSpan?
        /// tc's `flags`. 0 by default.
        public var flags: UInt32?
        /// The clock, `CLOCK_*` of linux/time.h: tc's `clockid`. 11, `CLOCK_TAI`, by default.
        public var clockID: Int32?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.priority = priority ?? -1
            copy.baseTime = baseTime ?? 0
            copy.cycleTime =
                cycleTime.flatMap { $0.nanoseconds == 0 ? nil : $0 }
                ?? TimeSpan(nanoseconds: entries.reduce(0) { $0 &+ $1.interval.nanoseconds })
            copy.cycleTimeExtension = cycleTimeExtension ?? TimeSpan(nanoseconds: 0)
            copy.flags = flags ?? 0
            copy.clockID = clockID ?? 11
            copy.entries = entries.map {
                Entry(isOpen: $0.isOpen, interval: $0.interval, internalPriority: $0.internalPriority ?? -1, maxOctets: $0.maxOctets ?? -1)
            }
            return copy
        }
    }
}
