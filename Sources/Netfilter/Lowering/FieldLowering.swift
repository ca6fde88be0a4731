import WeirModel

extension RuleLowering {
    /// The load of a field, after adding its dependencies before the current statement.
    mutating func operand(of field: Field) throws -> Operand {
        try Self.refuseUnreachable(field)
        if tunnel != nil { try Self.refuseOutside(field) }
        switch field {
        case .header(let header):
            return try operand(ofHeader: header)
        case .payload(let base, let bitOffset, let bitLength):
            return bits(
                Operand(
                    node: .payload(PayloadPlace(base: base, tunnel: tunnel), bitOffset: bitOffset, bitLength: bitLength),
                    type: field.layout.type,
                    bits: Int(bitLength), order: .big), at: bitOffset)
        case .meta(let key):
            let meta = Expression.meta(key: key.kernelNumber, register: 0)
            return load(tunnel?.load(meta) ?? meta, field.layout)
        case .inner(let tunnel, let field):
            return try within(tunnel) { try $0.operand(of: field) }
        case .ct(let key, let direction):
            try addConnectionDependency(key, direction: direction)
            return load(.ct(key: key.kernelNumber, direction: direction?.kernelNumber, register: 0), layout(ofCt: key))
        case .rt(let key):
            return load(.rt(key: key.kernelNumber, register: 0), field.layout)
        case .fib(let result, let flags):
            return load(.fib(result: result.kernelNumber, flags: flags.rawValue, register: 0), field.layout)
        case .socket(let key, let level):
            return load(.socket(key: key.kernelNumber, level: level, register: 0), field.layout)
        case .osf(let key, let ttl):
            return load(.osf(ttl: ttl.kernelNumber, flags: key == .version ? 1 : 0, register: 0), field.layout)
        case .tunnel(let key):
            return load(.tunnel(key: key.kernelNumber, register: 0), field.layout)
        case .ipsec(let key, let direction, let spnum):
            return load(
                .xfrm(key: key.kernelNumber, direction: direction == .in ? 0 : 1, spnum: spnum, register: 0), field.layout)
        case .numgen(let mode, let modulus, let offset):
            return load(.numgen(type: mode == .inc ? 0 : 1, modulus: modulus, offset: offset, register: 0), field.layout)
        case .symhash(let modulus, let offset):
            return load(
                .hash(.init(type: 1, source: 0, length: 0, modulus: modulus, seed: nil, offset: offset, register: 0)), field.layout)
        case .extensionHeader, .extensionHeaderPresence:
            try addNetworkDependency(.ip6)
            return try exthdrOperand(of: field)
        case .ipOption, .ipOptionPresence:
            try addNetworkDependency(.ip)
            return try exthdrOperand(of: field)
        case .tcpOption, .tcpOptionPresence, .rawTCPOption, .sctpChunk, .sctpChunkPresence:
            return try exthdrOperand(of: field)
        }
    }

    /// Refuses what the kernel can't load from a packet within another.
    private static func refuseOutside(_ field: Field) throws {
        switch field {
        case .payload, .meta(.protocol), .meta(.l4proto): break
        case .header(let field) where field.header != .gre && field.tunnel == nil: break
        default: throw LoweringError("this field can't be matched in a tunnel", help: "fields of link, network and transport headers can")
        }
    }

    /// Refuses positions that can't exist: authors and documents may give any.
    static func refuseUnreachable(_ field: Field) throws {
        switch field {
        case .payload, .rawTCPOption: break
        default: return
        }
        let layout = field.layout
        guard !layout.isReachable else { return }
        throw LoweringError(
            "\(layout.bitLength) bits at bit \(layout.bitOffset) are not a field that the kernel can load",
            help: "a field has 1 to 512 bits, and lies within the first 65536 bytes")
    }

    private func load(_ expression: Expression, _ layout: FieldLayout) -> Operand {
        Operand(node: .load(expression), type: layout.type, bits: Int(layout.bitLength), order: layout.byteOrder)
    }

    /// The old keys `ct original saddr` have the length of the packet's network protocol.
    func layout(ofCt key: CtKey) -> FieldLayout {
        guard key == .saddr || key == .daddr else { return key.layout }
        return context.network == .header(.ip6) ? CtKey.ip6Saddr.layout : CtKey.ipSaddr.layout
    }

    // MARK: header fields

