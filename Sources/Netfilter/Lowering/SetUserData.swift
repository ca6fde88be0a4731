import WeirModel

/// The userdata of sets, by which nft remembers what the kernel does not: byte orders, `typeof`, auto-merge, comments.
enum SetUserData {
    // `enum nftnl_udata_set_types`.
    static let keyByteOrder: UInt8 = 0
    static let dataByteOrder: UInt8 = 1
    static let autoMerge: UInt8 = 2
    static let keyTypeof: UInt8 = 3
    static let dataTypeof: UInt8 = 4
    static let expression: UInt8 = 5
    static let dataInterval: UInt8 = 6
    static let comment: UInt8 = 7

    static func u32(_ number: UInt32) -> [UInt8] { Bytes.encode(UInt128(number), count: 4, order: .host) }

    /// nft's number of a byte order: none 0, host 1, big 2.
    static func number(_ order: ByteOrder?) -> [UInt8] {
        switch order {
        case nil: u32(0)
        case .host: u32(1)
        case .big: u32(2)
        }
    }

    static func withoutTypeof(_ userdata: [UInt8]) -> [UInt8] {
        guard let entries = UserData.decode(userdata) else { return userdata }
        return UserData.encode(entries.filter { $0.type != keyTypeof && $0.type != dataTypeof })
    }

    /// Without what nft itself can't read of the `typeof` that it noted, as of TCP options by their place.
    static func withoutUnknownTypeof(_ userdata: [UInt8]) -> [UInt8] {
        guard let entries = UserData.decode(userdata) else { return userdata }
        let isKeyKnown = entries.contains { $0.type == keyTypeof && TypeofUserData.decode($0.value) != nil }
        return UserData.encode(
            entries.filter { entry in
                switch entry.type {
                case keyTypeof: isKeyKnown
                case dataTypeof: entry.value == TypeofUserData.verdict ? isKeyKnown : TypeofUserData.decode(entry.value) != nil
                default: true
                }
            })
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
    /// The specification without notes that say nothing.
    public var withoutUnknownTypeof: SetSpecification {
        var copy = self
        copy.userdata = SetUserData.withoutUnknownTypeof(userdata)
        return copy
    }
}
