import WeirModel

/// A named set or map, as the constant that declares it.
struct SetConstant {
    var identifier: String
    var key: Shape
    /// The Swift type of a map's data; `nil` for a set.
    var data: String?
    var dataShape: Shape?
    var flags: SetDeclaration.Flags

    /// Whether an update of the set can name the constant: the types agree, and the update implies nothing more about the set.
    func takes(_ update: SetUpdate, key: Shape, data: Shape?) -> Bool {
        guard key.swift == self.key.swift else { return false }
        if let data, data.swift != self.data { return false }
        if data == nil, self.data != nil, update.operation != .delete { return false }
        if update.operation != .delete, !flags.contains(.dynamic) { return false }
        return update.timeout == nil || flags.contains(.timeout)
    }
}

/// Types of sets: `.concat(.ipv4Address, .inetService)`, `.typeof(ip.saddr)`.
extension TableSource {
    /// - Returns: the source, and whether it gives Swift the type of the keys.
    func type(_ content: SetDeclaration.Content) -> (layout: Layout, isTelling: Bool) {
        switch content {
        case .types(let types):
            let words = types.map { Shape.word($0).map { ".\($0)" } ?? ".type(.\($0))" }
            let layout = Shape(types).nested(words.map { .text($0) }) { .call(".concat", $0) }
            return (layout, types.allSatisfy { Shape.word($0) != nil })
        case .typeof(let terms):
            let shape = shape(content)
            let fields = terms.map { expression($0).layout }
            return (.call(".typeof", [shape.nested(fields) { .call("concat", $0) }]), true)
        case .sized(let types):
            return (.call(".sized", types.map { .text("(.\($0.type), bytes: \($0.bytes), .\($0.byteOrder))") }), false)
        }
    }

    func shape(_ content: SetDeclaration.Content) -> Shape {
        switch content {
        case .types(let types): Shape(types)
        case .typeof(let terms): Shape(terms.flatMap { expression($0).shape.components })
        case .sized(let types): Shape(types.map(\.type))
        }
    }

    func constant(_ set: SetDeclaration, named identifier: String) -> SetConstant {
        var constant = SetConstant(identifier: identifier, key: shape(set.key), flags: set.flags)
        switch set.data {
        case nil: break
        case .values(let content)?, .intervals(let content)?:
            constant.dataShape = shape(content)
            constant.data = constant.dataShape?.swift
        case .verdict?: constant.data = "Verdict"
        case .object(let kind)?: constant.data = ObjectSource.swift(kind)
        }
        return constant
    }

    /// `NamedSet("blocked", type: .ipv4Address, timeout: .hours(1))`
    ///
    /// - Parameters:
    ///   - isPair: whether it represents a set of each IP family, `AddressSet`.
    ///   - implied: the flags that the rules' uses of the constant imply.
    ///   - file: the data file of its elements.
    func declaration(_ set: SetDeclaration, isPair: Bool = false, implied: SetDeclaration.Flags, file: String?) -> Layout {
        let key = type(set.key)
        var arguments: [Layout] = [.text(SwiftSpelling.quoted(set.name))]
        if !isPair { arguments.append(.labelled("type", key.layout)) }
        var isTelling = key.isTelling
        var data: MapData?
        switch set.data {
        case nil: break
        case .verdict?: (data, isTelling) = (.verdict, false)
        case .object(let kind)?: (data, isTelling) = (.object(kind), false)
        case .values(let content)?, .intervals(let content)?:
            let type = type(content)
            var layout = type.layout
            if case .intervals? = set.data,
                !set.elements.contains(where: { if case .ranges? = $0.data { true } else { false } }) || file != nil
            {
                layout = .call(".interval", [layout])
            }
            arguments.append(.labelled("to", layout))
            data = .values(shape(content))
            isTelling = isTelling && type.isTelling
        }
        let flags = set.flags.subtracting(implied.union(set.ownFlags))
        if !flags.isEmpty {
            let names: [(SetDeclaration.Flags, String)] = [
                (.anonymous, ".anonymous"), (.constant, ".constant"), (.dynamic, ".dynamic"), (.interval, ".interval"),
                (.timeout, ".timeout"),
            ]
            arguments.append(.text("flags: " + OptionSetSource.text(flags.rawValue, names.map { ($0.0.rawValue, $0.1) }, type: "SetFlags")))
        }
        if let timeout = set.timeout { arguments.append(.text("timeout: \(SwiftSpelling.duration(milliseconds: timeout))")) }
        if let interval = set.gcInterval {
            arguments.append(.text("gcInterval: \(SwiftSpelling.duration(milliseconds: UInt64(interval)))"))
        }
        if let size = set.size { arguments.append(.text("size: \(SwiftSpelling.decimal(size))")) }
        if let policy = set.policy { arguments.append(.text("policy: .\(policy)")) }
        if set.autoMerge { arguments.append(.text("autoMerge: true")) }
        if let comment = set.comment { arguments.append(.text("comment: \(SwiftSpelling.quoted(comment))")) }
        if !set.statements.isEmpty { arguments.append(.labelled("each", .array(set.statements.map { statement($0) }))) }
        if let management = set.elementManagement { arguments.append(.text("elements: .\(management.rawValue)")) }
        if let file {
            arguments.append(.text("contentsOf: \(SwiftSpelling.quoted(file))"))
        } else if !set.elements.isEmpty {
            let key = isPair ? Shape.address(nil) : shape(set.key)
            arguments.append(
                .array(set.elements.map { element in data.map { pair(element, key: key, data: $0) } ?? self.element(element, in: key) }))
        }
        if isPair { return .call("AddressSet", arguments) }
        let key2 = shape(set.key).swift
        let name = data == nil ? "NamedSet" : "NamedMap"
        return .call(isTelling ? name : "\(name)<\(data.map { "\(key2), \($0.swift)" } ?? key2)>", arguments)
    }
}

extension SetDeclaration {
    /// The flags that follow from the rest of the declaration.
    var ownFlags: Flags {
        var flags: Flags = []
        if timeout != nil || elements.contains(where: { $0.timeout != nil }) { flags.insert(.timeout) }
        if autoMerge || elements.contains(where: { Self.isInterval($0.key) }) { flags.insert(.interval) }
        return flags
    }

    private static func isInterval(_ key: ElementKey) -> Bool {
        switch key {
        case .ranges: return true
        case .catchAll: return false
        case .values(let values):
            return values.contains { if case .text(let text, _) = $0 { NamePattern.prefix(of: text) != nil } else { false } }
        }
    }
}
