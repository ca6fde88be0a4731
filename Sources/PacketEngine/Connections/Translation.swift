import Netfilter

/// Network address translation: what a rule asks for.
enum Translation {
    /// The side of a connection that is rewritten.
    enum Side {
        case source, destination
    }

    /// `NF_NAT_RANGE_…`.
    struct Flags: OptionSet {
        var rawValue: UInt32
        static let random = Flags(rawValue: 4)
        static let persistent = Flags(rawValue: 8)
        static let fullyRandom = Flags(rawValue: 16)
        static let offset = Flags(rawValue: 32)
        static let netmap = Flags(rawValue: 64)
        var isRandom: Bool { contains(.random) || contains(.fullyRandom) }
    }

    struct Range {
        var flags: Flags
        var addresses: (low: InternetAddress, high: InternetAddress)?
        var ports: ClosedRange<UInt16>?
    }
}

extension ConcreteLogic {
    /// Binds the packet's connection (`nf_nat_setup_info`), once for each side. A range without addresses and ports leaves it as it is.
    mutating func translate(_ side: Translation.Side, _ range: Translation.Range) -> Verdict {
        guard case .connection(let number, _, _) = packet.tracking else { return .accept }
        let connection = table.connections[number]
        if connection.status.contains(.confirmed) { return .accept }
        guard !isBound(number, side) else { return .drop }
        guard let current = connection.reply.inverted else { return .accept }
        let new = translated(current, side, range, number)
        if new != current, let reply = new.inverted {
            table.connections[number].reply = reply
            table.connections[number].status.insert(side == .source ? .sourceNAT : .destinationNAT)
        }
        table.connections[number].status.insert(side == .source ? .sourceDone : .destinationDone)
        return .accept
    }

    func isBound(_ connection: Int, _ side: Translation.Side) -> Bool {
        table.connections[connection].status.contains(side == .source ? .sourceDone : .destinationDone)
    }

    /// `get_unique_tuple`.
    private mutating func translated(
        _ current: Tuple, _ side: Translation.Side, _ range: Translation.Range, _ connection: Int
    ) -> Tuple {
        func isTaken(_ tuple: Tuple) -> Bool { tuple.inverted.map { table.isTaken($0, except: connection) } ?? false }
        func isInRange(_ tuple: Tuple) -> Bool {
            if let addresses = range.addresses,
                !(addresses.low.bits...max(addresses.low.bits, addresses.high.bits)).contains(tuple.source.bits)
            {
                return false
            }
            return range.ports.map { !Self.hasPort(tuple.kind) || $0.contains(tuple.sourcePort) } ?? true
        }
        if side == .source, !range.flags.isRandom {
            if isInRange(current) {
                if !isTaken(current) { return current }
            } else if let known = mapping(current), isInRange(known), !isTaken(known) {
                return known
            }
        }
        var tuple = current
        if let addresses = range.addresses {
            let old = side == .source ? tuple.source : tuple.destination
            var new = addresses.low
            if range.flags.contains(.netmap) {
                let mask = addresses.low.bits ^ addresses.high.bits
                new.bits = old.bits & mask | addresses.low.bits & ~mask
            } else if addresses.low != addresses.high {
                unknown("the address that NAT picks")
                table.connections[connection].isByChance = true
            }
            if side == .source { tuple.source = new } else { tuple.destination = new }
        }
        if !range.flags.isRandom {
            if let ports = range.ports {
                let port = side == .source ? tuple.sourcePort : tuple.destinationPort
                if !range.flags.contains(.offset), !Self.hasPort(tuple.kind) || ports.contains(port), ports.count == 1 || !isTaken(tuple) {
                    return tuple
                }
            } else if !isTaken(tuple) {
                return tuple
            }
        }
        return withPort(tuple, side, range, connection)
    }

    /// `nf_nat_l4proto_unique_tuple`.
    private mutating func withPort(_ tuple: Tuple, _ side: Translation.Side, _ range: Translation.Range, _ connection: Int) -> Tuple {
        var tuple = tuple
        let isICMP = tuple.kind == TransportProtocol.icmp || tuple.kind == TransportProtocol.icmpv6
        guard Self.hasPort(tuple.kind) else { return tuple }
        guard let ports = range.ports, side == .destination || ports.count == 1, !range.flags.isRandom || ports.count == 1 else {
            if range.ports == nil, side == .destination, !isICMP { return tuple }
            // The kernel takes a free one by chance: any other stands for it.
            table.connections[connection].isByChance = true
            for port in range.ports ?? 1024...65535 {
                tuple.sourcePort = port
                if !(tuple.inverted.map { table.isTaken($0, except: connection) } ?? false) { break }
            }
            return tuple
        }
        for port in ports {
            if side == .source || isICMP { tuple.sourcePort = port } else { tuple.destinationPort = port }
            if !(tuple.inverted.map { table.isTaken($0, except: connection) } ?? false) { break }
        }
        return tuple
    }

    private static func hasPort(_ kind: UInt8) -> Bool {
        Tuple.hasPorts(kind) || kind == TransportProtocol.icmp || kind == TransportProtocol.icmpv6
    }

    /// The mapping that a connection of the same source has already, for this destination (`find_appropriate_src`).
    private func mapping(_ tuple: Tuple) -> Tuple? {
        for connection in table.connections.reversed()
        where connection.status.isSuperset(of: [.sourceDone, .confirmed]) && !connection.status.contains(.dying) {
            let original = connection.original
            guard original.kind == tuple.kind, original.source == tuple.source, original.sourcePort == tuple.sourcePort,
                var known = connection.reply.inverted
            else { continue }
            known.destination = tuple.destination
            known.destinationPort = tuple.destinationPort
            return known
        }
        return nil
    }
}