    private mutating func operand(ofHeader field: HeaderField) throws -> Operand {
        let layout = field.layout
        let offset = layout.bitOffset + (try addDependency(of: field))
        return bits(
            Operand(
                node: .payload(
                    PayloadPlace(base: field.header.base, tunnel: field.tunnel ?? tunnel), bitOffset: offset, bitLength: layout.bitLength),
                type: layout.type,
                bits: Int(layout.bitLength), order: layout.byteOrder), at: offset)
    }

    /// A load of whole bytes, masked and shifted where the field is only some bits of them.
    private func bits(_ operand: Operand, at bitOffset: UInt32) -> Operand {
        guard bitOffset % 8 != 0 || operand.bits % 8 != 0 else { return operand }
        let (length, shift) = Self.bitfield(bitOffset: Int(bitOffset), bitLength: operand.bits)
        var loaded = operand
        if case .payload(let place, let offset, _) = operand.node {
            loaded.node = .payload(place, bitOffset: offset, bitLength: UInt32(length))
        } else if case .load(.exthdr(var exthdr)) = operand.node {
            exthdr.length = UInt32(length + 7) / 8
            loaded.node = .load(.exthdr(exthdr))
        }
        loaded.bits = length
        var masked = operand
        masked.bits = operand.bits + shift
        masked.constantBits = operand.bits
        masked.node = .mask(loaded, and: Bytes.mask(operand.bits) << UInt128(shift), xor: 0)
        guard shift > 0 else { return masked }
        var shifted = masked
        shifted.node = .shift(masked, left: false, by: UInt32(shift))
        if case .payload = loaded.node, table.dialect >= .ranges, loaded.bytes > 1 {
            // Shifted down it is a number of the host's; its counterpart is shifted up instead, in the packet's order.
            shifted.order = .host
            shifted.constantOrder = masked.order
        }
        return shifted
    }

    /// The number of bits to load for a bit field, and its distance from their low end.
    static func bitfield(bitOffset: Int, bitLength: Int) -> (length: Int, shift: Int) {
        var extra = 0
        var shift = (bitLength + 7) / 8 * 8 - (bitOffset % 8 + bitLength)
        while shift < 0 {
            shift += 8
            extra += 8
        }
        return (bitLength + extra, shift)
    }

    // MARK: extension headers and options

    private func exthdrOperand(of field: Field) throws -> Operand {
        let layout = field.layout
        let (exthdr, bitOffset) = Self.exthdr(of: field)
        return bits(
            Operand(node: .load(.exthdr(exthdr)), type: layout.type, bits: Int(layout.bitLength), order: layout.byteOrder), at: bitOffset)
    }

    /// The expression that reaches an option or extension header, and where the field begins in it.
    static func exthdr(of field: Field) -> (Expression.Exthdr, bitOffset: UInt32) {
        let op: UInt32
        let type: UInt8
        let layout = field.layout
        var flags: UInt32 = 0
        switch field {
        case .extensionHeader(let field): (op, type) = (ExthdrOp.ipv6, field.header.protocolNumber)
        case .extensionHeaderPresence(let header): (op, type, flags) = (ExthdrOp.ipv6, header.protocolNumber, ExthdrOp.present)
        case .tcpOption(let field): (op, type) = (ExthdrOp.tcpOption, field.option.kind)
        case .tcpOptionPresence(let kind): (op, type, flags) = (ExthdrOp.tcpOption, kind, ExthdrOp.present)
        case .rawTCPOption(let kind, _, _): (op, type) = (ExthdrOp.tcpOption, kind)
        case .ipOption(let field): (op, type) = (ExthdrOp.ipv4, field.option.number)
        case .ipOptionPresence(let option): (op, type, flags) = (ExthdrOp.ipv4, option.number, ExthdrOp.present)
        case .sctpChunk(let field): (op, type) = (ExthdrOp.sctp, field.chunk.number)
        case .sctpChunkPresence(let chunk): (op, type, flags) = (ExthdrOp.sctp, chunk.number, ExthdrOp.present)
        default: (op, type) = (0, 0)
        }
        let exthdr = Expression.Exthdr(
            op: op, type: type, offset: layout.bitOffset / 8, length: flags == 0 ? layout.byteLength : 1, flags: flags, register: 0)
        return (exthdr, layout.bitOffset)
    }
}
