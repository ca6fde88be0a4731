import WeirModel

/// Numbers in tc's units, each so that tc reads exactly the same number back.
enum TcText {
    /// Decimal bits per second, else bytes; tc reads them as floating point.
    static func rate(_ rate: BitRate, largest: UInt64 = .max) throws(RenderingError) -> String {
        guard rate.bytesPerSecond <= largest, rate.bytesPerSecond < 1 << 53 else { throw .unsayable("a rate of \(rate)") }
        return rate.bytesPerSecond < 1 << 50 ? rate.description : "\(rate.bytesPerSecond)bps"
    }

    /// 32 bits of bytes per second, as older kinds have them.
    static func narrowRate(_ rate: BitRate) throws(RenderingError) -> String { try self.rate(rate, largest: UInt64(UInt32.max)) }

    static func size(_ size: ByteSize) throws(RenderingError) -> String {
        guard size.bytes <= UInt64(UInt32.max) else { throw .unsayable("a size of \(size)") }
        return size.description
    }

    /// A size where tc reads a plain number.
    static func bytes(_ size: ByteSize) throws(RenderingError) -> UInt32 {
        guard let bytes = UInt32(exactly: size.bytes) else { throw .unsayable("a size of \(size)") }
        return bytes
    }

    /// Whole microseconds.
    static func time(_ time: TimeSpan) throws(RenderingError) -> String {
        let microseconds = time.nanoseconds / 1000
        guard microseconds >= 0, microseconds < Int64(UInt32.max) else { throw .unsayable("a time of \(time)") }
        return microseconds == 0 ? "0us" : TimeSpan.microseconds(microseconds).description
    }

    /// A time that tc turns into ticks of 64 ns by way of whole microseconds.
    static func tickedTime(_ time: TimeSpan) throws(RenderingError) -> String {
        for microseconds in [time.nanoseconds / 1000, time.nanoseconds / 1000 + 1] where microseconds >= 0 && microseconds < 274_877_906 {
            if Int64(Double(microseconds) * 15.625) << 6 == time.nanoseconds { return try self.time(.microseconds(microseconds)) }
        }
        throw .unsayable("a time of \(time)", help: "tc counts whole microseconds, in ticks of 64 ns")
    }

    /// Nanoseconds of 64 bits.
    static func wideTime(_ time: TimeSpan) throws(RenderingError) -> String {
        guard time.nanoseconds >= 0, time.nanoseconds < 1 << 53 else { throw .unsayable("a time of \(time)") }
        return time.description
    }

    /// The size of a token bucket, as bytes for which tc computes the same ticks.
    static func burst(_ burst: Burst, at rate: BitRate) throws(RenderingError) -> String {
        let ticks = burst.ticks(at: rate)
        // Ticks are of microseconds without their fraction: the bytes are those of one or of the next.
        let bytes = Double(ticks) / 15_625_000 * Double(rate.bytesPerSecond)
        let near: [Burst] = bytes < 4e9 ? (0...3).map { .bytes(UInt64(bytes) + $0) } : []
        let candidates = [burst, Burst(ticks: ticks, at: rate), .bytes(1)] + near
        for case .bytes(let bytes) in candidates
        where bytes > 0 && bytes <= UInt64(UInt32.max) && Burst.bytes(bytes).ticks(at: rate) == ticks {
            return ByteSize.bytes(bytes).description
        }
        throw .unsayable("a burst of \(burst) at \(rate)")
    }

    /// The same where the kernel counts the ticks.
    static func burst(_ burst: Burst, exactlyAt pace: Pace) throws(RenderingError) -> String {
        let ticks = burst.ticksExactly(at: pace)
        // The bytes that fill whole cells; each takes 53 bytes of the wire's time.
        let cells = Double(ticks) * 64 * Double(pace.rate.bytesPerSecond) / 53e9
        let filled: [Burst] = cells < 8e7 ? (0...2).map { .bytes((UInt64(cells) + $0) * 48 &- UInt64(pace.overhead)) } : []
        for case .bytes(let bytes) in [burst, Burst(ticks: ticks, exactlyAt: pace)] + filled
        where bytes > 0 && bytes <= UInt64(UInt32.max) && Burst.bytes(bytes).ticksExactly(at: pace) == ticks {
            return ByteSize.bytes(bytes).description
        }
        throw .unsayable("a burst of \(burst) at \(pace.rate)")
    }

