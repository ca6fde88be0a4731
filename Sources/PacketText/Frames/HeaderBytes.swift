import WeirModel

/// The bytes of one header, or of headers, whose bits are set and read by nft's fields.
struct HeaderBytes {
    var bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }
    init(count: Int) { bytes = Array(repeating: 0, count: count) }

    /// `false` if the bytes end before the field does.
    @discardableResult
    mutating func set(_ layout: FieldLayout, to number: UInt128) -> Bool {
        guard let end = Self.end(layout), end <= bytes.count * 8 else { return false }
        for place in 0..<layout.bitLength {
            let bit = Int(layout.bitOffset) + Int(layout.bitLength - 1 - place)
            let mask = UInt8(0x80) >> UInt8(bit % 8)
            if number >> UInt128(place) & 1 == 1 { bytes[bit / 8] |= mask } else { bytes[bit / 8] &= ~mask }
        }
        return true
    }

    @discardableResult
    mutating func set(_ field: HeaderField, to number: UInt128) -> Bool { set(field.layout, to: number) }

    /// `nil` if the bytes end before the field does.
    func get(_ layout: FieldLayout) -> UInt128? {
        guard let end = Self.end(layout), end <= bytes.count * 8, layout.bitLength <= 128 else { return nil }
        return (Int(layout.bitOffset)..<end).reduce(0) { $0 << 1 | UInt128(bytes[$1 / 8] >> UInt8(7 - $1 % 8) & 1) }
    }

    func get(_ field: HeaderField) -> UInt128? { get(field.layout) }

    private static func end(_ layout: FieldLayout) -> Int? {
        let (end, isOverflow) = layout.bitOffset.addingReportingOverflow(layout.bitLength)
        return isOverflow ? nil : Int(end)
    }
}

extension Header {
    /// The bytes of the header without options; `nil` for those that no packet of words has.
    var byteLength: Int? {
        switch self {
        case .ether: 14
        case .vlan, .comp, .gre: 4
        case .arp: 28
        case .ip, .tcp: 20
        case .ip6: 40
        case .icmp, .igmp, .icmpv6, .udp, .udplite, .esp: 8
        case .sctp, .ah: 12
        case .dccp: 16
        case .vxlan, .geneve, .th: nil
        }
    }
}
