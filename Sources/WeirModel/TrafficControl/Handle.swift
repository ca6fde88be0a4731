/// A qdisc's or class's handle, `major:minor`; text as tc writes it, in hexadecimal.
///
/// A qdisc's handle has minor 0. Names for parents are `root` and `ingress` (also of clsact), and `ingress` and `egress` for the two sides
/// of clsact, where filters are. Source: TC_H_* in linux/pkt_sched.h.
public struct Handle: TextCoded {
    public var rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }
    public init(_ major: UInt16, _ minor: UInt16 = 0) { rawValue = UInt32(major) << 16 | UInt32(minor) }

    public var major: UInt16 { UInt16(rawValue >> 16) }
    public var minor: UInt16 { UInt16(truncatingIfNeeded: rawValue) }
    /// The qdisc that this class belongs to.
    public var qdisc: Handle { Handle(major) }

    /// TC_H_UNSPEC
    public static let none = Handle(rawValue: 0)
    /// TC_H_ROOT
    public static let root = Handle(rawValue: 0xffff_ffff)
    /// TC_H_INGRESS, the parent of an ingress or a clsact qdisc.
    public static let clsact = Handle(rawValue: 0xffff_fff1)
    /// The parent of filters of received packets (TC_H_MIN_INGRESS of clsact).
    public static let ingress = Handle(rawValue: 0xffff_fff2)
    /// The parent of filters of sent packets (TC_H_MIN_EGRESS of clsact).
    public static let egress = Handle(rawValue: 0xffff_fff3)

    /// The handle that ingress and clsact always have.
    public static let ingressQdisc = Handle(0xffff)

    private static let names: [(Handle, String)] = [
        (none, "none"), (root, "root"), (clsact, "clsact"), (ingress, "ingress"), (egress, "egress"),
    ]

    public init?(_ description: String) {
        if let named = Self.names.first(where: { $0.1 == description }) {
            self = named.0
            return
        }
        let parts = description.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        func number(_ part: Substring) -> UInt16? { part.isEmpty ? 0 : UInt16(part, radix: 16) }
        guard let major = number(parts[0]), let minor = number(parts[1]) else { return nil }
        self.init(major, minor)
    }

    public var description: String {
        if let named = Self.names.first(where: { $0.0 == self }) { return named.1 }
        return String(major, radix: 16) + ":" + (minor == 0 ? "" : String(minor, radix: 16))
    }
}

extension Handle: Comparable {
    public static func < (left: Handle, right: Handle) -> Bool { left.rawValue < right.rawValue }
}
