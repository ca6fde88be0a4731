import WeirModel

/// How tightly an expression of Swift holds together.
enum Precedence: Int, Comparable {
    case addition, multiplication, shift, postfix
    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The source of a `Field`: fields, and values computed from them.
struct FieldExpression {
    var layout: Layout
    var precedence: Precedence = .postfix
    var shape: Shape

    /// In brackets if the next operator would bind more tightly.
    func held(at least: Precedence) -> Layout {
        precedence < least ? .sequence([.text("("), layout, .text(")")]) : layout
    }
}

extension TableSource {
    /// A term as a field.
    func expression(_ term: Term) -> FieldExpression {
        switch term {
        case .field(.header(.ipSaddr)) where isForBothFamilies: return FieldExpression(layout: .text("source"), shape: .address(nil))
        case .field(.header(.ipDaddr)) where isForBothFamilies: return FieldExpression(layout: .text("destination"), shape: .address(nil))
        case .field(let field):
            // The type that literals are taken for is the field's own, whatever the table's family.
            return FieldExpression(layout: .text(FieldSource.text(field)), shape: Shape(field.layout.type))
        case .concatenation(let terms):
            let parts = terms.map(expression)
            let shape = Shape(parts.flatMap(\.shape.components))
            return FieldExpression(layout: shape.nested(parts.map(\.layout)) { .call("concat", $0) }, shape: shape)
        case .binary(let operation, let left, let right): return binary(operation, left, right)
        case .jhash(let term, let modulus, let seed, let offset):
            var arguments = [expression(term).layout, .text("mod: \(SwiftSpelling.decimal(modulus))")]
            if let seed { arguments.append(.text("seed: \(SwiftSpelling.hexadecimal(seed))")) }
            if offset != 0 { arguments.append(.text("offset: \(SwiftSpelling.decimal(offset))")) }
            return FieldExpression(layout: .call("jhash", arguments), shape: Shape(.integer))
        case .value(let value):
            let shape = Shape(value.type)
            return FieldExpression(
                layout: .text("value(\(ValueSource.text(value, in: shape.first)), \(valueType(value.type)))"), shape: shape)
        case .map(let key, let source):
            let shape = mapShape(source)
            return FieldExpression(
                layout: .call("value", [map(key, source, shape), .text(valueType(shape.first.type))]), shape: shape)
        case .range(let lower, _): return constant(term, lower.type)
        case .prefix(let value, _): return constant(term, value.type)
        case .flags(let values): return constant(term, values.first?.type ?? .integer)
        case .set, .namedSet: return constant(term, .integer)
        }
    }

    private func constant(_ term: Term, _ type: DataType) -> FieldExpression {
        let shape = Shape(type)
        return FieldExpression(layout: .call("value", [value(term, in: shape), .text(valueType(type))]), shape: shape)
    }

    /// `.inetService`
    func valueType(_ type: DataType) -> String { Shape.word(type).map { ".\($0)" } ?? ".type(.\(type))" }

    private func binary(_ operation: BinaryOperator, _ left: Term, _ right: Term) -> FieldExpression {
        let field = expression(left)
        let place = field.shape.first
        let precedence: Precedence
        var operand: Layout
        switch operation {
        case .and: precedence = .multiplication
        case .or, .xor: precedence = .addition
        case .leftShift, .rightShift: precedence = .shift
        }
        switch right {
        case .value(.number(let number, .integer)) where precedence == .shift && number <= UInt8.max: operand = .text(String(number))
        case .value(.number(let number, _)) where field.precedence == .shift: operand = .text(SwiftSpelling.hexadecimal(number))
        case .value(let mask): operand = .text(ValueSource.mask(mask, in: place))
        case .field, .range, .prefix, .flags, .set, .namedSet, .concatenation, .binary, .map, .jhash:
            operand = expression(right).held(at: .postfix)
        }
        // Shifts don't chain in Swift.
        let least: Precedence = precedence == .shift ? .postfix : precedence
        let layout = Layout.sequence([field.held(at: least), .text(" \(operation.rawValue) "), operand])
        return FieldExpression(layout: layout, precedence: precedence, shape: Shape([place]))
    }

    /// A term as a value beside a field of the shape, or where a statement takes a value.
    func value(_ term: Term, in shape: Shape) -> Layout {
        let place = shape.first
        switch term {
        case .value(let value): return .text(ValueSource.text(value, in: place))
        case .range(let lower, let upper): return .text(ValueSource.plainRange(lower, upper, in: place))
        case .prefix(let value, let length): return .text(ValueSource.prefix(value, length, in: place))
        case .flags(let values): return .text(flags(values, place))
        case .set(let elements):
            let items = elements.map { element($0, in: shape) }
            if items.count == 1, shape.components.count > 1, elements[0].key != .catchAll { return items[0] }
            return .array(items)
        case .namedSet(let name):
            if let set = sets[name], set.data == nil, set.key.swift == shape.swift { return .text(set.identifier) }
            return .text(".set(\(SwiftSpelling.quoted(name)))")
        case .map(let key, let source): return map(key, source, shape)
        case .field, .binary, .jhash, .concatenation: return .call(".field", [expression(term).layout])
        }
    }

    func flags(_ values: [Value], _ place: Shape.Component) -> String {
        ".flags(\(values.map { ValueSource.text($0, in: place) }.joined(separator: ", ")))"
    }

    /// `tcp.dport.map([80: "10.0.0.10"])`
    func map(_ key: Term, _ source: MapSource, _ data: Shape) -> Layout {
        let key = expression(key)
        return .sequence([key.held(at: .postfix), .call(".map", [self.source(source, key: key.shape, data: .values(data))])])
    }

    enum MapData {
        case values(Shape)
        case verdict
        case object(StatefulObject.Kind)

        var swift: String {
            switch self {
            case .values(let shape): shape.swift
            case .verdict: "Verdict"
            case .object(let kind): ObjectSource.swift(kind)
            }
        }
    }

    func source(_ source: MapSource, key: Shape, data: MapData) -> Layout {
        switch source {
        case .anonymous(let elements): return .array(elements.map { pair($0, key: key, data: data) })
        case .named(let name):
            if let set = sets[name], let known = set.data, set.key.swift == key.swift, known == data.swift { return .text(set.identifier) }
            return .text("named: \(SwiftSpelling.quoted(name))")
        }
    }

    private func mapShape(_ source: MapSource) -> Shape {
        switch source {
        case .anonymous(let elements):
            switch elements.first?.data {
            case .values(let values)?, .ranges(let values, _)?: Shape(values.map(\.type))
            case .verdict?, .object?, nil: Shape(.integer)
            }
        case .named(let name): sets[name]?.dataShape ?? Shape(.integer)
        }
    }
}
