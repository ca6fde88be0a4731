import WeirModel

extension SetDeclaration {
    /// The declaration of a live set, without its elements.
    init(_ set: CompiledSet) {
        let specification = set.specification
        let userdata = UserData.decode(specification.userdata) ?? []
        func entry(_ type: UInt8) -> [UInt8]? { userdata.first { $0.type == type }?.value }
        func order(_ type: UInt8) -> ByteOrder? { entry(type)?.first == 1 ? .host : entry(type)?.first == 2 ? .big : nil }

        let data: Data?
        if specification.flags & KernelSetFlags.object != 0 {
            data = specification.objectType.flatMap(StatefulObject.Kind.init(kernelNumber:)).map { .object($0) }
        } else if specification.flags & KernelSetFlags.map == 0 {
            data = nil
        } else if specification.dataType == SetSpecification.verdictType {
            data = .verdict
        } else {
            let interval = entry(SetUserData.dataInterval)?.first == 1
            let content = Content(
                type: specification.dataType ?? 0, bytes: (specification.dataLength ?? 0) / (interval ? 2 : 1),
                order: order(SetUserData.dataByteOrder),
                lengths: [], typeof: entry(SetUserData.dataTypeof))
            data = interval ? .intervals(content) : .values(content)
        }
        self.init(
            name: set.name,
            key: Content(
                type: specification.keyType, bytes: specification.keyLength, order: order(SetUserData.keyByteOrder),
                lengths: specification.fieldLengths, typeof: entry(SetUserData.keyTypeof)),
            data: data, flags: Flags(rawValue: specification.flags & (1 | 2 | 4 | 0x10 | 0x20)), timeout: specification.timeout,
            gcInterval: specification.gcInterval, size: specification.size, policy: specification.policy == 1 ? .memory : nil,
            autoMerge: entry(SetUserData.autoMerge)?.first == 1, comment: entry(SetUserData.comment).map { UserData.text($0) },
            statements: specification.expressions.map { RuleLifting.liftStateful($0) ?? .raw(RawExpression(name: $0.kindName, data: [])) },
            elementManagement: entry(SetUserData.managedElsewhere) != nil ? .managedElsewhere : nil)
    }
}

extension SetDeclaration.Content {
    init(type: UInt32, bytes: UInt32, order: ByteOrder?, lengths: [UInt32], typeof: [UInt8]?) {
        if let typeof, let terms = TypeofUserData.decode(typeof) {
            let content = SetDeclaration.Content.typeof(terms)
            if (try? content.components(of: "it")).map({ $0.bytes == Int(bytes) }) == true {
                self = content
                return
            }
        }
        let types = Self.types(of: type)
        let named = SetDeclaration.Content.types(types)
        if let components = try? named.components(of: "it"), components.bytes == Int(bytes),
            types.count > 1 || order == nil || components[0].order == order
        {
            self = named
            return
        }
        var rest = bytes
        self = .sized(
            types.enumerated().map { index, type in
                let length: UInt32 =
                    lengths.indices.contains(index)
                    ? lengths[index] : index == types.count - 1 ? rest : (type.bitLength.map { ($0 + 7) / 8 } ?? rest)
                rest -= min(rest, (length &+ 3) / 4 * 4)
                return .init(type: type, bytes: length, byteOrder: (types.count == 1 ? order : nil) ?? type.byteOrder ?? .big)
            })
    }

    /// The types of a concatenation's parts, six bits each, the first part highest.
    static func types(of number: UInt32) -> [DataType] {
        var types: [DataType] = []
        var rest = number
        repeat {
            types.append(DataType(rawValue: UInt8(rest & 0x3f)) ?? .integer)
            rest >>= 6
        } while rest != 0
        return types.reversed()
    }
}

extension [SetShape.Component] {
    /// Bytes in registers: a concatenation's parts fill whole slots.
    var bytes: Int { count == 1 ? (self[0].bits + 7) / 8 : RuleLowering.bits(of: self) / 8 }
}
