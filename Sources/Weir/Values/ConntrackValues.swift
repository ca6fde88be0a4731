/// What conntrack says of the packet's connection.
public struct CtState: BitmaskValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    public static var invalid: CtState { CtState(named: "invalid") }
    public static var new: CtState { CtState(named: "new") }
    public static var established: CtState { CtState(named: "established") }
    public static var related: CtState { CtState(named: "related") }
    public static var untracked: CtState { CtState(named: "untracked") }
}

/// What became of the connection so far: `enum ip_conntrack_status`.
public struct CtStatus: BitmaskValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    public static var expected: CtStatus { CtStatus(named: "expected") }
    public static var seenReply: CtStatus { CtStatus(named: "seen-reply") }
    public static var assured: CtStatus { CtStatus(named: "assured") }
    public static var confirmed: CtStatus { CtStatus(named: "confirmed") }
    public static var snat: CtStatus { CtStatus(named: "snat") }
    public static var dnat: CtStatus { CtStatus(named: "dnat") }
    public static var dying: CtStatus { CtStatus(named: "dying") }
}

/// Whether the packet goes the way of the first one.
public struct CtDirection: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    public static var original: CtDirection { CtDirection(named: "original") }
    public static var reply: CtDirection { CtDirection(named: "reply") }
}

/// Events of the connection that listeners hear.
public struct CtEvent: BitmaskValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    public static var new: CtEvent { CtEvent(named: "new") }
    public static var related: CtEvent { CtEvent(named: "related") }
    public static var destroy: CtEvent { CtEvent(named: "destroy") }
    public static var reply: CtEvent { CtEvent(named: "reply") }
    public static var assured: CtEvent { CtEvent(named: "assured") }
    public static var protoinfo: CtEvent { CtEvent(named: "protoinfo") }
    public static var helper: CtEvent { CtEvent(named: "helper") }
    public static var mark: CtEvent { CtEvent(named: "mark") }
    public static var seqadj: CtEvent { CtEvent(named: "seqadj") }
    public static var secmark: CtEvent { CtEvent(named: "secmark") }
    public static var label: CtEvent { CtEvent(named: "label") }
}
