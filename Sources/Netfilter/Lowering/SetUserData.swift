import WeirModel

/// The userdata of sets, where nft keeps properties unknown to the kernel: byte orders, `typeof`, auto-merge, comments.
enum SetUserData {
    // `enum nftnl_udata_set_types`.
    static let keyByteOrder: UInt8 = 0
    static let dataByteOrder: UInt8 = 1
    static let autoMerge: UInt8 = 2
    static let keyTypeof: UInt8 = 3
    static let dataTypeof: UInt8 = 4
    static let expression: UInt8 = 5
    static let dataInterval: UInt8 = 6
    static let comment = UserData.setComment
    /// Weir's own, empty: another program manages the elements. A type that stock nft ignores.
    static let managedElsewhere: UInt8 = 0x77

    static func u32(_ number: UInt32) -> [UInt8] { Bytes.encode(UInt128(number), count: 4, order: .host) }

    /// nft's number of a byte order: none 0, host 1, big 2.
    static func number(_ order: ByteOrder?) -> [UInt8] {
        switch order {
        case nil: u32(0)
        case .host: u32(1)
        case .big: u32(2)
        }
    }

    static func anonymous(keyOrder: ByteOrder?, typeof: [UInt8]?, data: AnonymousSetLowering.Data?, elements: ElementList, isInterval: Bool)
        -> [UInt8]
    {
        var entries: [(type: UInt8, value: [UInt8])] = [(keyByteOrder, number(keyOrder))]
        if case .values(let components)? = data { entries.append((dataByteOrder, number(components.byteOrder))) }
        if case .verdict? = data { entries.append((dataByteOrder, number(nil))) }
        if isInterval, data == nil { entries.append((autoMerge, u32(1))) }
        if let typeof { entries.append((keyTypeof, typeof)) }
        if case .verdict? = data { entries.append((dataTypeof, TypeofUserData.verdict)) }
        if data != nil { entries.append((dataInterval, u32(elements.hasIntervalData ? 1 : 0))) }
        return UserData.encode(entries)
    }
}

extension SetSpecification {
    /// The specification for comparison with those that another version of nft, or Weir, made of the same declaration: without notes that
    /// have no meaning, and without the type that only newer versions give to the port of a connection.
    package var comparable: SetSpecification {
        var copy = self
        // The set of a meter, which newer versions keep without its rule.
        if flags & KernelSetFlags.dynamic != 0 { copy.flags &= ~KernelSetFlags.anonymous }
        // Older versions note how many elements a set has that is never added to.
        if flags & KernelSetFlags.constant != 0 { copy.size = nil }
        guard let entries = UserData.decode(userdata) else { return copy }
        let keyTerms = entries.first { $0.type == SetUserData.keyTypeof }.flatMap { TypeofUserData.decode($0.value) }
        let dataTerms = entries.first { $0.type == SetUserData.dataTypeof }.flatMap { TypeofUserData.decode($0.value) }
        copy.keyType = keyTerms?.withoutUntypedParts(keyType) ?? keyType
        copy.dataType = dataType.map { dataTerms?.withoutUntypedParts($0) ?? $0 }
        copy.userdata = UserData.encode(
            entries.compactMap { entry -> (type: UInt8, value: [UInt8])? in
                let isKept =
                    switch entry.type {
                    // A single byte has no order.
                    case SetUserData.keyByteOrder: keyLength != 1
                    case SetUserData.dataByteOrder: dataLength != 1
                    // Descriptions that nft itself can't read, such as TCP options by position.
                    case SetUserData.keyTypeof: keyTerms != nil
                    // A set that was there before its policy said so has no note.
                    case SetUserData.managedElsewhere: false
                    case SetUserData.dataTypeof: entry.value == TypeofUserData.verdict ? keyTerms != nil : dataTerms != nil
                    default: true
                    }
                guard isKept else { return nil }
                // The numbers of some fields differ between versions.
                let terms = entry.type == SetUserData.keyTypeof ? keyTerms : entry.type == SetUserData.dataTypeof ? dataTerms : nil
                return (entry.type, terms.flatMap { TypeofUserData.encode($0) } ?? entry.value)
            })
        return copy
    }
}

extension [Term] {
    /// nft's type number of a concatenation of these, six bits each, with none for the port of a connection, which nft gives a type
    /// since 1.1.1 only.
    func withoutUntypedParts(_ number: UInt32) -> UInt32 {
        reversed().enumerated().reduce(number) { number, part in
            part.element.isConnectionPort ? number & ~(UInt32(0x3f) << UInt32(part.offset * 6)) : number
        }
    }
}

extension Term {
    fileprivate var isConnectionPort: Bool {
        if case .field(.ct(let key, _)) = self { key == .protoSrc || key == .protoDst } else { false }
    }
}
