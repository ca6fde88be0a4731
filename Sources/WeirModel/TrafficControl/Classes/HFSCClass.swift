extension TrafficClass {
    /// A class of hfsc; at least one of real-time and link-sharing curve.
    public struct HFSC: TrafficOptions {
        public static let kind = "hfsc"

        /// Two slopes; the first holds for `d`, in whole microseconds.
        public struct Curve: Codable, Hashable, Sendable {
            public var m1: BitRate
            public var d: TimeSpan
            public var m2: BitRate
            public init(m1: BitRate = BitRate(bytesPerSecond: 0), d: TimeSpan = TimeSpan(nanoseconds: 0), m2: BitRate) {
                self.m1 = m1
                self.d = d
                self.m2 = m2
            }
            var isZero: Bool { m1.bytesPerSecond == 0 && m2.bytesPerSecond == 0 }
        }

        public var realTime: Curve?
        public var linkSharing: Curve?
        public var upperLimit: Curve?
        public init() {}

        public func canonical(on link: LinkFacts) -> Self {
            var copy = self
            if realTime?.isZero == true { copy.realTime = nil }
            if linkSharing?.isZero == true { copy.linkSharing = nil }
            if upperLimit?.isZero == true { copy.upperLimit = nil }
            return copy
        }
    }
}
