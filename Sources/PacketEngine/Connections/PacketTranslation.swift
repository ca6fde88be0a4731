// Rewrites packets of translated connections.

extension ConcreteLogic {
    /// `nf_nat_packet`: rewrites one side of the packet, where its connection is translated.
    mutating func rewrite(_ side: Translation.Side) -> Bool {
        guard case .connection(let number, let state, let direction) = packet.tracking else { return true }
        let connection = table.connections[number]
        // Replies are translated back on the other side.
        let bit: Connection.Status = (side == .source) == (direction == .original) ? .sourceNAT : .destinationNAT
        let target = connection.tuple(direction.other)
        if state == .related, packet.isErrorMessage {
            guard let offset = packet.trackedTransport(at: packet.network)?.offset else { return false }
            guard packet.hasGoodTransportChecksum else { return false }
            guard connection.status.contains(bit) else { return true }
            guard packet.rewriteQuoted(at: offset + 8, side == .source ? .destination : .source, target) else { return false }
            packet.sealMessage(at: offset)
            let outer = Tuple(source: target.destination, destination: target.source, kind: target.kind)
            packet.rewriteAddress(side, outer, at: packet.network)
            if packet.isIPv6 { packet.sealMessage(at: offset) }
            return true
        }
        guard connection.status.contains(bit) else { return true }
        guard let inverted = target.inverted else { return false }
        return packet.rewriteWhole(side, inverted)
    }
}

extension Packet {
    var isErrorMessage: Bool {
        guard let (kind, offset) = trackedTransport(at: network), let type = byte(offset) else { return false }
        switch (isIPv6, kind) {
        case (false, TransportProtocol.icmp): return [3, 4, 5, 11, 12].contains(type)
        case (true, TransportProtocol.icmpv6): return type < 128
        default: return false
        }
    }

    private func isQuery(_ kind: UInt8, _ offset: Int) -> Bool {
        guard let type = byte(offset) else { return false }
        return kind == TransportProtocol.icmp ? [0, 8, 13, 14, 15, 16, 17, 18].contains(type) : [128, 129].contains(type)
    }

    fileprivate mutating func rewriteWhole(_ side: Translation.Side, _ target: Tuple) -> Bool {
        guard let (kind, offset) = trackedTransport(at: network) else { return rewriteAddress(side, target, at: network) }
        guard rewriteTransport(side, target, kind, offset, header: network) else { return false }
        return rewriteAddress(side, target, at: network)
    }

    /// The packet that an error quotes.
    fileprivate mutating func rewriteQuoted(at header: Int, _ side: Translation.Side, _ target: Tuple) -> Bool {
        guard let (kind, offset) = trackedTransport(at: header) else { return false }
        guard rewriteTransport(side, target, kind, offset, header: header) else { return false }
        return rewriteAddress(side, target, at: header)
    }

    @discardableResult
    fileprivate mutating func rewriteAddress(_ side: Translation.Side, _ target: Tuple, at header: Int) -> Bool {
        let (offset, old, new) = addresses(side, target, at: header)
        guard let old else { return false }
        if !isIPv6 { replaceChecksum(at: header + 10, old: InternetChecksum.sum(old), new: InternetChecksum.sum(new), mangled: false) }
        for (index, byte) in new.enumerated() { bytes[offset + index] = byte }
        return true
    }

    private func addresses(_ side: Translation.Side, _ target: Tuple, at header: Int) -> (offset: Int, old: [UInt8]?, new: [UInt8]) {
        let new = (side == .source ? target.source : target.destination).bytes
        let offset = header + (isIPv6 ? 8 : 12) + (side == .source ? 0 : new.count)
        return (offset, slice(offset, new.count).map(Array.init), new)
    }

    private mutating func rewriteTransport(_ side: Translation.Side, _ target: Tuple, _ kind: UInt8, _ offset: Int, header: Int) -> Bool {
        let (_, old, new) = addresses(side, target, at: header)
        guard let old else { return false }
        let checksum: Int
        var place = offset + (side == .source ? 0 : 2)
        var port = side == .source ? target.sourcePort : target.destinationPort
        var changesPort = true
        switch kind {
        case TransportProtocol.tcp, TransportProtocol.udp, TransportProtocol.udplite:
            guard slice(offset, 8) != nil else { return false }
            checksum = offset + (kind == TransportProtocol.tcp ? 16 : 6)
            if kind == TransportProtocol.udp, number16(checksum) == 0 {
                set16(place, port)
                return true
            }
            // A quoted header may be cut before its checksum.
            if slice(offset, kind == TransportProtocol.tcp ? 20 : 8) == nil {
                set16(place, port)
                return true
            }
        case TransportProtocol.sctp, TransportProtocol.dccp:
            guard slice(offset, 8) != nil else { return false }
            set16(place, port)
            if kind == TransportProtocol.sctp { sealSCTP(at: offset) }
            return true
        case TransportProtocol.icmp, TransportProtocol.icmpv6:
            guard slice(offset, 8) != nil else { return false }
            checksum = offset + 2
            place = offset + 4
            port = target.sourcePort
            changesPort = isQuery(kind, offset)
            if kind == TransportProtocol.icmp {
                if changesPort, let oldPort = number16(place) {
                    replaceChecksum(at: checksum, old: UInt32(oldPort), new: UInt32(port), mangled: false)
                    set16(place, port)
                }
                return true
            }
        default: return true
        }
        let mangled = kind == TransportProtocol.udp || kind == TransportProtocol.udplite
        replaceChecksum(at: checksum, old: InternetChecksum.sum(old), new: InternetChecksum.sum(new), mangled: false)
        if changesPort, let oldPort = number16(place) {
            replaceChecksum(at: checksum, old: UInt32(oldPort), new: UInt32(port), mangled: false)
            set16(place, port)
        }
        if mangled, number16(checksum) == 0 { set16(checksum, 0xffff) }
        return true
    }

    /// The checksum of a message of ICMP.
    fileprivate mutating func sealMessage(at offset: Int) {
        guard offset + 4 <= bytes.count else { return }
        set16(offset + 2, 0)
        var sum = UInt64(InternetChecksum.sum(bytes[offset...]))
        if isIPv6, let source, let destination {
            sum += UInt64(
                InternetChecksum.pseudoHeader(source, destination, length: bytes.count - offset, kind: TransportProtocol.icmpv6))
        }
        set16(offset + 2, ~UInt16(truncatingIfNeeded: InternetChecksum.fold(sum)))
    }

    /// Whether the transport's checksum is right, or there is none.
    var hasGoodTransportChecksum: Bool {
        guard let (kind, offset) = trackedTransport(at: network), let source, let destination else { return true }
        switch kind {
        case TransportProtocol.udp where number16(offset + 6) == 0: return true
        case TransportProtocol.tcp, TransportProtocol.udp, TransportProtocol.udplite, TransportProtocol.icmpv6, TransportProtocol.icmp:
            if kind == TransportProtocol.icmpv6, !isIPv6 { return true }
            var sum = UInt64(InternetChecksum.sum(bytes[offset...]))
            if kind != TransportProtocol.icmp {
                sum += UInt64(InternetChecksum.pseudoHeader(source, destination, length: bytes.count - offset, kind: kind))
            }
            return InternetChecksum.fold(sum) == 0xffff
        case TransportProtocol.sctp: return hasGoodSCTPChecksum(at: offset)
        default: return true
        }
    }
}
