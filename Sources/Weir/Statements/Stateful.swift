import WeirModel

// Statements with state: counters, quotas, limits and similar.
extension Statement {
    /// Counts packets and bytes: nft's `counter`.
    public static var counter: Statement { Statement(.counter(WeirModel.Counter())) }

    /// Counts packets and bytes, from these numbers on: nft's `counter packets 3 bytes 120`.
    public static func counter(packets: UInt64, bytes: UInt64) -> Statement {
        Statement(.counter(WeirModel.Counter(packets: packets, bytes: bytes)))
    }

    /// Counts in a counter of the table: nft's `counter name "ssh"`. `.counter("ssh")` declares it.
    public static func counter(_ counter: Counter) -> Statement { counter.statement }

    /// Matches until this number of bytes was seen: nft's `quota 10 mbytes`.
    public static func quota(_ bytes: ByteCount, used: ByteCount = 0) -> Statement {
        Statement(.quota(WeirModel.Quota(bytes: bytes.count, used: used.count)))
    }

    /// Matches once this number of bytes was seen: nft's `quota over 10 mbytes`.
    public static func quota(over bytes: ByteCount, used: ByteCount = 0) -> Statement {
        Statement(.quota(WeirModel.Quota(bytes: bytes.count, over: true, used: used.count)))
    }

    /// A quota of the table: nft's `quota name "q"`.
    public static func quota(_ quota: Quota) -> Statement { quota.statement }

    /// Matches up to the rate, of packets or, with a unit, bytes: nft's `limit rate 10/second` is `.limit(10, per: .second)`, `limit rate 1
    /// mbytes/second` is `.limit(.mbytes(1), per: .second)`.
    ///
    /// - Parameter burst: the number that may exceed the rate; 5 packets or no bytes by default.
    public static func limit(_ rate: LimitRate, per period: Period, burst: LimitRate? = nil) -> Statement {
        limit(rate, period, burst, over: false)
    }

    /// Matches over the rate: nft's `limit rate over 10/second`.
    public static func limit(over rate: LimitRate, per period: Period, burst: LimitRate? = nil) -> Statement {
        limit(rate, period, burst, over: true)
    }

    /// A limit of the table: nft's `limit name "l"`.
    public static func limit(_ limit: Limit) -> Statement { limit.statement }

    private static func limit(_ rate: LimitRate, _ period: Period, _ burst: LimitRate?, over: Bool) -> Statement {
        var notes = PendingDiagnostics()
        if let burst, burst.unit != rate.unit { notes.error(.badLimit, "the burst has to be in \(rate.unit.rawValue), as the rate is") }
        return Statement(.limit(WeirModel.Limit(rate, per: period, burst: burst, over: over)), notes)
    }

    /// Matches up to this number of connections: nft's `ct count 10`. In a set's `each` and in set updates, per element.
    public static func ctCount(_ count: UInt32) -> Statement { Statement(.connectionLimit(count: count, over: false)) }

    /// Matches above this number of connections: nft's `ct count over 10`.
    public static func ctCount(over count: UInt32) -> Statement { Statement(.connectionLimit(count: count, over: true)) }

    /// Remembers the time of its last match: nft's `last`.
    public static var last: Statement { Statement(.last(since: nil)) }
    /// Starts with this time since the last match: nft's `last used 5m`.
    public static func last(_ ago: Duration) -> Statement { Statement(.last(since: ago.wholeMilliseconds)) }

    /// Assigns a helper to the connection: nft's `ct helper set "ftp-standard"`.
    public static func ctHelper(_ helper: CtHelper) -> Statement { helper.statement }
    /// Sets the timeouts of the connection: nft's `ct timeout set "short"`.
    public static func ctTimeout(_ timeout: CtTimeout) -> Statement { timeout.statement }
    /// Announces a connection that will follow this one: nft's `ct expectation set "e"`.
    public static func ctExpectation(_ expectation: CtExpectation) -> Statement { expectation.statement }
    /// Sets the packet's security context: nft's `meta secmark set "s"`.
    public static func secmark(_ secmark: Secmark) -> Statement { secmark.statement }

    /// Answers handshakes for the server behind: nft's `synproxy mss 1460 wscale 7 timestamp sack-perm`.
    public static func synproxy(mss: UInt16? = nil, wscale: UInt8? = nil, timestamp: Bool = false, sackPermitted: Bool = false) -> Statement
    {
        Statement(.synproxy(WeirModel.Synproxy(mss: mss, wscale: wscale, timestamp: timestamp, sackPermitted: sackPermitted)))
    }

    /// Gives the packet the outer headers that a tunnel device sends it with: nft's `tunnel name "t"`.
    public static func tunnelTemplate(_ template: TunnelTemplate) -> Statement { template.statement }

    /// Answers handshakes by a synproxy of the table: nft's `synproxy name "p"`.
    public static func synproxy(_ synproxy: Synproxy) -> Statement { synproxy.statement }
}
