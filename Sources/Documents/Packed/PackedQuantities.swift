// Values that the objects of traffic control share.

import WeirModel

extension Handle: PackedPart {
    static var blank: Handle { .none }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) { try coder.number(&rawValue) }
}

extension ActionControl: PackedPart {
    static var blank: ActionControl { .pass }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        var number = rawValue
        try coder.signed(&number)
        self = ActionControl(rawValue: number)
    }
}

extension BitRate: PackedPart {
    static var blank: BitRate { BitRate(bytesPerSecond: 0) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) { try coder.number(&bytesPerSecond) }
}

extension TimeSpan: PackedPart {
    static var blank: TimeSpan { TimeSpan(nanoseconds: 0) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) { try coder.signed(&nanoseconds) }
}

extension Burst: PackedPart {
    static var blank: Burst { .bytes(0) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        var (isTime, number): (Bool, UInt64) =
            switch self {
            case .bytes(let bytes): (false, bytes)
            case .ticks(let ticks): (true, UInt64(ticks))
            }
        try coder.flag(&isTime)
        try coder.number(&number)
        guard isTime else {
            self = .bytes(number)
            return
        }
        guard let ticks = UInt32(exactly: number) else { throw coder.refusal("a number too large") }
        self = .ticks(ticks)
    }
}

extension LinkLayer: PackedPart {
    static var blank: LinkLayer { .ethernet }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        var number = rawValue
        try coder.number(&number)
        guard let known = LinkLayer(rawValue: number) else { throw coder.refusal("an unknown link layer") }
        self = known
    }
}

extension HexBytes: PackedPart {
    static var blank: HexBytes { HexBytes([]) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) { try coder.bytes(&bytes) }
}

extension IPv4Address: PackedPart {
    static var blank: IPv4Address { IPv4Address(0) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) { try coder.number(&number) }
}

extension IPv6Address: PackedPart {
    static var blank: IPv6Address { IPv6Address(0) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) { try coder.wide(&number) }
}

extension MACAddress: PackedPart {
    static var blank: MACAddress { .zero }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        var number = bytes.reduce(0) { $0 << 8 | UInt64($1) }
        try coder.number(&number)
        guard let address = MACAddress((0..<6).map { UInt8(truncatingIfNeeded: number >> (40 - 8 * $0)) }), number < 1 << 48 else {
            throw coder.refusal("a link-layer address of more than six bytes")
        }
        self = address
    }
}

extension Masked: PackedPart where Value: PackedPart {
    static var blank: Masked { Masked(.blank) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) { try coder.parts(&value, &mask) }
}
