/// The size of a token bucket.
///
/// The kernel stores the time that the bucket lasts at its rate, in ticks of 64 ns; an author writes bytes. Bytes become ticks as tc
/// computes them (whole microseconds first), so a burst that is read back is a number of bytes only if that number gives the same ticks.
public enum Burst: Hashable, Sendable {
    case bytes(UInt64)
    case ticks(UInt32)

    /// Ticks of 64 ns at a rate, as they are sent and compared.
    public func ticks(at rate: BitRate) -> UInt32 {
        switch self {
        case .ticks(let ticks): ticks
        case .bytes(let bytes): Self.ticks(bytes: bytes, at: rate)
        }
    }

    /// The smallest number of bytes that gives these ticks, else the ticks themselves.
    public init(ticks: UInt32, at rate: BitRate) {
        let microseconds = (Double(ticks) / Self.ticksPerMicrosecond).rounded(.down)
        let guess = microseconds * Double(rate.bytesPerSecond) / 1_000_000
        guard guess.isFinite, guess < 9e18, rate.bytesPerSecond > 0 else {
            self = .ticks(ticks)
            return
        }
        let first = UInt64(guess)
        let step = rate.bytesPerSecond / 1_000_000
        // A microsecond's worth of bytes gives the same ticks: prefer the roundest of them.
        let candidates = [first, first + 1, first + step, first + step + 1, first + 2 * step + 1]
            .filter { Self.ticks(bytes: $0, at: rate) == ticks }
        guard let low = candidates.first, let high = candidates.last else {
            self = .ticks(ticks)
            return
        }
        for unit in [UInt64(1 << 20), 1 << 10, 1000, 100, 10] {
            let round = (low + unit - 1) / unit * unit
            if round <= high, round > 0, Self.ticks(bytes: round, at: rate) == ticks {
                self = .bytes(round)
                return
            }
        }
        self = .bytes(low)
    }

    /// The same burst as it is read back from the kernel.
    public func canonical(at rate: BitRate) -> Burst { Burst(ticks: ticks(at: rate), at: rate) }

    private static let ticksPerMicrosecond = 15.625

    private static func ticks(bytes: UInt64, at rate: BitRate) -> UInt32 {
        guard rate.bytesPerSecond > 0 else { return 0 }
        let microseconds = (1_000_000 * (Double(bytes) / Double(rate.bytesPerSecond))).rounded(.down)
        let ticks = min(microseconds, Double(UInt32.max)) * ticksPerMicrosecond
        return ticks >= Double(UInt32.max) ? .max : UInt32(ticks)
    }
}

extension Burst: TextCoded {
    public init?(_ description: String) {
        if description.hasSuffix(" ticks"), let ticks = UInt32(description.dropLast(6)) {
            self = .ticks(ticks)
        } else if let bytes = UInt64(description.hasSuffix("b") ? description.dropLast() : description[...]) {
            self = .bytes(bytes)
        } else {
            return nil
        }
    }

    public var description: String {
        switch self {
        case .bytes(let bytes): "\(bytes)b"
        case .ticks(let ticks): "\(ticks) ticks"
        }
    }
}

/// How the kernel turns a packet's length into time (psched_ratecfg).
public struct Pace: Hashable, Sendable {
    public var rate: BitRate
    public var overhead: UInt16
    public var linkLayer: LinkLayer

    public init(rate: BitRate, overhead: UInt16 = 0, linkLayer: LinkLayer = .ethernet) {
        (self.rate, self.overhead, self.linkLayer) = (rate, overhead, linkLayer)
    }

    /// Nanoseconds; the kernel multiplies by a 32-bit fraction and shifts.
    public func nanoseconds(of length: UInt64) -> UInt64 {
        guard rate.bytesPerSecond > 0 else { return 0 }
        var factor: UInt64 = 1_000_000_000
        var multiplier: UInt64 = 1
        var shift: UInt64 = 0
        while true {
            multiplier = factor / rate.bytesPerSecond
            if multiplier & 1 << 31 != 0 || factor & 1 << 63 != 0 { break }
            factor <<= 1
            shift += 1
        }
        var bytes = length &+ UInt64(overhead)
        if linkLayer == .atm { bytes = (bytes + 47) / 48 * 53 }
        return bytes.multipliedReportingOverflow(by: multiplier & 0xffff_ffff).partialValue >> shift
    }
}

extension Burst {
    /// Ticks of 64 ns that the kernel computes from a burst in bytes.
    public func ticksExactly(at pace: Pace) -> UInt32 {
        switch self {
        case .ticks(let ticks): ticks
        case .bytes(let bytes): UInt32(clamping: pace.nanoseconds(of: min(bytes, UInt64(UInt32.max))) >> 6)
        }
    }

    /// The roundest number of bytes that the kernel converts to these ticks, else the ticks themselves.
    public init(ticks: UInt32, exactlyAt pace: Pace) {
        // A tick holds `rate / 15625000` bytes; start in the middle of the bytes that give these ticks.
        let low = Double(ticks) * 64 * Double(pace.rate.bytesPerSecond) / 1_000_000_000
        let width = 64 * Double(pace.rate.bytesPerSecond) / 1_000_000_000
        guard low.isFinite, low + width < 4e9, pace.rate.bytesPerSecond > 0, pace.linkLayer != .atm else {
            self = .ticks(ticks)
            return
        }
        let overhead = Double(pace.overhead)
        let first = UInt64(max(0, (low - overhead).rounded(.down)))
        let last = UInt64(max(0, (low + width - overhead).rounded(.up))) + 1
        for unit in [UInt64(1 << 20), 1 << 10, 1000, 100, 10, 1] {
            var bytes = (first + unit - 1) / unit * unit
            var tries = 0
            while bytes <= last, tries < 4 {
                if Burst.bytes(bytes).ticksExactly(at: pace) == ticks {
                    self = .bytes(bytes)
                    return
                }
                bytes += unit
                tries += 1
            }
        }
        self = .ticks(ticks)
    }

    func canonicalExactly(at pace: Pace) -> Burst { Burst(ticks: ticksExactly(at: pace), exactlyAt: pace) }
}
