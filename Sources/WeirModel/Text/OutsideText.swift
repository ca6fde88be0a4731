/// Text of other programs: names and comments in the kernel, output. Usually, but not necessarily, UTF-8.
///
/// A byte that isn't part of UTF-8 is carried in the `String` as a scalar of the last private plane, U+10FE80 for 0x80 to U+10FEFF for
/// 0xff, so that the same bytes can be written again. Bytes that spell one of those scalars are carried in the same way, each separately.
extension String {
    package init(outside bytes: some Collection<UInt8>) { self = Array(bytes).withUnsafeBytes { String(outside: $0) } }

    /// Of many texts, since a collection of another kind is read byte by byte.
    package init(outside bytes: UnsafeRawBufferPointer) {
        let couldSpellCarried = bytes.contains(Unicode.Scalar.carriedLead)
        if !couldSpellCarried, let text = String(utf8: bytes) {
            self = text
            return
        }
        var text = String.UnicodeScalarView()
        var parser = Unicode.UTF8.ForwardParser()
        var input = bytes.makeIterator()
        var rest = bytes[...]
        scan: while true {
            let length: Int
            switch parser.parseScalar(from: &input) {
            case .valid(let encoded) where !Unicode.UTF8.decode(encoded).isCarriedByte:
                text.append(Unicode.UTF8.decode(encoded))
                rest = rest.dropFirst(encoded.count)
                continue
            case .valid(let encoded): length = encoded.count
            case .error(let count): length = count
            case .emptyInput: break scan
            }
            text.append(contentsOf: rest.prefix(length).map(Unicode.Scalar.init(carrying:)))
            rest = rest.dropFirst(length)
        }
        self.init(text)
    }

    /// The bytes that the text was made of.
    package var outsideBytes: [UInt8] {
        guard carriesBytes else { return Array(utf8) }
        var bytes: [UInt8] = []
        for scalar in unicodeScalars {
            if let byte = scalar.carriedByte { bytes.append(byte) } else { bytes += String(scalar).utf8 }
        }
        return bytes
    }

    /// Whether some of its bytes aren't UTF-8.
    package var carriesBytes: Bool { utf8.contains(Unicode.Scalar.carriedLead) && unicodeScalars.contains(where: \.isCarriedByte) }
}

extension Unicode.Scalar {
    /// The first byte of all of them in UTF-8.
    fileprivate static let carriedLead: UInt8 = 0xf4

    fileprivate init(carrying byte: UInt8) { self = Unicode.Scalar(0x10fe00 + UInt32(byte)) ?? "\u{fffd}" }

    var isCarriedByte: Bool { (0x10fe80...0x10feff).contains(value) }

    /// The carried byte; `nil` for any other scalar.
    var carriedByte: UInt8? { isCarriedByte ? UInt8(truncatingIfNeeded: value) : nil }
}

extension String {
    /// The text that the bytes are in UTF-8; `nil` if they aren't. `String(validating:as:)` takes ten times as long for a short text.
    package init?(utf8 bytes: UnsafeRawBufferPointer) {
        let text = bytes.withMemoryRebound(to: UInt8.self) { bytes -> String? in
            guard let span = try? UTF8Span(validating: bytes.span) else { return nil }
            return String(copying: span)
        }
        guard let text else { return nil }
        self = text
    }
}
