import WeirModel

// Statements with state: counters, quotas, limits and similar.
extension Statement {
    /// Counts packets and bytes.
    public static var counter: Statement { Statement(.counter(WeirModel.Counter())) }

    /// Starts from these numbers.
    public static func counter(packets: UInt64, bytes: UInt64) -> Statement {
        Statement(.counter(WeirModel.Counter(packets: packets, bytes: bytes)))
    }

    /// A counter of the table: `.counter("ssh")` declares it.
    public static func counter(_ counter: Counter) -> Statement { counter.statement }

    /// Matches until this number of bytes was seen: nft's `quota 10 mbytes`.
    public static func quota(_ bytes: ByteCount, used: ByteCount = 0) -> Statement {
        Statement(.quota(WeirModel.Quota(bytes: bytes.count, used: used.count)))
    }

    /// Matches once this number of bytes was seen: nft's `quota over 10 mbytes`.
    public static func quota(over bytes: ByteCount, used: ByteCount = 0) -> Statement {
        Statement(.quota(WeirModel.Quota(bytes: bytes.count, over: true, used: used.count)))
    }

    /// A quota of the table.
    public static func quota(_ quota: Quota) -> Statement { quota.statement }

    /// Matches up to the rate: packets, or with a unit bytes (`.limit(.mbytes(1), per: .second)`).
    public static func limit(_ rate: LimitRate, per period: Period, burst: LimitRate? = nil) -> Statement {
        limit(rate, period, burst, over: false)
    }

    /// Matches over the rate.
    public static func limit(over rate: LimitRate, per period: Period, burst: LimitRate? = nil) -> Statement {
        limit(rate, period, burst, over: true)
    }

    /// A limit of the table.
    public static func limit(_ limit: Limit) -> Statement { limit.statement }

    private static func limit(_ rate: LimitRate, _ period: Period, _ burst: LimitRate?, over: Bool) -> Statement {
        var notes = Notes()
        if let burst, burst.unit != rate.unit { notes.error("bad-limit", "the burst has to be in \(rate.unit.rawValue), as the rate is") }
        return Statement(.limit(WeirModel.Limit(rate, per: period, burst: burst, over: over)), notes)
    }

    /// Matches up to this number of connections: nft's `ct count 10`. In a set's `each` and in set updates, per element.
    public static func ctCount(_ count: UInt32) -> Statement { Statement(.connectionLimit(count: count, over: false)) }

    /// Matches while there are more connections.
    public static func ctCount(over count: UInt32) -> Statement { Statement(.connectionLimit(count: count, over: true)) }

    /// Remembers when it last matched.
    public static var last: Statement { Statement(.last(since: nil)) }
    /// Starts with this time since the last match.
    public static func last(_ ago: Duration) -> Statement { Statement(.last(since: ago.wholeMilliseconds)) }

    /// The connection's helper.
    public static func ctHelper(_ helper: CtHelper) -> Statement { helper.statement }
    /// The connection's timeouts.
    public static func ctTimeout(_ timeout: CtTimeout) -> Statement { timeout.statement }
    /// The connection that is to follow this one.
    public static func ctExpectation(_ expectation: CtExpectation) -> Statement { expectation.statement }
    /// The packet's security context.
    public static func secmark(_ secmark: Secmark) -> Statement { secmark.statement }

    /// Answers handshakes for the server behind.
    public static func synproxy(mss: UInt16? = nil, wscale: UInt8? = nil, timestamp: Bool = false, sackPermitted: Bool = false) -> Statement
    {
        Statement(.synproxy(WeirModel.Synproxy(mss: mss, wscale: wscale, timestamp: timestamp, sackPermitted: sackPermitted)))
    }

    /// A synproxy of the table.
    public static func synproxy(_ synproxy: Synproxy) -> Statement { synproxy.statement }
}
