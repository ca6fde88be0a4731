/// The place and type of a field.
public struct FieldLayout: Sendable, Hashable {
    /// From the start of its header, in bits of memory order: bit 0 is the first byte's highest. 0 where the kernel hands the field over as a whole.
    public var bitOffset: UInt32
    public var bitLength: UInt32
    public var type: DataType
    /// The order of the bytes in a register.
    public var byteOrder: ByteOrder

    public init(bitOffset: UInt32 = 0, bitLength: UInt32, type: DataType, byteOrder: ByteOrder) {
        (self.bitOffset, self.bitLength, self.type, self.byteOrder) = (bitOffset, bitLength, type, byteOrder)
    }

    /// `NFT_DATA_VALUE_MAXLEN`, in bits.
    private static let longest: UInt32 = 512
    /// The furthest a header can be in a packet, whose length has 16 bits.
    private static let furthest: UInt32 = 0xffff * 8

    /// Bits of a packet.
    static func bits(_ offset: UInt32, _ length: UInt32, _ type: DataType = .integer) -> FieldLayout {
        FieldLayout(bitOffset: offset, bitLength: length, type: type, byteOrder: .big)
    }

    /// The layout of a value that the kernel loads by a key.
    static func register(_ length: UInt32, _ type: DataType, _ byteOrder: ByteOrder = .host) -> FieldLayout {
        FieldLayout(bitLength: length, type: type, byteOrder: byteOrder)
    }
}

extension FieldLayout {
    /// Bytes that a register load of the field takes.
    public var byteLength: UInt32 { bitLength / 8 + (bitLength % 8 == 0 ? 0 : 1) }
    /// The kernel's expressions get to the field, and a register holds it.
    public var isReachable: Bool { 1...Self.longest ~= bitLength && bitOffset <= Self.furthest }
}

extension Hashable {
    func position(among fields: [Self]) -> UInt32 { UInt32(fields.firstIndex(of: self) ?? 0) }
}