    /// A fraction of 2^32 - 1, per cent.
    static func percent(_ fraction: UInt32) throws(RenderingError) -> String {
        let largest = Double(UInt32.max)
        return try decimal(near: Double(fraction) / largest * 100) { ($0 / 100 * largest).rounded(.toNearestOrEven) == Double(fraction) }
            + "%"
    }

    /// The shortest decimal that reads as wanted.
    static func decimal(near value: Double, _ isWanted: (Double) -> Bool) throws(RenderingError) -> String {
        var scale: UInt64 = 1
        for digits in 0...15 {
            let scaled = (value * Double(scale)).rounded()
            guard scaled < 9e15 else { break }
            let number = UInt64(scaled)
            var text = "\(number / scale)"
            if digits > 0 {
                let rest = String(number % scale)
                text += "." + String(repeating: "0", count: digits - rest.count) + rest
            }
            if let read = Double(text), isWanted(read) { return text }
            scale *= 10
        }
        throw .unsayable("the fraction \(value)")
    }

    static func hex(_ number: some BinaryInteger) -> String { "0x" + String(number, radix: 16) }

    /// `value`, or `value/mask` where not all of it counts.
    static func masked<Value>(_ masked: Masked<Value>, full: Value, _ text: (Value) -> String) -> String {
        guard let mask = masked.mask, mask != full else { return text(masked.value) }
        return "\(text(masked.value))/\(text(mask))"
    }

    /// CLOCK_* of linux/time.h.
    static func clock(_ number: Int32) throws(RenderingError) -> String {
        let names: [Int32: String] = [0: "CLOCK_REALTIME", 1: "CLOCK_MONOTONIC", 7: "CLOCK_BOOTTIME", 11: "CLOCK_TAI"]
        guard let name = names[number] else { throw .unsayable("clock \(number)") }
        return name
    }

    /// tc takes Ethernet for granted.
    static func linkLayer(_ layer: LinkLayer?) throws(RenderingError) -> String? {
        switch layer {
        case nil, .ethernet?: nil
        case .atm?: "atm"
        case .unaware?: throw .unsayable("linklayer unaware")
        }
    }

    /// The number of leading ones of a mask without holes.
    static func prefixLength(_ mask: some FixedWidthInteger & UnsignedInteger) throws(RenderingError) -> Int {
        let length = (~mask).leadingZeroBitCount
        guard mask.nonzeroBitCount == length else { throw .unsayable("an address's mask with holes") }
        return length
    }
}

extension TcCommand {
    mutating func say(_ name: String, rate: BitRate?) throws(RenderingError) {
        if let rate { say(name, try TcText.rate(rate)) }
    }
    mutating func say(_ name: String, narrowRate: BitRate?) throws(RenderingError) {
        if let narrowRate { say(name, try TcText.narrowRate(narrowRate)) }
    }
    mutating func say(_ name: String, size: ByteSize?) throws(RenderingError) {
        if let size { say(name, try TcText.size(size)) }
    }
    mutating func say(_ name: String, bytes: ByteSize?) throws(RenderingError) {
        if let bytes { say(name, try TcText.bytes(bytes)) }
    }
    mutating func say(_ name: String, time: TimeSpan?) throws(RenderingError) {
        if let time { say(name, try TcText.time(time)) }
    }
    /// A time of which tc takes zero as unset.
    mutating func say(_ name: String, positiveTime time: TimeSpan?) throws(RenderingError) {
        guard let time else { return }
        guard time.nanoseconds >= 1000 else { throw .unsayable("\(name) \(time)") }
        say(name, try TcText.time(time))
    }
}
