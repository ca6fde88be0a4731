// Terms and values.

import WeirModel

private enum TermTag: UInt8 {
    case field, value, range, prefix, flags, set, namedSet, concatenation, binary, map, jhash
}

extension PackedWriter {
    mutating func value(_ value: Value) {
        switch value {
        case .number(let number, let type):
            byte(type.rawValue)
            wide(number)
        case .text(let text, let type):
            byte(type.rawValue | 0x80)
            string(text)
        }
    }

    mutating func term(_ term: Term) throws {
        try nested { writer in try writer.termParts(term) }
    }

    private mutating func termParts(_ term: Term) throws {
        switch term {
        case .field(let field):
            byte(TermTag.field.rawValue)
            try self.field(field)
        case .value(let value):
            byte(TermTag.value.rawValue)
            self.value(value)
        case .range(let lower, let upper):
            byte(TermTag.range.rawValue)
            value(lower)
            value(upper)
        case .prefix(let value, let length):
            byte(TermTag.prefix.rawValue)
            self.value(value)
            byte(length)
        case .flags(let values):
            byte(TermTag.flags.rawValue)
            array(values) { writer, value in writer.value(value) }
        case .set(let elements):
            byte(TermTag.set.rawValue)
            try self.elements(elements)
        case .namedSet(let name):
            byte(TermTag.namedSet.rawValue)
            string(name)
        case .concatenation(let terms):
            byte(TermTag.concatenation.rawValue)
            try array(terms) { writer, term in try writer.term(term) }
        case .binary(let binary, let left, let right):
            byte(TermTag.binary.rawValue)
            string(binary.rawValue)
            try self.term(left)
            try self.term(right)
        case .map(let key, let source):
            byte(TermTag.map.rawValue)
            try self.term(key)
            try mapSource(source)
        case .jhash(let key, let modulus, let seed, let offset):
            byte(TermTag.jhash.rawValue)
            try self.term(key)
            number(modulus)
            optional(seed) { writer, seed in writer.number(seed) }
            number(offset)
        }
    }

    mutating func mapSource(_ source: MapSource) throws {
        switch source {
        case .anonymous(let elements):
            byte(0)
            try self.elements(elements)
        case .named(let name):
            byte(1)
            string(name)
        }
    }
}

extension PackedReader {
    @inline(__always)
    mutating func value() throws(DocumentError) -> Value {
        let tag = try byte()
        guard let type = DataType(rawValue: tag & 0x7f) else { throw error("an unknown data type") }
        return tag & 0x80 == 0 ? .number(try wide(), type) : .text(try string(), type)
    }

    mutating func term() throws(DocumentError) -> Term {
        try nested { reader throws(DocumentError) in try reader.termParts() }
    }

    private mutating func termParts() throws(DocumentError) -> Term {
        switch TermTag(rawValue: try byte()) {
        case .field: return try fieldTerm()
        case .value: return .value(try value())
        case .range: return .range(try value(), try value())
        case .prefix: return .prefix(try value(), length: try byte())
        case .flags: return .flags(try array { reader throws(DocumentError) in try reader.value() })
        case .set: return .set(try elements())
        case .namedSet: return .namedSet(try string())
        case .concatenation: return .concatenation(try array { reader throws(DocumentError) in try reader.term() })
        case .binary:
            guard let binary = BinaryOperator(rawValue: try string()) else { throw error("an unknown operator") }
            return .binary(binary, try term(), try term())
        case .map: return .map(key: try term(), try mapSource())
        case .jhash:
            return .jhash(
                try term(), modulus: try number(UInt32.self),
                seed: try optional { reader throws(DocumentError) in try reader.number(UInt32.self) },
                offset: try number(UInt32.self))
        case nil: throw error("an unknown kind of term")
        }
    }

    mutating func mapSource() throws(DocumentError) -> MapSource {
        try flag() ? .named(try string()) : .anonymous(try elements())
    }
}
