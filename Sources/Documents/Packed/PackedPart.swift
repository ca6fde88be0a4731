import WeirModel

/// Both directions of the packed form in one: a writer visits the parts of a value in an order, a reader in the same.
protocol PackedCoder {
    /// Parts need not be looked at before they are coded.
    static var isReading: Bool { get }
    /// Eight of them share a byte, at the place of the first.
    mutating func flag(_ flag: inout Bool) throws(DocumentError)
    /// The next flag begins a byte.
    mutating func align()
    mutating func number<Number: FixedWidthInteger & UnsignedInteger>(_ number: inout Number) throws(DocumentError)
    mutating func wide(_ number: inout UInt128) throws(DocumentError)
    mutating func signed(_ number: inout Int) throws(DocumentError)
    mutating func text(_ text: inout String) throws(DocumentError)
    /// The count of an array, whose items take at least a byte each.
    mutating func count<Item>(_ count: inout Int, of type: Item.Type) throws(DocumentError)
    /// A part that is stored separately in memory.
    mutating func box<Part>(_ type: Part.Type) throws(DocumentError)
    mutating func bytes(_ bytes: inout [UInt8]) throws(DocumentError)
    mutating func located(_ at: inout Located) throws(DocumentError)
    mutating func statement(_ statement: inout Statement) throws(DocumentError)
    /// Any part of the model, by its `Codable`.
    mutating func generic<Part: Codable>(_ part: inout Part) throws(DocumentError)
    func refusal(_ message: String) -> DocumentError
}

extension PackedPart where Self: TrafficOptions {
    static var blank: Self { Self() }
}

/// A part of the model with a packed form.
///
/// The order of its parts is the form: additions and moves need a new `Document.packedVersion`.
protocol PackedPart {
    /// The value that a reader starts with.
    static var blank: Self { get }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError)
}

extension Optional: PackedPart where Wrapped: PackedPart {
    static var blank: Wrapped? { nil }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        var isThere = self != nil
        try coder.flag(&isThere)
        guard isThere else { return }
        var part: Wrapped = self ?? .blank
        try part.code(by: &coder)
        self = part
    }
}

extension Array: PackedPart where Element: PackedPart {
    static var blank: [Element] { [] }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        var length = count
        try coder.count(&length, of: Element.self)
        for index in 0..<length {
            var part: Element = index < count ? self[index] : .blank
            try part.code(by: &coder)
            if index < count { self[index] = part } else { append(part) }
        }
    }
}

extension FixedWidthInteger where Self: UnsignedInteger {
    static var blank: Self { 0 }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) { try coder.number(&self) }
}

extension UInt8: PackedPart {}
extension UInt16: PackedPart {}
extension UInt32: PackedPart {}
extension UInt64: PackedPart {}

extension Bool: PackedPart {
    static var blank: Bool { false }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) { try coder.flag(&self) }
}

extension String: PackedPart {
    static var blank: String { "" }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) { try coder.text(&self) }
}

extension Located: PackedPart {
    static var blank: Located { Located() }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) { try coder.located(&self) }
}

extension PackedCoder {
    // One after the other.
    mutating func parts<A: PackedPart, B: PackedPart>(_ a: inout A, _ b: inout B) throws(DocumentError) {
        try a.code(by: &self)
        try b.code(by: &self)
    }
    mutating func parts<A: PackedPart, B: PackedPart, C: PackedPart>(_ a: inout A, _ b: inout B, _ c: inout C) throws(DocumentError) {
        try parts(&a, &b)
        try c.code(by: &self)
    }
    mutating func parts<A: PackedPart, B: PackedPart, C: PackedPart, D: PackedPart>(
        _ a: inout A, _ b: inout B, _ c: inout C, _ d: inout D
    ) throws(DocumentError) {
        try parts(&a, &b)
        try parts(&c, &d)
    }
    mutating func parts<A: PackedPart, B: PackedPart, C: PackedPart, D: PackedPart, E: PackedPart>(
        _ a: inout A, _ b: inout B, _ c: inout C, _ d: inout D, _ e: inout E
    ) throws(DocumentError) {
        try parts(&a, &b)
        try parts(&c, &d, &e)
    }

