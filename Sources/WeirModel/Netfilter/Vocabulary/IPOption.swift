/// IPv4 options. Raw values are nft's words.
public enum IPOption: String, Sendable, Codable, Hashable, CaseIterable {
    case lsrr, rr, ssrr, ra

    /// The option's type on the wire: `NFTA_EXTHDR_TYPE`.
    public var number: UInt8 {
        switch self {
        case .lsrr: 131
        case .rr: 7
        case .ssrr: 137
        case .ra: 148
        }
    }

    public init?(number: UInt8) {
        guard let option = Self.allCases.first(where: { $0.number == number }) else { return nil }
        self = option
    }
}

/// The fields of IPv4 options. Raw values are what follows nft's `ip option`.
public enum IPOptionField: String, Sendable, Codable, Hashable, CaseIterable {
    case lsrrType = "lsrr type"
    case lsrrLength = "lsrr length"
    case lsrrPtr = "lsrr ptr"
    case lsrrAddr = "lsrr addr"
    case rrType = "rr type"
    case rrLength = "rr length"
    case rrPtr = "rr ptr"
    case rrAddr = "rr addr"
    case ssrrType = "ssrr type"
    case ssrrLength = "ssrr length"
    case ssrrPtr = "ssrr ptr"
    case ssrrAddr = "ssrr addr"
    case raType = "ra type"
    case raLength = "ra length"
    case raValue = "ra value"
}

extension IPOptionField {
    public var option: IPOption { row.0 }
    public var layout: FieldLayout { row.1 }

    /// nft's number of the field in the userdata of `typeof` sets.
    public var typeofIndex: UInt32 {
        let fields = ["", "type", "length", "value", "ptr", "addr"]
        return UInt32(fields.firstIndex { rawValue == "\(option.rawValue) \($0)" } ?? 0)
    }

    public static func find(_ option: IPOption, bitOffset: UInt32, bitLength: UInt32) -> Self? {
        allCases.first { $0.option == option && $0.layout.bitOffset == bitOffset && $0.layout.bitLength == bitLength }
    }

    private var row: (IPOption, FieldLayout) {
        switch self {
        case .lsrrType: (.lsrr, .bits(0, 8))
        case .lsrrLength: (.lsrr, .bits(8, 8))
        case .lsrrPtr: (.lsrr, .bits(16, 8))
        case .lsrrAddr: (.lsrr, .bits(24, 32))
        case .rrType: (.rr, .bits(0, 8))
        case .rrLength: (.rr, .bits(8, 8))
        case .rrPtr: (.rr, .bits(16, 8))
        case .rrAddr: (.rr, .bits(24, 32))
        case .ssrrType: (.ssrr, .bits(0, 8))
        case .ssrrLength: (.ssrr, .bits(8, 8))
        case .ssrrPtr: (.ssrr, .bits(16, 8))
        case .ssrrAddr: (.ssrr, .bits(24, 32))
        case .raType: (.ra, .bits(0, 8))
        case .raLength: (.ra, .bits(8, 8))
        case .raValue: (.ra, .bits(16, 16))
        }
    }
}
