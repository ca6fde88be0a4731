import WeirModel

extension SetDeclaration.Content {
    /// The parts of a key or of data, as registers hold them.
    ///
    /// - Parameter part: their owner, for messages.
    func components(of part: String) throws -> [SetShape.Component] {
        let components = try untestedComponents
        guard !components.isEmpty else { throw LoweringError("\(part) has no type", help: "declare it by `type` or `typeof`") }
        let bytes = components.bytes
        guard components.allSatisfy({ $0.bits > 0 }), bytes <= Registers.bytes else {
            throw LoweringError("\(part) takes \(bytes) bytes, and the kernel's registers hold 1 to \(Registers.bytes)")
        }
        return components
    }

    private var untestedComponents: [SetShape.Component] {
        get throws {
            switch self {
            case .types(let types):
                return try types.map { type in
                    guard let bits = type.bitLength else {
                        throw LoweringError("`type \(type.nftName)` has no length", help: "declare the set by `typeof` and a field")
                    }
                    return .init(type: type, bits: Int(bits), order: type.byteOrder ?? .host)
                }
            case .typeof(let terms): return try terms.map { try Self.component(of: $0) }
            case .sized(let types): return types.map { .init(type: $0.type, bits: Int($0.bytes) * 8, order: $0.byteOrder) }
            }
        }
    }

    private static func component(of term: Term) throws -> SetShape.Component {
        switch term {
        case .field(let field):
            let layout = field.layout
            return .init(type: layout.type, bits: Int(layout.bitLength), order: layout.byteOrder)
        case .jhash: return .init(type: .integer, bits: 32, order: .host)
        case .binary(_, let left, _): return try component(of: left)
        case .value, .range, .prefix, .flags, .set, .namedSet, .concatenation, .map: throw LoweringError("`typeof` needs a field")
        }
    }
}

extension SetDeclaration {
    func shape() throws -> SetShape {
        let data: SetShape.Data? =
            switch self.data {
            case nil: nil
            case .values(let content)?: .values(try content.components(of: "the data of `\(name)`"), interval: false)
            case .intervals(let content)?: .values(try content.components(of: "the data of `\(name)`"), interval: true)
            case .verdict?: .verdict
            case .object(let kind)?: .object(kind)
            }
        return SetShape(key: try key.components(of: "the key of `\(name)`"), data: data, isInterval: flags.contains(.interval))
    }

    func compiled(in table: TableContext) throws -> CompiledSet {
        let shape = try shape()
        let rule = RuleLowering(table: table)
        let isInterval = shape.isInterval
        var specification = SetSpecification(
            flags: flags.rawValue, keyType: key.kernelType(shape.key, table.dialect), keyLength: UInt32(shape.keyBytes), size: size,
            policy: policy == .memory ? 1 : nil,
            timeout: timeout, gcInterval: gcInterval)
        if timeout != nil { specification.flags |= KernelSetFlags.timeout }
        if isInterval, shape.key.count > 1 {
            specification.flags |= KernelSetFlags.concatenation
            specification.fieldLengths = shape.key.map { UInt32(($0.bits + 7) / 8) }
        }
        var data: SetElementsLowering.Data?
        switch shape.data {
        case nil: break
        case .verdict?:
            specification.flags |= KernelSetFlags.map
            specification.dataType = SetSpecification.verdictType
            data = .verdict
        case .values(let components, let interval)?:
            specification.flags |= KernelSetFlags.map
            switch self.data {
            case .values(let content)?, .intervals(let content)?: specification.dataType = content.kernelType(components, table.dialect)
            case .verdict?, .object?, nil: specification.dataType = components.keyType
            }
            let bytes = components.count == 1 ? (components[0].bits + 7) / 8 : RuleLowering.bits(of: components) / 8
            specification.dataLength = UInt32(bytes * (interval ? 2 : 1))
            data = .values(components, interval: interval)
        case .object(let kind)?:
            specification.flags |= KernelSetFlags.object
            specification.objectType = kind.kernelNumber
            data = .object
        }
        specification.expressions = try statements.flatMap { try rule.lowerStateful($0) }
        if specification.expressions.count > 1 { specification.flags |= KernelSetFlags.expressions }
        specification.userdata = try userdata(shape, in: table.dialect)

        let lowering = SetElementsLowering(
            rule: rule, key: shape.elementKey, data: data, isInterval: isInterval, isAnonymous: false, autoMerge: autoMerge)
        let lowered = try lowering.lowerPacked(elements) ?? SetElements(try lowering.lower(elements))
        var set = CompiledSet(name: name, specification: specification, elements: lowered, at: at)
        set.isManagedElsewhere = elementManagement == .managedElsewhere
        return set
    }

    private func userdata(_ shape: SetShape, in dialect: StockDialect) throws -> [UInt8] {
        var entries: [(type: UInt8, value: [UInt8])] = [(SetUserData.keyByteOrder, SetUserData.number(key.notedOrder(shape.key)))]
        switch shape.data {
        case .values(let components, _)?: entries.append((SetUserData.dataByteOrder, SetUserData.number(notedDataOrder(components))))
        case .verdict?: entries.append((SetUserData.dataByteOrder, SetUserData.number(nil)))
        case .object?, nil: break
        }
        if autoMerge { entries.append((SetUserData.autoMerge, SetUserData.u32(1))) }
        if let typeof = key.typeofUserData(in: dialect), !flags.contains(.anonymous) { entries.append((SetUserData.keyTypeof, typeof)) }
        switch data {
        case .values(let content)?, .intervals(let content)?:
            if let typeof = content.typeofUserData(in: dialect) { entries.append((SetUserData.dataTypeof, typeof)) }
        case .verdict?:
            if case .typeof = key { entries.append((SetUserData.dataTypeof, TypeofUserData.verdict)) }
        case .object?, nil: break
        }
        if let data {
            if case .intervals = data {
                entries.append((SetUserData.dataInterval, SetUserData.u32(1)))
            } else {
                entries.append((SetUserData.dataInterval, SetUserData.u32(0)))
            }
        }
        if let comment { entries.append((SetUserData.comment, UserData.string(comment))) }
        if elementManagement == .managedElsewhere { entries.append((SetUserData.managedElsewhere, [])) }
        return try UserData.encode(checking: entries)
    }

    private func notedDataOrder(_ components: [SetShape.Component]) -> ByteOrder? {
        switch data {
        case .values(let content)?, .intervals(let content)?: content.notedOrder(components)
        case .verdict?, .object?, nil: nil
        }
    }
}

extension SetDeclaration.Content {
    /// nft's type number. In `typeof`, older versions give the port of a connection no type.
    fileprivate func kernelType(_ components: [SetShape.Component], _ dialect: StockDialect) -> UInt32 {
        guard case .typeof(let terms) = self, dialect == .comparisons else { return components.keyType }
        return terms.withoutUntypedParts(components.keyType)
    }

    /// The order that nft records: none for a type without one.
    fileprivate func notedOrder(_ components: [SetShape.Component]) -> ByteOrder? {
        if case .types(let types) = self, types.count == 1 { types[0].byteOrder } else { components.byteOrder }
    }

    fileprivate func typeofUserData(in dialect: StockDialect) -> [UInt8]? {
        switch self {
        case .typeof(let terms): TypeofUserData.encode(terms, in: dialect)
        case .types(let types): types.count > 1 ? TypeofUserData.unnamedConcatenation : nil
        case .sized(let types): types.count > 1 ? TypeofUserData.unnamedConcatenation : nil
        }
    }
}
