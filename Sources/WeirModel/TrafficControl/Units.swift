/// A rate of bytes; tc writes it in bits per second.
public struct BitRate: Hashable, Sendable, Comparable {
    public var bytesPerSecond: UInt64

    public init(bytesPerSecond: UInt64) { self.bytesPerSecond = bytesPerSecond }

    /// Bits per second: tc's `bit`. Decimal multiples, as everywhere in networking: 1 Mbit is 1,000,000 bits. A rate beyond 64 bits is held
    /// at the largest.
    public static func bit(_ count: UInt64) -> BitRate { BitRate(bytesPerSecond: count / 8) }
    /// 1000 bits per second: tc's `kbit`.
    public static func kbit(_ count: UInt64) -> BitRate { scaled(count, 1000 / 8) }
    /// 1,000,000 bits per second: tc's `mbit`.
    public static func mbit(_ count: UInt64) -> BitRate { scaled(count, 1_000_000 / 8) }
    /// 1,000,000,000 bits per second: tc's `gbit`.
    public static func gbit(_ count: UInt64) -> BitRate { scaled(count, 1_000_000_000 / 8) }
    /// Bytes per second: tc's `bps`.
    public static func bytes(perSecond count: UInt64) -> BitRate { BitRate(bytesPerSecond: count) }

    private static func scaled(_ count: UInt64, _ unit: UInt64) -> BitRate {
        let (product, overflow) = count.multipliedReportingOverflow(by: unit)
        return BitRate(bytesPerSecond: overflow ? .max : product)
    }

    public static func < (left: BitRate, right: BitRate) -> Bool { left.bytesPerSecond < right.bytesPerSecond }
}

/// A number of bytes.
public struct ByteSize: Hashable, Sendable, Comparable {
    public var bytes: UInt64

    public init(bytes: UInt64) { self.bytes = bytes }

    /// Bytes: tc's `b`.
    public static func bytes(_ count: UInt64) -> ByteSize { ByteSize(bytes: count) }
    /// 1024 bytes: tc's `k` and `kb` of sizes. A size beyond 64 bits is held at the largest.
    public static func kib(_ count: UInt64) -> ByteSize { scaled(count, 1 << 10) }
    /// 1024² bytes: tc's `m` and `mb` of sizes.
    public static func mib(_ count: UInt64) -> ByteSize { scaled(count, 1 << 20) }
    /// 1024³ bytes: tc's `g` and `gb` of sizes.
    public static func gib(_ count: UInt64) -> ByteSize { scaled(count, 1 << 30) }

    private static func scaled(_ count: UInt64, _ unit: UInt64) -> ByteSize {
        let (product, overflow) = count.multipliedReportingOverflow(by: unit)
        return ByteSize(bytes: overflow ? .max : product)
    }

    public static func < (left: ByteSize, right: ByteSize) -> Bool { left.bytes < right.bytes }
}

/// A span of time.
public struct TimeSpan: Hashable, Sendable, Comparable {
    public var nanoseconds: Int64

    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// Nanoseconds: tc's `ns`.
    public static func nanoseconds(_ count: Int64) -> TimeSpan { TimeSpan(nanoseconds: count) }
    /// Microseconds: tc's `us`. A span beyond 64 bits of nanoseconds is held at the longest.
    public static func microseconds(_ count: Int64) -> TimeSpan { scaled(count, 1000) }
    /// Milliseconds: tc's `ms`.
    public static func milliseconds(_ count: Int64) -> TimeSpan { scaled(count, 1_000_000) }
    /// Seconds: tc's `s`.
    public static func seconds(_ count: Int64) -> TimeSpan { scaled(count, 1_000_000_000) }

    private static func scaled(_ count: Int64, _ unit: Int64) -> TimeSpan {
        let (product, overflow) = count.multipliedReportingOverflow(by: unit)
        return TimeSpan(nanoseconds: overflow ? (count < 0 ? .min : .max) : product)
    }

    public static func < (left: TimeSpan, right: TimeSpan) -> Bool { left.nanoseconds < right.nanoseconds }
}

// In documents the three are their number: bytes per second, bytes, nanoseconds.
extension BitRate: Codable {
    public init(from decoder: any Decoder) throws { bytesPerSecond = try decoder.singleValueContainer().decode(UInt64.self) }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(bytesPerSecond)
    }
}

extension ByteSize: Codable {
    public init(from decoder: any Decoder) throws { bytes = try decoder.singleValueContainer().decode(UInt64.self) }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(bytes)
    }
}

extension TimeSpan: Codable {
    public init(from decoder: any Decoder) throws { nanoseconds = try decoder.singleValueContainer().decode(Int64.self) }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(nanoseconds)
    }
}

// As tc prints them: the largest unit that leaves no rest.
extension BitRate: CustomStringConvertible {
    public var description: String {
        let (bits, overflow) = bytesPerSecond.multipliedReportingOverflow(by: 8)
        if overflow { return "\(bytesPerSecond)bps" }
        for (unit, name) in [(UInt64(1_000_000_000), "gbit"), (1_000_000, "mbit"), (1000, "kbit")] where bits >= unit && bits % unit == 0 {
            return "\(bits / unit)\(name)"
        }
        return "\(bits)bit"
    }
}

extension ByteSize: CustomStringConvertible {
    public var description: String {
        for (shift, name) in [(UInt64(20), "mb"), (10, "kb")] where bytes >= 1 << shift && bytes % (1 << shift) == 0 {
            return "\(bytes >> shift)\(name)"
        }
        return "\(bytes)b"
    }
}

extension TimeSpan: CustomStringConvertible {
    public var description: String {
        for (unit, name) in [(Int64(1_000_000_000), "s"), (1_000_000, "ms"), (1000, "us")] where nanoseconds != 0 && nanoseconds % unit == 0
        {
            return "\(nanoseconds / unit)\(name)"
        }
        return "\(nanoseconds)ns"
    }
}
