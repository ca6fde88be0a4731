import WeirModel

/// Bits of a packet and their comparison, as u32 and basic see them.
struct PacketBits {
    enum Layer { case link, network, transport }

    var layer: Layer
    /// From the start of the layer's header, in bits of memory order.
    var offset: Int
    var length: Int
    var test: BitTest

    init(_ layer: Layer, _ offset: Int, _ length: Int, _ test: BitTest) {
        (self.layer, self.offset, self.length, self.test) = (layer, offset, length, test)
    }

    /// Whole bits of the network header.
    private init(_ offset: Int, _ length: Int, is value: UInt128) {
        self.init(.network, offset, length, .masked(value: value, mask: FilterOperand.ones(UInt32(length)), isNegated: false))
    }

    /// `ip hdrlength 5`: there are no IP options.
    static let withoutOptions = PacketBits(4, 4, is: 5)
    /// The packet, or its first fragment: later ones have no transport header.
    static let firstFragment = PacketBits(51, 13, is: 0)
    static func ipProtocol(_ number: UInt8) -> PacketBits { PacketBits(72, 8, is: UInt128(number)) }
    static func nexthdr(_ number: UInt8) -> PacketBits { PacketBits(48, 8, is: UInt128(number)) }
}