    /// A number below zero is short too where it is small.
    mutating func signed<Number: FixedWidthInteger & SignedInteger>(_ number: inout Number) throws(DocumentError) {
        var whole = Int(truncatingIfNeeded: number)
        try signed(&whole)
        guard let exact = Number(exactly: whole) else { throw refusal("a number too large") }
        number = exact
    }

    /// A case by its text, which is in the document once.
    mutating func named<Case: RawRepresentable<String>>(_ value: inout Case) throws(DocumentError) {
        var name = value.rawValue
        try text(&name)
        guard let found = Case(rawValue: name) else { throw refusal("`\(name.excerpt())` is not known here") }
        value = found
    }
}

extension PackedWriter: PackedCoder {
    static var isReading: Bool { false }
    mutating func flag(_ flag: inout Bool) { bit(flag) }
    mutating func number<Number: FixedWidthInteger & UnsignedInteger>(_ number: inout Number) { self.number(number as Number) }
    mutating func wide(_ number: inout UInt128) { wide(number as UInt128) }
    mutating func signed(_ number: inout Int) { signed(number as Int) }
    mutating func text(_ text: inout String) { string(text) }
    mutating func count<Item>(_ count: inout Int, of type: Item.Type) { self.count(count) }
    mutating func box<Part>(_ type: Part.Type) {}
    mutating func bytes(_ bytes: inout [UInt8]) {
        count(bytes.count)
        raw(bytes)
    }
    mutating func located(_ at: inout Located) { location(at) }
    mutating func statement(_ statement: inout Statement) throws(DocumentError) {
        do { try self.statement(statement as Statement) } catch { throw DocumentError(error) }
    }
    mutating func generic<Part: Codable>(_ part: inout Part) throws(DocumentError) {
        do { try generic(part as Part) } catch { throw DocumentError(error) }
    }
    func refusal(_ message: String) -> DocumentError { DocumentError(.content, message) }

    mutating func part<Part: PackedPart>(_ part: Part) throws {
        var part = part
        try part.code(by: &self)
    }
}

extension PackedReader: PackedCoder {
    static var isReading: Bool { true }
    mutating func flag(_ flag: inout Bool) throws(DocumentError) { flag = try bit() }
    mutating func number<Number: FixedWidthInteger & UnsignedInteger>(_ number: inout Number) throws(DocumentError) {
        number = try self.number(Number.self)
    }
    mutating func wide(_ number: inout UInt128) throws(DocumentError) { number = try wide() }
    mutating func signed(_ number: inout Int) throws(DocumentError) { number = try signed() }
    mutating func text(_ text: inout String) throws(DocumentError) { text = try string() }
    mutating func count<Item>(_ count: inout Int, of type: Item.Type) throws(DocumentError) {
        count = try self.count()
        try allowance.take(count, of: type)
    }
    mutating func box<Part>(_ type: Part.Type) throws(DocumentError) { try allowance.take(1, of: type) }
    mutating func bytes(_ bytes: inout [UInt8]) throws(DocumentError) { bytes = try raw(count()) }
    mutating func located(_ at: inout Located) throws(DocumentError) { at = try location() }
    mutating func statement(_ statement: inout Statement) throws(DocumentError) { statement = try self.statement() }
    mutating func generic<Part: Codable>(_ part: inout Part) throws(DocumentError) { part = try generic(Part.self) }
    func refusal(_ message: String) -> DocumentError { error(message) }

    mutating func part<Part: PackedPart>(_ type: Part.Type = Part.self) throws(DocumentError) -> Part {
        var part = Part.blank
        try part.code(by: &self)
        return part
    }
}
