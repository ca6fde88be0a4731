extension TrafficClass {
    /// A class of hfsc; at least one of real-time and link-sharing curve.
    public struct HFSC: TrafficOptions {
        public static let kind = "hfsc"

        /// Two slopes; the first lasts `d`, in whole microseconds.
        public struct Curve: Codable, Hashable, Sendable {
            /// The slope of the first part: tc's `m1`.
            public var m1: BitRate
            /// The length of the first part, in whole microseconds: tc's `d`.
            public var d: TimeSpan
            /// The slope of the second part: tc's `m2`.
            public var m2: BitRate
            private enum CodingKeys: String, CodingKey { case m1, d, m2 }
            public init(m1: BitRate = BitRate(bytesPerSecond: 0), d: TimeSpan = TimeSpan(nanoseconds: 0), m2: BitRate) {
                (self.m1, self.d, self.m2) = (m1, d, m2)
            }
            var isZero: Bool { m1.bytesPerSecond == 0 && m2.bytesPerSecond == 0 }
        }

        /// The guaranteed service: tc's `rt`. tc's `sc` sets this and `linkSharing`.
        public var realTime: Curve?
        /// The share of spare bandwidth: tc's `ls`.
        public var linkSharing: Curve?
        /// The most that the class may take of spare bandwidth: tc's `ul`.
        public var upperLimit: Curve?
        private enum CodingKeys: String, CodingKey { case realTime, linkSharing, upperLimit }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            if realTime?.isZero == true { copy.realTime = nil }
            if linkSharing?.isZero == true { copy.linkSharing = nil }
            if upperLimit?.isZero == true { copy.upperLimit = nil }
            return copy
        }
    }
}
