import WeirModel

/// Writes the packed form: little-endian numbers of variable length, each name once, fields once.
///
/// Numbers: seven bits per byte, lowest first, the eighth bit set on all but the last. A reference is 0 and then the thing itself when it
/// is new, else its number, from 1.
struct PackedWriter {
    private(set) var bytes: [UInt8] = []
    let context: NodeContext
    private var strings: [String: UInt64] = [:]
    private var stringCount: UInt64 = 0
    private var files: [String: UInt64] = [:]
    private var fields: [Field: UInt64] = [:]
    private var depth = 0
    /// The byte for the next flag, and the number of flags in it.
    private var flags = (offset: 0, count: 0)

    init(relativeTo base: String? = nil) {
        context = NodeContext(form: .packed, paths: PathShortening(base: base))
    }

    mutating func byte(_ byte: UInt8) { bytes.append(byte) }

    mutating func number(_ number: some FixedWidthInteger & UnsignedInteger) {
        var number = UInt64(number)
        while number > 0x7f {
            bytes.append(UInt8(truncatingIfNeeded: number) | 0x80)
            number >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: number))
    }

    mutating func count(_ count: Int) { number(UInt(count)) }

    /// Small negative numbers are short too.
    mutating func signed(_ number: Int) { self.number(UInt(bitPattern: (number << 1) ^ (number >> (Int.bitWidth - 1)))) }

    /// Its bytes, lowest first, as many as it needs, after their count.
    mutating func wide(_ number: UInt128) {
        let length = (128 - number.leadingZeroBitCount + 7) / 8
        byte(UInt8(length))
        for index in 0..<length { bytes.append(UInt8(truncatingIfNeeded: number >> UInt128(8 * index))) }
    }

    mutating func raw(_ content: some Collection<UInt8>) { bytes += content }

    mutating func string(_ string: String) {
        // Texts that are equal to Swift may differ in their bytes, which the kernel compares.
        if let index = strings.index(forKey: string), strings[index].key.utf8.elementsEqual(string.utf8) {
            number(strings[index].value)
        } else {
            number(0 as UInt8)
            stringCount += 1
            // A dictionary would keep the equal key that it has.
            strings.removeValue(forKey: string)
            strings[string] = stringCount
            count(string.utf8.count)
            bytes += string.utf8
        }
    }

    mutating func bit(_ flag: Bool) {
        if flags.count % 8 == 0 {
            flags = (bytes.count, 0)
            bytes.append(0)
        }
        if flag { bytes[flags.offset] |= 1 << UInt8(flags.count) }
        flags.count += 1
    }

    mutating func align() { flags.count = 0 }

    mutating func optional<Part>(_ part: Part?, _ write: (inout PackedWriter, Part) throws -> Void) rethrows {
        byte(part == nil ? 0 : 1)
        if let part { try write(&self, part) }
    }

    mutating func array<Part>(_ parts: [Part], _ write: (inout PackedWriter, Part) throws -> Void) rethrows {
        count(parts.count)
        for part in parts { try write(&self, part) }
    }

    mutating func field(_ field: Field) throws {
        if let reference = fields[field] {
            number(reference)
        } else {
            number(0 as UInt8)
            fields[field] = UInt64(fields.count + 1)
            try generic(field)
        }
    }

    mutating func location(_ located: Located) {
        guard let location = located.location else { return byte(0) }
        if let reference = files[location.file] {
            number(reference + 1)
        } else {
            number(1 as UInt8)
            files[location.file] = UInt64(files.count + 1)
            string(context.paths(location.file))
        }
        signed(location.line)
        signed(location.column)
    }

    /// Any part of the model, by its `Codable`.
    mutating func generic<Part: Encodable>(_ part: Part) throws { node(try context.node(part, nil)) }

    /// Readers refuse deep nesting; so does the writer.
    mutating func nested(_ write: (inout PackedWriter) throws -> Void) throws {
        guard depth < Document.maximumDepth else {
            throw DocumentError(.tooDeep, "nested more deeply than \(Document.maximumDepth) levels")
        }
        depth += 1
        try write(&self)
        depth -= 1
    }
}
