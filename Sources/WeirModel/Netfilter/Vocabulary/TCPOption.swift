/// TCP options that nft knows by name. Raw values are nft's words.
public enum TCPOption: String, Sendable, Codable, Hashable, CaseIterable {
    case eol
    case nop
    case maxseg
    case window
    case sackPerm = "sack-perm"
    case sack
    case timestamp
    case md5sig
    case mptcp
    case fastopen

    /// The option's kind on the wire.
    public var kind: UInt8 {
        switch self {
        case .eol: 0
        case .nop: 1
        case .maxseg: 2
        case .window: 3
        case .sackPerm: 4
        case .sack: 5
        case .timestamp: 8
        case .md5sig: 19
        case .mptcp: 30
        case .fastopen: 34
        }
    }

    public init?(kind: UInt8) {
        guard let option = Self.allCases.first(where: { $0.kind == kind }) else { return nil }
        self = option
    }

    /// nft's word for an option kind, or its number.
    public static func name(ofKind kind: UInt8) -> String { TCPOption(kind: kind)?.rawValue ?? String(kind) }
}

/// The fields of TCP options. Raw values are what follows nft's `tcp option`.
public enum TCPOptionField: String, Sendable, Codable, Hashable, CaseIterable {
    case eolKind = "eol kind"
    case nopKind = "nop kind"
    case maxsegKind = "maxseg kind"
    case maxsegLength = "maxseg length"
    case maxsegSize = "maxseg size"
    case windowKind = "window kind"
    case windowLength = "window length"
    case windowCount = "window count"
    case sackPermKind = "sack-perm kind"
    case sackPermLength = "sack-perm length"
    case sackKind = "sack kind"
    case sackLength = "sack length"
    case sackLeft = "sack left"
    case sackRight = "sack right"
    case sack1Left = "sack1 left"
    case sack1Right = "sack1 right"
    case sack2Left = "sack2 left"
    case sack2Right = "sack2 right"
    case sack3Left = "sack3 left"
    case sack3Right = "sack3 right"
    case timestampKind = "timestamp kind"
    case timestampLength = "timestamp length"
    case timestampTsval = "timestamp tsval"
    case timestampTsecr = "timestamp tsecr"
    case md5sigKind = "md5sig kind"
    case md5sigLength = "md5sig length"
    case mptcpKind = "mptcp kind"
    case mptcpLength = "mptcp length"
    case mptcpSubtype = "mptcp subtype"
    case fastopenKind = "fastopen kind"
    case fastopenLength = "fastopen length"
}

extension TCPOptionField {
    public var option: TCPOption { row.0 }
    public var layout: FieldLayout { row.1 }

    /// nft 1.0.6 lists `kind`, but can't read it: it takes `@2,0,8` for it.
    public var isSpellable: Bool { !rawValue.hasSuffix(" kind") }

    /// nft's number of the field in the userdata of `typeof` sets.
    public var typeofIndex: UInt32 { position(among: Self.allCases.filter { $0.option == option }) }

    public static func find(kind: UInt8, bitOffset: UInt32, bitLength: UInt32) -> Self? {
        allCases.first { $0.option.kind == kind && $0.layout.bitOffset == bitOffset && $0.layout.bitLength == bitLength }
    }

    private var row: (TCPOption, FieldLayout) {
        switch self {
        case .eolKind: (.eol, .bits(0, 8))
        case .nopKind: (.nop, .bits(0, 8))
        case .maxsegKind: (.maxseg, .bits(0, 8))
        case .maxsegLength: (.maxseg, .bits(8, 8))
        case .maxsegSize: (.maxseg, .bits(16, 16))
        case .windowKind: (.window, .bits(0, 8))
        case .windowLength: (.window, .bits(8, 8))
        case .windowCount: (.window, .bits(16, 8))
        case .sackPermKind: (.sackPerm, .bits(0, 8))
        case .sackPermLength: (.sackPerm, .bits(8, 8))
        case .sackKind: (.sack, .bits(0, 8))
        case .sackLength: (.sack, .bits(8, 8))
        case .sackLeft: (.sack, .bits(16, 32))
        case .sackRight: (.sack, .bits(48, 32))
        case .sack1Left: (.sack, .bits(80, 32))
        case .sack1Right: (.sack, .bits(112, 32))
        case .sack2Left: (.sack, .bits(144, 32))
        case .sack2Right: (.sack, .bits(176, 32))
        case .sack3Left: (.sack, .bits(208, 32))
        case .sack3Right: (.sack, .bits(240, 32))
        case .timestampKind: (.timestamp, .bits(0, 8))
        case .timestampLength: (.timestamp, .bits(8, 8))
        case .timestampTsval: (.timestamp, .bits(16, 32))
        case .timestampTsecr: (.timestamp, .bits(48, 32))
        case .md5sigKind: (.md5sig, .bits(0, 8))
        case .md5sigLength: (.md5sig, .bits(8, 8))
        case .mptcpKind: (.mptcp, .bits(0, 8))
        case .mptcpLength: (.mptcp, .bits(8, 8))
        case .mptcpSubtype: (.mptcp, .bits(16, 4))
        case .fastopenKind: (.fastopen, .bits(0, 8))
        case .fastopenLength: (.fastopen, .bits(8, 8))
        }
    }
}
