import WeirModel

/// Makes the set that a rule brings along for `{ … }`, and fits the key that is looked up in it.
struct AnonymousSetLowering {
    enum Data {
        case values([SetShape.Component])
        case verdict
        case object(StatefulObject.Kind)
    }

    let rule: RuleLowering

    func set(_ elements: ElementList, term: Term?, key: inout Operand) throws -> AnonymousSet {
        try make(elements, term: term, key: &key, data: nil)
    }

    func map(_ elements: ElementList, term: Term?, key: inout Operand, data: Data) throws -> AnonymousSet {
        try make(elements, term: term, key: &key, data: data)
    }

    private func make(_ elements: ElementList, term: Term?, key: inout Operand, data: Data?) throws -> AnonymousSet {
        guard !elements.isEmpty else { throw LoweringError("the set is empty", help: "an empty set matches nothing; name what it should hold") }
        var transfer: ConstantTransfer?
        if key.components.count == 1, !key.type.isString {
            let (stripped, step) = ConstantTransfer.strip(key)
            (key, transfer) = (stripped, step)
        }
        let isInterval = elements.hasIntervals
        let shape = key.shape
        if isInterval { key = key.bigEndian() }

        var specification = SetSpecification(
            flags: SetFlags.anonymous | SetFlags.constant | (isInterval ? SetFlags.interval : 0), keyType: shape.keyType,
            keyLength: UInt32(key.concatenatedBytes))
        if isInterval, shape.count > 1 {
            specification.flags |= SetFlags.concatenation
            specification.fieldLengths = shape.map { UInt32(($0.bits + 7) / 8) }
        }
        let elementData = try specification.setData(data, of: elements)
        // nft turns the order of a single byte over without a conversion, and then remembers the turned one.
        let keyOrder = isInterval && key.bytes < 2 && shape.count == 1 && !key.type.isString ? .big : shape.byteOrder
        specification.userdata = SetUserData.anonymous(keyOrder: keyOrder, typeof: typeofUserData(term, key, isMap: data != nil), data: data, elements: elements, isInterval: isInterval)

        let lowering = SetElementsLowering(
            rule: rule, key: isInterval ? shape.map { .init(type: $0.type, bits: $0.bits, order: .big) } : shape, data: elementData,
            isInterval: isInterval, isAnonymous: true, transfer: transfer)
        let lowered = try lowering.lower(elements)
        specification.size = isInterval && shape.count == 1 ? Self.declaredSize(of: lowered) : UInt32(lowered.count)
        return AnonymousSet(specification: specification, elements: lowered)
    }
}

/// `NFT_SET_*`.
enum SetFlags {
    static let anonymous: UInt32 = 1
    static let constant: UInt32 = 2
    static let interval: UInt32 = 4
    static let map: UInt32 = 8
    static let timeout: UInt32 = 0x10
    static let dynamic: UInt32 = 0x20
    static let object: UInt32 = 0x40
    static let concatenation: UInt32 = 0x80
    static let expressions: UInt32 = 0x100
}

extension [SetShape.Component] {
    /// nft's type number: six bits a part in a concatenation, the first part highest.
    var keyType: UInt32 { reduce(0) { $0 << 6 | UInt32($1.type.rawValue) } }

    /// nil for a concatenation, whose parts have orders of their own.
    var byteOrder: ByteOrder? { count == 1 ? self[0].order : nil }
}

extension SetSpecification {
    static let verdictType: UInt32 = 0xffff_ff00

    fileprivate mutating func setData(_ data: AnonymousSetLowering.Data?, of elements: ElementList) throws -> SetElementsLowering.Data? {
        switch data {
        case nil: return nil
        case .verdict:
            flags |= SetFlags.map
            dataType = Self.verdictType
            return .verdict
        case .values(let components):
            flags |= SetFlags.map
            let interval = elements.hasIntervalData
            dataType = components.keyType
            let bytes = components.count == 1 ? (components[0].bits + 7) / 8 : RuleLowering.bits(of: components) / 8
            dataLength = UInt32(bytes * (interval ? 2 : 1))
            return .values(components, interval: interval)
        case .object(let kind):
            flags |= SetFlags.object
            objectType = kind.kernelNumber
            return .object
        }
    }
}

extension StatefulObject.Kind {
    /// `NFT_OBJECT_*`.
    public var kernelNumber: UInt32 {
        switch self {
        case .counter: 1
        case .quota: 2
        case .ctHelper: 3
        case .limit: 4
        case .ctTimeout: 7
        case .secmark: 8
        case .ctExpectation: 9
        case .synproxy: 10
        }
    }

    public init?(kernelNumber: UInt32) {
        guard let kind = Self.allCases.first(where: { $0.kernelNumber == kernelNumber }) else { return nil }
        self = kind
    }
}

extension AnonymousSetLowering {
    /// nft describes keys that are fields as they are, and all concatenations; of maps the concatenations alone.
    private func typeofUserData(_ term: Term?, _ key: Operand, isMap: Bool) -> [UInt8]? {
        guard let term else { return nil }
        switch key.node {
        case .concatenation: break
        case .payload, .load, .byteorder, .hash: if isMap { return nil }
        default: return nil
        }
        return TypeofUserData.encode(term.parts)
    }

    /// The size that nft declares for intervals: two ends each, also where neighbours share one, and the end at zero.
    private static func declaredSize(of elements: [SetElement]) -> UInt32 {
        let starts = elements.count { $0.flags & 1 == 0 }
        let hasZeroEnd = elements.contains { $0.flags & 1 != 0 && $0.key.allSatisfy { $0 == 0 } }
        return UInt32(starts * 2 + (hasZeroEnd ? 1 : 0))
    }
}

extension Term {
    /// The parts of a concatenation, or the term itself.
    var parts: [Term] { if case .concatenation(let parts) = self { parts } else { [self] } }
}
