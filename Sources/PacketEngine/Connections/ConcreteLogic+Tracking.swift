import Netfilter

/// What the input says that conntrack made of a packet.
package struct TrackedAs: Sendable, Codable, Hashable {
    package enum State: String, Sendable, Codable, Hashable {
        case new, established, related, invalid, untracked
    }
    package enum Way: String, Sendable, Codable, Hashable {
        case original, reply
    }
    package var state: State?
    package var direction: Way?
    /// Packets of one connection have the same number.
    package var flow: Int?
    package init(state: State? = nil, direction: Way? = nil, flow: Int? = nil) {
        self.state = state
        self.direction = direction
        self.flow = flow
    }
}

extension ConcreteLogic {
    /// Looks the packet's connection up, or begins one (`nf_conntrack_in`).
    mutating func track(_ told: TrackedAs?) {
        guard case .none = packet.tracking else { return }
        derive()
        if let told { apply(told) }
        count()
    }

    private mutating func apply(_ told: TrackedAs) {
        let direction: Direction = told.direction == .reply ? .reply : .original
        let state: ConnectionState
        switch told.state {
        case nil: return
        case .invalid?:
            packet.tracking = .none
            return
        case .untracked?:
            packet.tracking = .untracked
            return
        case .new?: state = .new
        case .established?: state = .established
        case .related?: state = .related
        }
        var number: Int?
        if case .connection(let derived, _, _) = packet.tracking { number = derived }
        if let flow = told.flow {
            if let known = table.flows[flow] {
                number = known
            } else if state == .new, let found = number, table.connections[found].status.contains(.confirmed) {
                table.kill(found)
                number = nil
            }
        }
        if number == nil, let tuple = packet.tuple(at: packet.network) {
            number = table.add(tuple)
            if let number, let header = tcpHeader(tuple) { _ = table.connections[number].tcp.begin(header, loose: true) }
        }
        guard let number else { return }
        if let flow = told.flow { table.flows[flow] = number }
        if state == .established, direction == .reply { table.connections[number].status.insert(.seenReply) }
        packet.tracking = .connection(number, state, direction)
    }

    private func tcpHeader(_ tuple: Tuple) -> TCPTracking.Header? {
        guard tuple.kind == TransportProtocol.tcp, let offset = packet.trackedTransport(at: packet.network)?.offset else { return nil }
        return TCPTracking.Header(packet, at: offset)
    }

    private mutating func count() {
        guard counts, case .connection(let number, let state, let direction) = packet.tracking, state != .related else { return }
        table.connections[number].packets[direction.rawValue] &+= 1
        table.connections[number].bytes[direction.rawValue] &+= UInt64(clamping: packet.bytes.count - packet.network)
    }

    private mutating func derive() {
        guard let (kind, offset) = packet.trackedTransport(at: packet.network), isWhole(kind, offset) else { return }
        if kind == (packet.isIPv6 ? TransportProtocol.icmpv6 : TransportProtocol.icmp), isSpecial(offset) { return }
        guard let tuple = packet.tuple(at: packet.network) else { return }
        for _ in 0..<2 {
            guard let found = table.find(tuple) else { return begin(tuple, kind, offset) }
            var connection = table.connections[found.connection]
            var outcome = TCPTracking.Outcome.accepted
            if kind == TransportProtocol.tcp {
                guard let header = TCPTracking.Header(packet, at: offset), header.hasValidFlags else { return }
                outcome = connection.tcp.follow(
                    header, found.direction, status: &connection.status, liberal: host.settings.tcpBeLiberal ?? false)
            }
            switch outcome {
            case .invalid:
                table.connections[found.connection] = connection
                return
            case .reopened:
                table.kill(found.connection)
                continue
            case .accepted, .closed:
                let seen = connection.status.contains(.seenReply)
                if found.direction == .reply { connection.status.insert(.seenReply) }
                table.connections[found.connection] = connection
                if case .closed = outcome { table.kill(found.connection) }
                packet.tracking = .connection(
                    found.connection, seen || found.direction == .reply ? .established : .new, found.direction)
                return
            }
        }
    }

    private mutating func begin(_ tuple: Tuple, _ kind: UInt8, _ offset: Int) {
        var tcp = TCPTracking()
        switch kind {
        case TransportProtocol.tcp:
            guard let header = TCPTracking.Header(packet, at: offset), header.hasValidFlags,
                tcp.begin(header, loose: host.settings.tcpLoose ?? true)
            else { return }
            var status = Connection.Status()
            guard case .accepted = tcp.follow(header, .original, status: &status, liberal: false) else { return }
        case TransportProtocol.icmp: guard !packet.isIPv6, [8, 13, 15, 17].contains(packet.byte(offset) ?? 0) else { return }
        case TransportProtocol.icmpv6: guard packet.isIPv6, [128, 139].contains(packet.byte(offset) ?? 0) else { return }
        case TransportProtocol.sctp:
            guard packet.byte(offset + 12) == 1, packet.number32(offset + 4) == 0 else { return }
        default: break
        }
        guard let number = table.add(tuple) else { return }
        table.connections[number].tcp = tcp
        packet.tracking = .connection(number, .new, .original)
    }

    /// Whether a transport header is there, and right as far as conntrack checks it.
    private func isWhole(_ kind: UInt8, _ offset: Int) -> Bool {
        let rest = packet.bytes.count - offset
        switch kind {
        case TransportProtocol.tcp: guard TCPTracking.Header(packet, at: offset) != nil else { return false }
        case TransportProtocol.udp:
            guard rest >= 8, let length = packet.number16(offset + 4), length >= 8, Int(length) <= rest else { return false }
        case TransportProtocol.udplite:
            guard rest >= 8, let coverage = packet.number16(offset + 4), coverage == 0 || (coverage >= 8 && Int(coverage) <= rest),
                packet.number16(offset + 6) != 0
            else { return false }
        case TransportProtocol.icmp, TransportProtocol.icmpv6: guard rest >= 8 else { return false }
        case TransportProtocol.sctp: guard rest >= 16 else { return false }
        default: return true
        }
        // What this host sends is taken to be right.
        guard place.hook == .prerouting, host.settings.conntrackChecksum ?? true else { return true }
        return packet.hasGoodTransportChecksum
    }

    /// Messages of ICMP that are about another connection, or that conntrack leaves alone.
    private mutating func isSpecial(_ offset: Int) -> Bool {
        guard let type = packet.byte(offset) else { return true }
        if packet.isIPv6 {
            if [130, 131, 132, 133, 134, 135, 136, 137, 143].contains(type) {
                packet.tracking = .untracked
                return true
            }
            if type >= 128 { return false }
        } else {
            if type > 18 { return true }
            if ![3, 4, 5, 11, 12].contains(type) { return false }
        }
        guard let quoted = packet.tuple(at: offset + 8), let answer = quoted.inverted, let found = table.find(answer),
            table.connections[found.connection].tuple(found.direction).destination == packet.destination
        else { return true }
        packet.tracking = .connection(found.connection, .related, found.direction)
        return true
    }
}
