/// JSON for output: characters that steer a terminal or are invisible are escaped in its strings (`\u202e`), which does not change its
/// meaning.
package enum JSONText {
    /// - Parameter json: valid JSON, which has such characters in strings only; between them are at most line ends.
    package static func visible(_ json: [UInt8]) -> [UInt8] {
        json.withUnsafeBufferPointer { json in
            guard var place = firstSuspect(in: json, from: 0) else { return Array(json) }
            var result: [UInt8] = []
            result.reserveCapacity(json.count + 64)
            var start = 0
            while true {
                let (scalar, length) = scalar(in: json, at: place)
                if scalar.isHidden || (scalar == "#" && CommandMarks.begin(json[place...])) {
                    result += json[start..<place]
                    result += escape(scalar).utf8
                    start = place + length
                }
                guard let next = firstSuspect(in: json, from: place + length) else { break }
                place = next
            }
            return result + json[start...]
        }
    }

    private static func firstSuspect(in json: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        json[start...].firstIndex { $0 >= 0x7f || $0 == UInt8(ascii: "#") }
    }

    private static func scalar(in json: UnsafeBufferPointer<UInt8>, at place: Int) -> (scalar: Unicode.Scalar, length: Int) {
        var bytes = json[place...].prefix(4).makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        return switch parser.parseScalar(from: &bytes) {
        case .valid(let encoded): (Unicode.UTF8.decode(encoded), encoded.count)
        // INVARIANT: it is UTF-8; invalid bytes become a replacement character.
        case .error, .emptyInput: ("\u{fffd}", 1)
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        Unicode.UTF16.encode(scalar).map { units in
            units.map { unit in
                let digits = String(unit, radix: 16)
                return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }.joined()
        } ?? ""
    }
}
