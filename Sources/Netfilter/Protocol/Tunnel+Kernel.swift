import WeirModel

extension Tunnel {
    /// The kernel's description: nft numbers the tunnels that the kernel has no number for from `NFT_INNER_GENEVE` on.
    private var numbers: (type: UInt32, headerSize: UInt32, flags: UInt32) {
        switch self {
        case .vxlan: (1, 8, 0xf)
        case .geneve: (2, 8, 0xf)
        case .gre: (3, 4, 0xc)
        case .gretap: (4, 4, 0xe)
        }
    }

    /// `NFT_INNER_LL`: the carried packet begins with a link-layer header.
    var carriesFrames: Bool { numbers.flags & 2 != 0 }

    /// The header that the tunnel's packets have, in front of the carried one.
    var header: Header {
        switch self {
        case .vxlan: .vxlan
        case .geneve: .geneve
        case .gre, .gretap: .gre
        }
    }

    /// nft's number in the userdata of `typeof` sets.
    var typeofID: UInt32 { self == .gretap ? header.typeofID + 1 : header.typeofID }

    /// A load from the carried packet.
    func load(_ expression: Expression) -> Expression {
        .inner(.init(type: numbers.type, headerSize: numbers.headerSize, flags: numbers.flags, expression: expression))
    }

    /// The tunnel of a load; nil for one that nft does not have.
    package init?(_ inner: Expression.Inner) {
        guard let tunnel = Self.allCases.first(where: { $0.numbers == (inner.type, inner.headerSize, inner.flags) }) else { return nil }
        self = tunnel
    }
}

extension Field {
    /// The field itself, without the tunnel that its packet came by.
    var carried: Field { if case .inner(_, let field) = self { field } else { self } }

    /// The tunnel whose own header it is a field of.
    var tunnel: Tunnel? { if case .header(let field) = self { field.tunnel } else { nil } }
}

extension HeaderField {
    /// The tunnel whose own header it is a field of, behind that of UDP.
    var tunnel: Tunnel? {
        switch header {
        case .vxlan: .vxlan
        case .geneve: .geneve
        default: nil
        }
    }
}

/// Where a load counts from: a layer of the packet, or of the packet within a tunnel.
struct PayloadPlace: Hashable {
    var base: PayloadBase
    var tunnel: Tunnel?

    func load(offset: UInt32, length: UInt32, register: Expression.Register) -> Expression {
        // `NFT_PAYLOAD_TUN_HEADER`: the header of the tunnel itself.
        let number = tunnel != nil && base == .inner ? Self.tunnelHeader : base.kernelNumber
        let payload = Expression.payload(.init(base: number, offset: offset, length: length, register: register))
        return tunnel?.load(payload) ?? payload
    }

    static let tunnelHeader: UInt32 = 4
}
