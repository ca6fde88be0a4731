import WeirModel

/// An IPv4 or IPv6 address.
package struct InternetAddress: Hashable, Sendable {
    package var bits: UInt128
    package var isIPv6: Bool

    package init(bits: UInt128, isIPv6: Bool) {
        self.bits = bits
        self.isIPv6 = isIPv6
    }

    /// - Parameter bytes: four, or sixteen.
    init(_ bytes: some Collection<UInt8>) {
        bits = bytes.reduce(0) { $0 << 8 | UInt128($1) }
        isIPv6 = bytes.count == 16
    }

    package init?(_ text: String) {
        if let bits = NumberScanner.number(text, .ipv4Address) {
            self.init(bits: bits, isIPv6: false)
        } else if let bits = NumberScanner.number(text, .ipv6Address) {
            self.init(bits: bits, isIPv6: true)
        } else {
            return nil
        }
    }

    package var width: Int { isIPv6 ? 128 : 32 }
    var bytes: [UInt8] { stride(from: width - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: bits >> UInt128($0)) } }

    var isLoopback: Bool { isIPv6 ? bits == 1 : bits >> 24 == 127 }
    var isMulticast: Bool { isIPv6 ? bits >> 120 == 0xff : bits >> 28 == 0xe }
    var isUnspecified: Bool { bits == 0 }
    /// 255.255.255.255.
    var isLimitedBroadcast: Bool { !isIPv6 && bits == 0xffff_ffff }
    /// 0.0.0.0 alone, since kernel 5.3.
    var isZeroNet: Bool { !isIPv6 && bits == 0 }
    var isLinkLocal: Bool { isIPv6 && bits >> 118 == 0x3fa }
    /// A multicast address that every host listens to.
    var isAllNodes: Bool { isIPv6 ? bits == 0xff02 << 112 | 1 || bits == 0xff02 << 112 | 2 : bits == 0xe000_0001 }
}

/// A range of addresses by their first bits.
struct AddressPrefix: Hashable {
    var address: InternetAddress
    var length: Int

    init(address: InternetAddress, length: Int) {
        self.length = length
        self.address = InternetAddress(bits: address.bits & Self.mask(length, address.width), isIPv6: address.isIPv6)
    }

    func contains(_ other: InternetAddress) -> Bool {
        other.isIPv6 == address.isIPv6 && other.bits & Self.mask(length, address.width) == address.bits
    }

    private static func mask(_ length: Int, _ width: Int) -> UInt128 {
        let all = UInt128.max >> UInt128(128 - width)
        return length <= 0 ? 0 : all ^ (length >= width ? 0 : all >> UInt128(length))
    }
}

/// An Ethernet address.
struct HardwareAddress: Hashable, Sendable {
    var bits: UInt64
    static let zero = HardwareAddress(bits: 0)
    static let broadcast = HardwareAddress(bits: 0xffff_ffff_ffff)
    var isMulticast: Bool { bits >> 40 & 1 == 1 }
    var bytes: [UInt8] { stride(from: 40, through: 0, by: -8).map { UInt8(truncatingIfNeeded: bits >> UInt64($0)) } }

    init(bits: UInt64) { self.bits = bits }
    init(_ bytes: some Collection<UInt8>) { bits = bytes.reduce(0) { $0 << 8 | UInt64($1) } }

    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 6 else { return nil }
        bits = 0
        for part in parts {
            guard (1...2).contains(part.utf8.count), let byte = UInt8(part, radix: 16) else { return nil }
            bits = bits << 8 | UInt64(byte)
        }
    }
}
