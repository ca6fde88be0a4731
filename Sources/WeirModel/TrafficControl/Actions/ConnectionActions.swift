extension Action {
    /// Sends the packet through connection tracking.
    public struct CT: TrafficOptions {
        public static let kind = "ct"
        /// TCA_CT_ACT_*
        public struct Flags: OptionSet, Codable, Hashable, Sendable {
            public var rawValue: UInt16
            public init(rawValue: UInt16) { self.rawValue = rawValue }
            public static let commit = Flags(rawValue: 1)
            public static let force = Flags(rawValue: 2)
            public static let clear = Flags(rawValue: 4)
            public static let nat = Flags(rawValue: 8)
            public static let source = Flags(rawValue: 16)
            public static let destination = Flags(rawValue: 32)
        }
        public var flags: Flags = []
        public var zone: UInt16?
        public var mark: Masked<UInt32>?
        /// 16 bytes.
        public var label: Masked<HexBytes>?
        public var ipv4Minimum: IPv4Address?
        public var ipv4Maximum: IPv4Address?
        public var ipv6Minimum: IPv6Address?
        public var ipv6Maximum: IPv6Address?
        public var portMinimum: UInt16?
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
        public var zone: UInt16?
        public var dscpMask: UInt32?
        public var dscpStateMask: UInt32?
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
        public var zone: UInt16?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            copy.zone = zone ?? 0
            return copy
        }
    }

    /// Sets or releases what a tunnel device sends the packet with.
    public struct TunnelKey: TrafficOptions {
        public static let kind = "tunnel_key"
        public var isRelease = false
        public var sourceIPv4: IPv4Address?
        public var destinationIPv4: IPv4Address?
        public var sourceIPv6: IPv6Address?
        public var destinationIPv6: IPv6Address?
        public var keyID: UInt32?
        public var destinationPort: UInt16?
        public var checksum: Bool?
        public var tos: UInt8?
        public var ttl: UInt8?
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
        public struct Entry: Codable, Hashable, Sendable {
            public var isOpen: Bool
            public var interval: TimeSpan
            /// The internal priority; -1 is none.
            public var internalPriority: Int32?
            /// -1 is no limit.
            public var maxOctets: Int32?
            public init(isOpen: Bool, interval: TimeSpan, internalPriority: Int32? = nil, maxOctets: Int32? = nil) {
                self.isOpen = isOpen
                self.interval = interval
                self.internalPriority = internalPriority
                self.maxOctets = maxOctets
            }
        }
        public var priority: Int32?
        public var entries: [Entry] = []
        /// Nanoseconds of the clock.
        public var baseTime: UInt64?
        public var cycleTime: TimeSpan?
        public var cycleTimeExtension: TimeSpan?
        public var flags: UInt32?
        /// CLOCK_* of linux/time.h: 11 is TAI.
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
