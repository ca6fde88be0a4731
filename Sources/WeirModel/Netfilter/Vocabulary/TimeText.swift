/// Spans and points of time as text.
public enum TimeText {
    private static let units: [(name: String, milliseconds: UInt64)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
    ]

    /// Milliseconds as nft spells them: `1h2m3s4ms`.
    public static func span(milliseconds: UInt64) -> String {
        var rest = milliseconds
        var text = ""
        for unit in units where rest >= unit.milliseconds {
            text += String(rest / unit.milliseconds) + unit.name
            rest %= unit.milliseconds
        }
        return text.isEmpty ? "0s" : text
    }

    /// Milliseconds of a span in nft's spelling; a number alone is seconds. `nil` if it isn't one.
    public static func parseSpan(_ text: some StringProtocol) -> UInt64? {
        if let seconds = UInt64(text) { return seconds.multiplied(by: 1000) }
        var total: UInt64 = 0
        var rest = Substring(text)
        var next = 0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            let word = rest[digits.endIndex...].prefix { $0.isLetter }
            guard let number = UInt64(digits), let index = units.firstIndex(where: { $0.name == word }), index >= next,
                let span = number.multiplied(by: units[index].milliseconds)
            else { return nil }
            let (sum, overflow) = total.addingReportingOverflow(span)
            if overflow { return nil }
            total = sum
            next = index + 1
            rest = rest[word.endIndex...]
        }
        return total
    }

    /// Seconds since midnight: `17:00`, `17:00:30`.
    static func hour(_ seconds: UInt128) -> String {
        guard seconds < 86_400 else { return String(seconds) }
        let text = pad(seconds / 3600) + ":" + pad(seconds / 60 % 60)
        return seconds % 60 == 0 ? text : text + ":" + pad(seconds % 60)
    }

    static func parseHour(_ text: some StringProtocol) -> UInt128? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ (1...2).contains($0.utf8.count) }) else { return nil }
        let numbers = parts.compactMap { UInt128($0) }
        guard numbers.count == parts.count, numbers[0] < 24, numbers[1...].allSatisfy({ $0 < 60 }) else { return nil }
        return numbers[0] * 3600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)
    }

    /// Nanoseconds since 1970 as `2026-01-31 17:00:00`, UTC, and the fraction where there is one.
    static func date(nanoseconds: UInt128) -> String {
        // The field has 64 bits.
        guard nanoseconds <= UInt64.max else { return String(nanoseconds) }
        let seconds = nanoseconds / 1_000_000_000
        let (year, month, day) = civil(day: Int64(truncatingIfNeeded: seconds / 86_400))
        let time = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60].map(pad).joined(separator: ":")
        let fraction = nanoseconds % 1_000_000_000
        let digits = String(fraction)
        return "\(year)-\(pad(month))-\(pad(day)) \(time)"
            + (fraction == 0 ? "" : "." + String(repeating: "0", count: 9 - digits.count) + digits)
    }

    /// `2026-01-31`, `2026-01-31 17:00`, with seconds and their fraction; UTC.
    static func parseDate(_ text: some StringProtocol) -> UInt128? {
        let halves = text.split(separator: " ", omittingEmptySubsequences: true)
        guard (1...2).contains(halves.count) else { return nil }
        let date = halves[0].split(separator: "-", omittingEmptySubsequences: false).compactMap { Int64($0) }
        guard date.count == 3, (1970...9999).contains(date[0]), (1...12).contains(date[1]), (1...31).contains(date[2]) else { return nil }
        let day = days(year: date[0], month: date[1], day: date[2])
        guard civil(day: day) == (date[0], date[1], date[2]) else { return nil }
        var nanoseconds = UInt128(day) * 86_400_000_000_000
        guard halves.count == 2 else { return nanoseconds }
        let parts = halves[1].split(separator: ".", omittingEmptySubsequences: false)
        guard let seconds = parseHour(parts[0]), parts.count <= 2 else { return nil }
        nanoseconds += seconds * 1_000_000_000
        guard parts.count == 2 else { return nanoseconds }
        guard (1...9).contains(parts[1].utf8.count),
            let fraction = UInt128(parts[1] + String(repeating: "0", count: 9 - parts[1].utf8.count))
        else { return nil }
        return nanoseconds + fraction
    }

    private static func pad(_ number: some BinaryInteger) -> String { number < 10 ? "0\(number)" : String(number) }

    /// The Gregorian date of a day since 1970, in years that begin with March, where leap days are last.
    private static func civil(day: Int64) -> (Int64, Int64, Int64) {
        let shifted = day + 719_468
        let era = shifted / 146_097
        let inEra = shifted % 146_097
        let year = (inEra - inEra / 1460 + inEra / 36_524 - inEra / 146_096) / 365
        let inYear = inEra - (365 * year + year / 4 - year / 100)
        let march = (5 * inYear + 2) / 153
        let month = march < 10 ? march + 3 : march - 9
        return (year + era * 400 + (month <= 2 ? 1 : 0), month, inYear - (153 * march + 2) / 5 + 1)
    }

    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let inYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let inEra = year % 400
        return year / 400 * 146_097 + inEra * 365 + inEra / 4 - inEra / 100 + inYear - 719_468
    }
}

extension UInt64 {
    fileprivate func multiplied(by other: UInt64) -> UInt64? {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? nil : product
    }
}
