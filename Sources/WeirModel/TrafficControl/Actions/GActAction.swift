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
            private enum CodingKeys: String, CodingKey { case randomness, value, control }
            public init(_ randomness: Randomness, value: UInt16, control: ActionControl) {
                (self.randomness, self.value, self.control) = (randomness, value, control)
            }
        }
        /// Another way for one in N packets; none by default.
        public var probability: Probability?
        private enum CodingKeys: String, CodingKey { case probability }
        public init() {}
    }
}
