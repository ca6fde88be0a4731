/// The state of the packet's connection, from conntrack.
public struct CtState: BitmaskValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// Belongs to no connection that conntrack can make out: nft's `invalid`.
    public static var invalid: CtState { CtState(named: "invalid") }
    /// The first packet of a connection, or one seen in one direction only: nft's `new`.
    public static var new: CtState { CtState(named: "new") }
    /// Belongs to a connection with packets in both directions: nft's `established`.
    public static var established: CtState { CtState(named: "established") }
    /// Begins a connection that another one announced, or is an ICMP error about one: nft's `related`.
    public static var related: CtState { CtState(named: "related") }
    /// Excluded from tracking by `notrack`: nft's `untracked`.
    public static var untracked: CtState { CtState(named: "untracked") }
}

/// The history of the connection: `enum ip_conntrack_status`.
public struct CtStatus: BitmaskValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// The connection was expected by another one: nft's `expected`.
    public static var expected: CtStatus { CtStatus(named: "expected") }
    /// Packets went in both directions: nft's `seen-reply`.
    public static var seenReply: CtStatus { CtStatus(named: "seen-reply") }
    /// The connection is not removed early when the table is full: nft's `assured`.
    public static var assured: CtStatus { CtStatus(named: "assured") }
    /// The first packet has left the host: nft's `confirmed`.
    public static var confirmed: CtStatus { CtStatus(named: "confirmed") }
    /// The source is translated: nft's `snat`.
    public static var snat: CtStatus { CtStatus(named: "snat") }
    /// The destination is translated: nft's `dnat`.
    public static var dnat: CtStatus { CtStatus(named: "dnat") }
    /// The connection is being removed: nft's `dying`.
    public static var dying: CtStatus { CtStatus(named: "dying") }
}

/// Whether the packet goes the way of the first one.
public struct CtDirection: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// In the direction of the connection's first packet: nft's `original`.
    public static var original: CtDirection { CtDirection(named: "original") }
    /// In the direction of the replies: nft's `reply`.
    public static var reply: CtDirection { CtDirection(named: "reply") }
}

/// Events of the connection that are sent to listeners.
public struct CtEvent: BitmaskValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// A new connection: nft's `new`.
    public static var new: CtEvent { CtEvent(named: "new") }
    /// A new related connection: nft's `related`.
    public static var related: CtEvent { CtEvent(named: "related") }
    /// The end of the connection: nft's `destroy`.
    public static var destroy: CtEvent { CtEvent(named: "destroy") }
    /// The first reply: nft's `reply`.
    public static var reply: CtEvent { CtEvent(named: "reply") }
    /// The connection became assured: nft's `assured`.
    public static var assured: CtEvent { CtEvent(named: "assured") }
    /// The protocol's state changed: nft's `protoinfo`.
    public static var protoinfo: CtEvent { CtEvent(named: "protoinfo") }
    /// A helper was assigned: nft's `helper`.
    public static var helper: CtEvent { CtEvent(named: "helper") }
    /// The mark changed: nft's `mark`.
    public static var mark: CtEvent { CtEvent(named: "mark") }
    /// The adjustment of sequence numbers changed: nft's `seqadj`.
    public static var seqadj: CtEvent { CtEvent(named: "seqadj") }
    /// The security context changed: nft's `secmark`.
    public static var secmark: CtEvent { CtEvent(named: "secmark") }
    /// The label changed: nft's `label`.
    public static var label: CtEvent { CtEvent(named: "label") }
}
