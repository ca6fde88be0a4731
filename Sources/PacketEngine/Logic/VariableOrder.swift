import Diagrams

/// The places of a packet's parts in the order of variables: what rules ask first and most, and what goes together, stands together.
package enum VariableOrder {
    /// 1: IPv6.
    package static let family = VariableRange(first: 0, count: 1)
    /// Of `families` that hold more than IP: the link's protocol number.
    package static let linkProtocol = VariableRange(first: 1, count: 16)
    /// Whether the n-th four bytes of the transport header are there, of those before it.
    package static let transportThere = VariableRange(first: 20, count: 16)
    package static let connection = VariableRange(first: 40, count: 3)
    package static let inName = VariableRange(first: 44, count: 12)
    package static let outName = VariableRange(first: 56, count: 12)
    package static let transportProtocol = VariableRange(first: 68, count: 8)
    package static let destinationPort = VariableRange(first: 76, count: 16)
    /// From byte 12 to byte 15, then from 4 to 11 and from 16 on.
    private static let transportRest = VariableRange(first: 92, count: 60 * 8)
    package static let destination4 = VariableRange(first: 600, count: 32)
    package static let source4 = VariableRange(first: 632, count: 32)
    private static let network4Rest = VariableRange(first: 664, count: 56 * 8)
    package static let destination6 = VariableRange(first: 1200, count: 128)
    package static let source6 = VariableRange(first: 1328, count: 128)
    private static let network6Rest = VariableRange(first: 1456, count: 64)
    package static let sourcePort = VariableRange(first: 1600, count: 16)
    /// The ICMP or ICMPv6 type, where a source port begins.
    package static let icmpType = VariableRange(first: 1600, count: 8)
    package static let mark = VariableRange(first: 1620, count: 32)
    package static let connectionMark = VariableRange(first: 1652, count: 32)
    private static let link = VariableRange(first: 1700, count: 64 * 8)
    /// From here on as things come up.
    static let rest = 2304

    /// The part of the transport header's first 64 bytes, of the network header or of the link's that a byte is.
    static func transport(_ byte: Int) -> Int? {
        switch byte {
        case 0...1: sourcePort.first + 8 * byte
        case 2...3: destinationPort.first + 8 * (byte - 2)
        case 12...15: transportRest.first + 8 * (byte - 12)
        case 4...11: transportRest.first + 8 * byte
        case 16..<64: transportRest.first + 8 * (byte - 4)
        default: nil
        }
    }

    static func network4(_ byte: Int) -> Int? {
        switch byte {
        case 9: transportProtocol.first
        case 12...15: source4.first + 8 * (byte - 12)
        case 16...19: destination4.first + 8 * (byte - 16)
        case 0..<60: network4Rest.first + 8 * (byte < 12 ? byte : byte - 4)
        default: nil
        }
    }

    static func network6(_ byte: Int) -> Int? {
        switch byte {
        case 8...23: source6.first + 8 * (byte - 8)
        case 24...39: destination6.first + 8 * (byte - 24)
        case 0..<8: network6Rest.first + 8 * byte
        default: nil
        }
    }

    static func link(_ byte: Int) -> Int? { (0..<64).contains(byte) ? link.first + 8 * byte : nil }
}
