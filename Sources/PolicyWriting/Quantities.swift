import WeirModel

/// Rates, sizes and times in the largest unit that leaves no rest: `.mbit(300)`, `.kib(64)`, `.milliseconds(5)`.
enum Quantities {
    static func rate(_ rate: BitRate) -> String {
        let (bits, overflow) = rate.bytesPerSecond.multipliedReportingOverflow(by: 8)
        if overflow { return ".bytes(perSecond: \(SwiftSpelling.decimal(rate.bytesPerSecond)))" }
        return scaled(bits, [("gbit", 1_000_000_000), ("mbit", 1_000_000), ("kbit", 1000), ("bit", 1)])
    }

    static func size(_ size: ByteSize) -> String {
        scaled(size.bytes, [("gib", 1 << 30), ("mib", 1 << 20), ("kib", 1 << 10), ("bytes", 1)])
    }

    static func span(_ span: TimeSpan) -> String {
        guard span.nanoseconds >= 0 else { return ".nanoseconds(\(span.nanoseconds))" }
        return scaled(
            UInt64(span.nanoseconds), [("seconds", 1_000_000_000), ("milliseconds", 1_000_000), ("microseconds", 1000), ("nanoseconds", 1)])
    }

    private static func scaled(_ number: UInt64, _ units: [(String, UInt64)]) -> String {
        let (name, size) = units.first { number != 0 && number % $0.1 == 0 } ?? units[units.count - 1]
        return ".\(name)(\(SwiftSpelling.decimal(number / size)))"
    }
}
