import WeirModel

// Writing: meta, ct, header fields, options.

extension RuleLowering {
    mutating func lowerSet(_ field: Field, to term: Term) throws {
        try Self.refuseUnreachable(field)
        switch field {
        case .meta(let key):
            try compute(term, field.layout) { .metaWrite(key: key.kernelNumber, source: $0) }
        case .ct(let key, let direction):
            try compute(term, field.layout) { .ctWrite(key: key.kernelNumber, direction: direction?.kernelNumber, source: $0) }
        case .tcpOption, .extensionHeader, .ipOption, .rawTCPOption:
            let (exthdr, _) = Self.exthdr(of: field)
            try write(term, field.layout) { .exthdrWrite(exthdr, source: $0) }
        case .header, .payload:
            try writePayload(field, to: term)
        default:
            throw LoweringError("this field can't be set")
        }
    }

    /// As nft before 1.1.1 sets UDP's fields: with a checksum by its place.
    mutating func lowerSetOverZeroChecksum(_ field: Field, to term: Term) throws {
        guard case .header(let header) = field, header.header == .udp else {
            throw LoweringError("only UDP's fields can be set over a checksum of zero", help: "leave out `overZeroChecksum`")
        }
        var lowering = self
        try lowering.lowerSet(field, to: term)
        guard case .statement(var expressions)? = lowering.steps.popLast(), case .payloadWrite(var write)? = expressions.popLast() else {
            return
        }
        (write.checksumType, write.checksumOffset, write.checksumFlags) = Expression.PayloadWrite.udpChecksum
        self = lowering
        add(expressions + [.payloadWrite(write)])
    }

    /// Newer versions of nft compute the facts of a packet and its connection in all of their bits.
    private mutating func compute(_ term: Term, _ layout: FieldLayout, _ expression: (Expression.Register) -> Expression) throws {
        if table.dialect >= .ranges { targetBits = Int(layout.bitLength) }
        defer { targetBits = nil }
        try write(term, layout, expression)
    }

    private mutating func write(_ term: Term, _ layout: FieldLayout, _ expression: (Expression.Register) -> Expression) throws {
        var value = term
        if case .flags = term, let number = try constantNumber(term, type: layout.type) { value = .value(.number(number, layout.type)) }
        let operand = try operand(of: value, expecting: Expectation(layout))
        // Of computed values, nft converts the route's MTU to the field's byte order, and newer versions what a mark is set to: other
        // numbers are written as they are in the register.
        let converted =
            if case .load(.rt) = operand.node {
                operand.converted(to: layout.byteOrder)
            } else if targetBits != nil, layout.type == .mark, !operand.isConstant {
                operand.asHostNumber()
            } else {
                operand
            }
        var expressions: [Expression] = []
        converted.emit(into: 0, &expressions)
        expressions.append(expression(Registers.number(slot: 0)))
        add(expressions)
    }

    // MARK: header fields

    private mutating func writePayload(_ field: Field, to term: Term) throws {
        let layout = field.layout
        var offset = layout.bitOffset
        let base: PayloadBase
        var checksum = (type: UInt32(0), offset: UInt32(0))
        var flags: UInt32 = 0
        switch field {
        case .header(let header):
            offset += try addDependency(of: header)
            base = header.header.base
            if let place = header.header.checksum { checksum = place }
            if header.needsProtocolChecksum { flags = 1 }
        case .payload(let rawBase, let bitOffset, _):
            (base, offset) = (rawBase, bitOffset)
            // Raw writes update no checksum, except in a tunnel or an unknown header.
            if base == .inner { flags = 1 }
        default: return
        }

        let needsChecksum = checksum.offset != 0 || flags != 0
        let isWhole = offset % 8 == 0 && layout.bitLength % 8 == 0
        if isWhole, !needsChecksum || layout.bitLength / 8 % 2 == 0 {
            let operand = try operand(of: term, expecting: Expectation(layout))
            try emitWrite(
                operand.isConstant ? operand : operand.converted(to: .big), base: base, offset: offset / 8, length: layout.bitLength / 8,
                checksum, flags)
            return
        }
        // Read, replace the field's bits, write: whole bytes, and an even number of them where a checksum follows.
        let bits = try change(of: field, by: term, Bytes.mask(Int(layout.bitLength)))
        let place = Self.writePlace(bitOffset: Int(offset), bitLength: Int(layout.bitLength), even: needsChecksum)
        try Self.refuseWide(place.bytes * 8)
        let all = Bytes.mask(place.bytes * 8)
        let loaded = Operand(
            node: .payload(PayloadPlace(base: base), bitOffset: UInt32(place.byteOffset * 8), bitLength: UInt32(place.bytes * 8)),
            type: layout.type,
            bits: place.bytes * 8, order: .big)
        var masked = loaded
        masked.node = .mask(
            loaded, and: all ^ ((Bytes.mask(Int(layout.bitLength)) ^ bits.and) << UInt128(place.shift)),
            xor: bits.xor << UInt128(place.shift))
        try emitWrite(masked, base: base, offset: UInt32(place.byteOffset), length: UInt32(place.bytes), checksum, flags)
    }

