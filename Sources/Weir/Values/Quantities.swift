import WeirModel

/// A number of bytes, in nft's units of 1024.
public struct ByteCount: Sendable, ExpressibleByIntegerLiteral {
    let count: UInt64
    init(count: UInt64) { self.count = count }
    public init(integerLiteral value: UInt64) { count = value }

    /// Bytes: nft's `bytes`.
    public static func bytes(_ number: UInt64) -> ByteCount { ByteCount(count: number) }
    /// Units of 1024 bytes: nft's `kbytes`.
    public static func kbytes(_ number: UInt64) -> ByteCount { scaled(number, 10) }
    /// Units of 1024² bytes: nft's `mbytes`.
    public static func mbytes(_ number: UInt64) -> ByteCount { scaled(number, 20) }
    /// Units of 1024³ bytes.
    public static func gbytes(_ number: UInt64) -> ByteCount { scaled(number, 30) }

    private static func scaled(_ number: UInt64, _ bits: UInt64) -> ByteCount {
        let (count, overflow) = number.multipliedReportingOverflow(by: 1 << bits)
        return ByteCount(count: overflow ? .max : count)
    }
}

/// The unit of a limit: packets, or with a unit bytes.
public struct LimitRate: Sendable, ExpressibleByIntegerLiteral {
    let number: UInt64
    let unit: WeirModel.Limit.Unit

    public init(integerLiteral value: UInt64) { self = .packets(value) }
    init(_ number: UInt64, _ unit: WeirModel.Limit.Unit) { (self.number, self.unit) = (number, unit) }

    /// Packets: nft's `limit rate 10/second` is `.limit(10, per: .second)`.
    public static func packets(_ number: UInt64) -> LimitRate { LimitRate(number, .packets) }
    /// Bytes: nft's `bytes/second`.
    public static func bytes(_ number: UInt64) -> LimitRate { LimitRate(number, .bytes) }
    /// Units of 1024 bytes: nft's `kbytes/second`.
    public static func kbytes(_ number: UInt64) -> LimitRate { LimitRate(ByteCount.kbytes(number).count, .bytes) }
    /// Units of 1024² bytes: nft's `mbytes/second`.
    public static func mbytes(_ number: UInt64) -> LimitRate { LimitRate(ByteCount.mbytes(number).count, .bytes) }
}

/// The period of a limit's rate.
public struct Period: Sendable {
    let seconds: UInt64

    /// A second: nft's `/second`.
    public static let second = seconds(1)
    /// A minute: nft's `/minute`.
    public static let minute = seconds(60)
    /// An hour: nft's `/hour`.
    public static let hour = seconds(3600)
    /// A day: nft's `/day`.
    public static let day = seconds(86400)
    /// A week: nft's `/week`.
    public static let week = seconds(604_800)
    /// A period without a word in nft.
    public static func seconds(_ number: UInt64) -> Period { Period(seconds: number) }
}

extension WeirModel.Limit {
    init(_ rate: LimitRate, per period: Period, burst: LimitRate?, over: Bool) {
        self.init(
            rate: rate.number, unit: rate.unit, per: period.seconds,
            burst: burst.map { UInt32(clamping: $0.number) } ?? (rate.unit == .packets ? 5 : 0), over: over)
    }
}

extension Duration {
    /// Minutes: nft's `5m` is `.minutes(5)`.
    public static func minutes(_ number: some BinaryInteger) -> Duration { units(number, of: 60) }
    /// Hours: nft's `1h` is `.hours(1)`.
    public static func hours(_ number: some BinaryInteger) -> Duration { units(number, of: 3600) }
    /// Days of 24 hours: nft's `1d` is `.days(1)`.
    public static func days(_ number: some BinaryInteger) -> Duration { units(number, of: 86400) }
    /// Weeks of 7 days.
    public static func weeks(_ number: some BinaryInteger) -> Duration { units(number, of: 604_800) }

    private static func units(_ number: some BinaryInteger, of seconds: Int64) -> Duration {
        let (product, overflow) = Int64(clamping: number).multipliedReportingOverflow(by: seconds)
        return .seconds(overflow ? (number < 0 ? .min : .max) : product)
    }

    /// The largest number for a negative duration, one that isn't a whole number of milliseconds, or one beyond 64 bits; the checks report
    /// it.
    var wholeMilliseconds: UInt64 { whole(perSecond: 1000) }
    var wholeSeconds: UInt64 { whole(perSecond: 1) }

    private func whole(perSecond parts: UInt64) -> UInt64 {
        let (seconds, attoseconds) = components
        let part = 1_000_000_000_000_000_000 / Int64(parts)
        guard seconds >= 0, attoseconds >= 0, attoseconds % part == 0 else { return .max }
        let (product, overflow) = UInt64(seconds).multipliedReportingOverflow(by: parts)
        return overflow ? .max : product + UInt64(attoseconds / part)
    }
}
