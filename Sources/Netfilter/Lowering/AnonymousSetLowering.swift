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
        guard !elements.isEmpty else {
            throw LoweringError("the set is empty", help: "an empty set matches nothing; give it elements")
        }
        let isInterval = elements.hasIntervals
        let original = key
        var shape = key.shape
        if data != nil, shape.count == 1 { shape[0].bits = key.constantBits ?? key.bits }
        // A set's key is in network byte order before anything is moved from it to the elements, a map's after.
        if isInterval, data == nil { key = key.ordered(in: rule.table.dialect) }
        var transfer: ConstantTransfer?
        if shape.count == 1, let stripped = transferable(key, elements, data) {
            (key, shape, transfer) = (stripped.operand, [stripped.constants], stripped.transfer)
        }
        if isInterval { key = key.bigEndian(in: rule.table.dialect) }

        var specification = SetSpecification(
            flags: KernelSetFlags.anonymous | KernelSetFlags.constant | (isInterval ? KernelSetFlags.interval : 0), keyType: shape.keyType,
            keyLength: UInt32(data == nil || shape.count > 1 ? original.concatenatedBytes : (shape[0].bits + 7) / 8))
        if isInterval, shape.count > 1 {
            specification.flags |= KernelSetFlags.concatenation
            specification.fieldLengths = shape.map { (($0.type.bitLength ?? UInt32($0.bits)) + 7) / 8 }
        }
        let elementData = try specification.setData(data, of: elements)
        // nft turns the order of a single byte over without a conversion, and then remembers the turned one.
        let order = data == nil && !original.isSwappedToShift ? original.shape.byteOrder : shape.byteOrder
        let keyOrder = isInterval && data == nil && key.bytes < 2 && shape.count == 1 && !key.type.isString ? .big : order
        specification.userdata = SetUserData.anonymous(
            keyOrder: keyOrder,
            typeof: typeofUserData(term, data == nil && isInterval && shape.count > 1 ? key : original, isMap: data != nil),
            data: data, elements: elements, isInterval: isInterval)

        let lowering = SetElementsLowering(
            rule: rule, key: isInterval ? shape.map { .init(type: $0.type, bits: $0.bits, order: .big) } : shape, data: elementData,
            isInterval: isInterval, isAnonymous: true, transfer: transfer)
        let lowered = try lowering.lower(elements)
        specification.size = isInterval && shape.count == 1 ? Self.declaredSize(of: lowered) : UInt32(lowered.count)
        return AnonymousSet(specification: specification, elements: lowered)
    }
}

/// `NFT_SET_*`.
enum KernelSetFlags {
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

    /// `nil` for a concatenation, whose parts have separate orders.
    var byteOrder: ByteOrder? { count == 1 ? self[0].order : nil }
}

extension SetSpecification {
    static let verdictType: UInt32 = 0xffff_ff00

    fileprivate mutating func setData(_ data: AnonymousSetLowering.Data?, of elements: ElementList) throws -> SetElementsLowering.Data? {
        switch data {
        case nil: return nil
        case .verdict:
            flags |= KernelSetFlags.map
            dataType = Self.verdictType
            return .verdict
        case .values(let components):
            flags |= KernelSetFlags.map
            let interval = elements.hasIntervalData
            dataType = components.keyType
            let bytes = components.count == 1 ? (components[0].bits + 7) / 8 : RuleLowering.bits(of: components) / 8
            dataLength = UInt32(bytes * (interval ? 2 : 1))
            return .values(components, interval: interval)
        case .object(let kind):
            flags |= KernelSetFlags.object
            objectType = kind.kernelNumber
            return .object
        }
    }
}

extension StatefulObject.Kind {
    /// `NFT_OBJECT_*`.
    package var kernelNumber: UInt32 {
        switch self {
        case .counter: 1
        case .quota: 2
        case .ctHelper: 3
        case .limit: 4
        case .tunnel: 6
        case .ctTimeout: 7
        case .secmark: 8
        case .ctExpectation: 9
        case .synproxy: 10
        }
    }

    package init?(kernelNumber: UInt32) {
        guard let kind = Self.allCases.first(where: { $0.kernelNumber == kernelNumber }) else { return nil }
        self = kind
    }
}

extension AnonymousSetLowering {
    /// The computation that can be moved from the key to the elements: none in maps of objects, and beside an element for all that has
    /// none.
    private func transferable(
        _ key: Operand, _ elements: ElementList, _ data: Data?
    ) -> (operand: Operand, constants: SetShape.Component, transfer: ConstantTransfer)? {
        if case .object? = data { return nil }
        guard !key.type.isString, let stripped = ConstantTransfer.strip(key), !elements.contains(where: { $0.key == .catchAll }) else {
            return nil
        }
        return stripped
    }

    /// nft describes keys that are fields by themselves, and all concatenations; for maps only the concatenations. A computed part of a
    /// concatenation is described by the field that it is computed from by one operation, with newer versions by any number; the
    /// description ends with the first part that can't be described, such as one with swapped bytes. But a part whose type has no length is
    /// always described: `nft list` aborts if it has to order elements by a part of unknown length.
    private func typeofUserData(_ term: Term?, _ key: Operand, isMap: Bool) -> [UInt8]? {
        guard let term else { return nil }
        guard case .concatenation(let parts) = key.node else {
            return isMap || !key.isLoad ? nil : TypeofUserData.encode(term.parts, in: rule.table.dialect)
        }
        let describesAll = parts.contains { $0.type.bitLength == nil && !$0.type.isString }
        let operations = describesAll || rule.table.dialect >= .ranges ? Int.max : 1
        return TypeofUserData.encode(
            concatenation: zip(term.parts, parts).map { term, part in
                part.loaded(throughSwaps: describesAll, atMost: operations).isLoad ? term.loaded : nil
            }, in: rule.table.dialect)
    }

    /// The size that nft declares for intervals: two ends each, also where neighbours share one, the end at zero, and the
    /// element for all else.
    private static func declaredSize(of elements: [SetElement]) -> UInt32 {
        let starts = elements.count { $0.flags & 3 == 0 }
        let hasZeroEnd = elements.contains { $0.flags & 1 != 0 && $0.key.allSatisfy { $0 == 0 } }
        let catchAlls = elements.count { $0.flags & 2 != 0 }
        return UInt32(starts * 2 + (hasZeroEnd ? 1 : 0) + catchAlls)
    }
}

extension Term {
    /// The parts of a concatenation, or the term itself.
    var parts: [Term] { if case .concatenation(let parts) = self { parts } else { [self] } }

    /// The term that it is computed from.
    fileprivate var loaded: Term { if case .binary(_, let left, _) = self { left.loaded } else { self } }
}

extension Operand {
    fileprivate var isLoad: Bool {
        switch node {
        case .payload, .load, .hash: true
        default: false
        }
    }

    /// The term that this is computed from by some operations.
    fileprivate func loaded(throughSwaps: Bool, atMost operations: Int) -> Operand {
        guard operations > 0 else { return self }
        switch node {
        case .mask(let inner, _, _), .flip(let inner, _), .shift(let inner, _, _):
            return inner.loaded(throughSwaps: throughSwaps, atMost: operations - 1)
        case .byteorder(let inner, _) where throughSwaps: return inner.loaded(throughSwaps: throughSwaps, atMost: operations - 1)
        default: return self
        }
    }
}