    /// What a term makes of the field's own bits, as `(bits & and) ^ xor`: a constant leaves none of them.
    private func change(of field: Field, by term: Term, _ all: UInt128) throws -> (and: UInt128, xor: UInt128) {
        let type = field.layout.type
        func checked(_ number: UInt128) throws -> UInt128 {
            guard number <= all else { throw LoweringError("\(number) does not fit into the \(all.nonzeroBitCount) bits of the field") }
            return number
        }
        if let number = try constantNumber(term, type: type) { return (0, try checked(number)) }
        if term == .field(field) { return (all, 0) }
        guard case .binary(let op, let left, let right) = term, op.bitwise != nil, let constant = try constantNumber(right, type: type)
        else {
            throw LoweringError("a bit field can only be set to a constant, or to its own bits with a mask")
        }
        let (number, inner) = (try checked(constant), try change(of: field, by: left, all))
        return switch op {
        case .and: (inner.and & number, inner.xor & number)
        case .or: (inner.and & ~number, inner.xor & ~number | number)
        case .xor, .leftShift, .rightShift: (inner.and, inner.xor ^ number)
        }
    }

    private mutating func emitWrite(
        _ operand: Operand, base: PayloadBase, offset: UInt32, length: UInt32, _ checksum: (type: UInt32, offset: UInt32), _ flags: UInt32
    ) throws {
        var expressions: [Expression] = []
        operand.emit(into: 0, &expressions)
        expressions.append(
            .payloadWrite(
                .init(
                    base: base.kernelNumber, offset: offset, length: length, source: Registers.number(slot: 0),
                    checksumType: checksum.offset == 0 ? 0 : checksum.type, checksumOffset: checksum.offset, checksumFlags: flags)))
        add(expressions)
    }

    /// The bytes to read and write for some bits, and the distance of the bits from their low end.
    static func writePlace(bitOffset: Int, bitLength: Int, even: Bool) -> (byteOffset: Int, bytes: Int, shift: Int) {
        var byteOffset = bitOffset / 8
        var (length, shift) = bitfield(bitOffset: bitOffset, bitLength: bitLength)
        length = (length + 7) / 8
        if even, length % 2 == 1 {
            length += 1
            if byteOffset % 2 == 1 {
                byteOffset -= 1
            } else {
                shift += 8
            }
        }
        return (byteOffset, length, shift)
    }
}

extension Header {
    /// `NFT_PAYLOAD_CSUM_*` and the byte at which the header keeps its checksum.
    var checksum: (type: UInt32, offset: UInt32)? {
        switch self {
        case .ip: (1, 10)
        case .icmp, .icmpv6, .igmp: (1, 2)
        case .tcp: (1, 16)
        case .sctp: (2, 8)
        default: nil
        }
    }
}

extension Expression.PayloadWrite {
    /// `NFT_PAYLOAD_CSUM_INET` at the place that a UDP checksum has.
    static let udpChecksum: (UInt32, UInt32, UInt32) = (1, 6, 0)

    /// Whether it names the place of UDP's checksum.
    var namesUDPChecksum: Bool {
        base == PayloadBase.transport.kernelNumber && (checksumType, checksumOffset, checksumFlags) == Self.udpChecksum
    }

    /// The same with the checksum left to the kernel, as in the versions of nft that set UDP's fields right.
    package var leavingZeroChecksums: Self {
        guard namesUDPChecksum else { return self }
        var write = self
        (write.checksumType, write.checksumOffset, write.checksumFlags) = (0, 0, 1)
        return write
    }
}

extension HeaderField {
    /// Whether the kernel has to update the checksum of the transport protocol: `NFT_PAYLOAD_L4CSUM_PSEUDOHDR`. It leaves a UDP datagram
    /// without a checksum alone, which a checksum by its place (`NFT_PAYLOAD_CSUM_INET`) does not.
    var needsProtocolChecksum: Bool {
        if header == .udp { return true }
        return switch self {
        case .ipSaddr, .ipDaddr, .ipProtocol, .ipLength, .ip6Saddr, .ip6Daddr, .ip6Nexthdr, .ip6Length: true
        default: false
        }
    }
}
