/// How long connections are remembered in each state of their protocol.
public struct CtTimeoutPolicy: Sendable, ExpressibleByDictionaryLiteral {
    /// A state of `enum ctattr_timeout_tcp` or `enum ctattr_timeout_udp`.
    public struct State: Sendable, ExpressibleByIntegerLiteral {
        let number: UInt32
        init(number: UInt32) { self.number = number }
        public init(integerLiteral value: UInt32) { number = value }

        // Of tcp.
        public static let synSent = State(number: 1)
        public static let synRecv = State(number: 2)
        public static let established = State(number: 3)
        public static let finWait = State(number: 4)
        public static let closeWait = State(number: 5)
        public static let lastAck = State(number: 6)
        public static let timeWait = State(number: 7)
        public static let close = State(number: 8)
        public static let synSent2 = State(number: 9)
        public static let retrans = State(number: 10)
        public static let unack = State(number: 11)
        // Of udp.
        public static let unreplied = State(number: 1)
        public static let replied = State(number: 2)
    }

    /// Seconds by state.
    let seconds: [UInt32: UInt32]

    public init(dictionaryLiteral elements: (State, Duration)...) {
        seconds = Dictionary(
            elements.map { ($0.number, UInt32(clamping: $1.wholeSeconds)) }, uniquingKeysWith: { _, last in last })
    }
}
