/// How long connections are remembered in each state of their protocol.
public struct CtTimeoutPolicy: Sendable, ExpressibleByDictionaryLiteral {
    /// A state of `enum ctattr_timeout_tcp` or `enum ctattr_timeout_udp`.
    public struct State: Sendable, ExpressibleByIntegerLiteral {
        let number: UInt32
        init(number: UInt32) { self.number = number }
        public init(integerLiteral value: UInt32) { number = value }

        // Of tcp.
        /// A SYN was sent: nft's `syn_sent`. The kernel's default is 2 minutes.
        public static let synSent = State(number: 1)
        /// A SYN and its answer were seen: nft's `syn_recv`. 60 seconds.
        public static let synRecv = State(number: 2)
        /// The connection is established: nft's `established`. 5 days.
        public static let established = State(number: 3)
        /// A FIN was sent: nft's `fin_wait`. 2 minutes.
        public static let finWait = State(number: 4)
        /// A FIN was received: nft's `close_wait`. 60 seconds.
        public static let closeWait = State(number: 5)
        /// Both sides sent a FIN: nft's `last_ack`. 30 seconds.
        public static let lastAck = State(number: 6)
        /// The connection is closed, late packets may come: nft's `time_wait`. 2 minutes.
        public static let timeWait = State(number: 7)
        /// The connection was reset: nft's `close`. 10 seconds.
        public static let close = State(number: 8)
        /// Both sides sent a SYN: nft's `syn_sent2`. 2 minutes.
        public static let synSent2 = State(number: 9)
        /// After several retransmissions without an answer: nft's `retrans`. 5 minutes.
        public static let retrans = State(number: 10)
        /// Data is unacknowledged: nft's `unack`. 5 minutes.
        public static let unack = State(number: 11)
        // Of udp.
        /// Datagrams in one direction only: nft's `unreplied`. The kernel's default is 30 seconds.
        public static let unreplied = State(number: 1)
        /// Datagrams in both directions: nft's `replied`. 2 minutes.
        public static let replied = State(number: 2)
    }

    /// Seconds by state.
    let seconds: [UInt32: UInt32]

    public init(dictionaryLiteral elements: (State, Duration)...) {
        seconds = Dictionary(
            elements.map { ($0.number, UInt32(clamping: $1.wholeSeconds)) }, uniquingKeysWith: { _, last in last })
    }
}
