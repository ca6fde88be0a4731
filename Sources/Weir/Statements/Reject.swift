import WeirModel

/// The answer to the sender of a rejected packet.
public struct Rejection: Sendable {
    let reject: WeirModel.Reject
    let notes: PendingDiagnostics

    /// A TCP reset, for TCP packets: nft's `reject with tcp reset`.
    public static let tcpReset = Rejection(reject: .tcpReset, notes: PendingDiagnostics())
    /// An ICMP or ICMPv6 error, as the packet's family needs: nft's `reject with icmpx admin-prohibited`. In tables of both families.
    public static func icmpx(_ code: ICMPXCode) -> Rejection { with(code.literal, .icmpxCode) { .icmpx(code: $0) } }
    /// An ICMP error with this code, to IPv4 packets: nft's `reject with icmp host-unreachable`.
    public static func icmp(_ code: ICMPCode) -> Rejection { with(code.literal, .icmpCode) { .icmp(code: $0) } }
    /// An ICMPv6 error with this code, to IPv6 packets: nft's `reject with icmpv6 no-route`.
    public static func icmpv6(_ code: ICMPv6Code) -> Rejection { with(code.literal, .icmpv6Code) { .icmpv6(code: $0) } }

    private static func with(_ literal: Literal, _ type: DataType, _ reject: (UInt8) -> WeirModel.Reject) -> Rejection {
        var notes = PendingDiagnostics()
        let component = Selector(type: type, bits: 8).components[0]
        guard case .number(let code, _)? = literal.mask(component, &notes) else { return Rejection(reject: .automatic, notes: notes) }
        return Rejection(reject: reject(UInt8(truncatingIfNeeded: code)), notes: notes)
    }
}

extension Statement {
    /// Drops the packet and answers “port unreachable”: nft's `reject`.
    public static var reject: Statement { Statement(.reject(.automatic)) }

    /// Drops the packet and answers the sender: nft's `reject with tcp reset` is `.reject(with: .tcpReset)`.
    public static func reject(with rejection: Rejection) -> Statement { Statement(.reject(rejection.reject), rejection.notes) }
}
