internal import WeirModel

/// Numbers of qdiscs and classes that a check compares.
enum QdiscNumbers {
    static func tbfBurst(_ qdisc: Qdisc) -> UInt64? { nil }
    static func wantsQueueRates(_ qdisc: Qdisc) -> Bool { false }
}
