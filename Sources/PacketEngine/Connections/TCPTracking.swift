/// A TCP connection as conntrack follows it: states and windows.
struct TCPTracking {
    enum State: Int {
        case none, synSent, synReceived, established, finWait, closeWait, lastAck, timeWait, close, synSent2
    }

    enum Segment: Int {
        case syn, synAck, fin, ack, reset, none
    }

    enum Outcome {
        case accepted, invalid
        /// Delete the entry, and look the packet up again.
        case reopened
        /// Delete the entry; the packet goes on with it.
        case closed
    }

    fileprivate struct Side {
        var end: UInt32 = 0
        var maxEnd: UInt32 = 0
        var maxWindow: UInt32 = 0
        var maxAck: UInt32 = 0
        var scale: UInt8 = 0
        var hasScale = false
        var allowsSack = false
        var isLiberal = false
        var hasMaxAck = false
        var closed = false
    }

    private(set) var state = State.none
    private var sides = [Side(), Side()]
    private var lastSegment = Segment.none
    private var lastDirection = Direction.original
    private var lastEnd: UInt32 = 0
    private var lastWindow: UInt16 = 0
    private var lastScale = Side()
    private var isSimultaneous = false

    /// The segment's fields.
    struct Header {
        var sequence, acknowledgement, end: UInt32
        var window: UInt16
        var flags: UInt8
        var options: [UInt8]

        var syn: Bool { flags & 2 != 0 }
        var ack: Bool { flags & 16 != 0 }
        var reset: Bool { flags & 4 != 0 }
        var fin: Bool { flags & 1 != 0 }
        var segment: Segment { reset ? .reset : syn ? (ack ? .synAck : .syn) : fin ? .fin : ack ? .ack : .none }
        var hasValidFlags: Bool {
            switch flags & 0x37 {
            case 2, 0x22, 0x12, 4, 0x14, 0x11, 0x31, 0x10, 0x30: true
            default: false
            }
        }
    }

    private enum Next {
        case to(State)
        case ignored, invalid
    }

    // Columns: none, synSent, synReceived, established, finWait, closeWait, lastAck, timeWait, close, synSent2.
    // X: invalid, I: ignored.
    private static let table: [[String]] = [
        [
            "S S I I I I I S S 2", "X X I I I I I I I R", "X X F F L L L T C X", "E X E E W W T T C X", "X C C C C C C C C C",
            "X X X X X X X X X X",
        ],
        [
            "X 2 X X X X X S X 2", "X R I I I I I I I R", "X X F F L L L T C X", "X I R E W W T T C I", "X C C C C C C C C C",
            "X X X X X X X X X X",
        ],
    ]

    private static let transitions: [[[Next]]] = table.map { rows in
        rows.map { row in
            row.utf8.filter { $0 != UInt8(ascii: " ") }.map { letter in
                switch letter {
                case UInt8(ascii: "S"): .to(.synSent)
                case UInt8(ascii: "R"): .to(.synReceived)
                case UInt8(ascii: "E"): .to(.established)
                case UInt8(ascii: "F"): .to(.finWait)
                case UInt8(ascii: "W"): .to(.closeWait)
                case UInt8(ascii: "L"): .to(.lastAck)
                case UInt8(ascii: "T"): .to(.timeWait)
                case UInt8(ascii: "C"): .to(.close)
                case UInt8(ascii: "2"): .to(.synSent2)
                case UInt8(ascii: "I"): .ignored
                default: .invalid
                }
            }
        }
    }

    /// The first segment. False if a connection can't begin with it.
    mutating func begin(_ header: Header, loose: Bool) -> Bool {
        guard case .to(let next) = Self.transitions[0][header.segment.rawValue][0] else { return false }
        self = TCPTracking()
        sides[0].end = header.end
        sides[0].maxWindow = max(1, UInt32(header.window))
        if next == .synSent {
            sides[0].maxEnd = header.end
            sides[0].read(header.options)
        } else {
            guard loose else { return false }
            sides[0].maxEnd = header.end &+ sides[0].maxWindow
            for side in 0..<2 {
                sides[side].allowsSack = true
                sides[side].isLiberal = true
            }
        }
        return true
    }

    /// A segment of the connection.
    mutating func follow(_ header: Header, _ direction: Direction, status: inout Connection.Status, liberal: Bool) -> Outcome {
        var old = state
        let segment = header.segment
        let (mine, theirs) = (direction.rawValue, direction.other.rawValue)
        var next: State
        switch Self.transitions[mine][segment.rawValue][state.rawValue] {
        case .invalid: return .invalid
        case .to(.synSent) where old.rawValue >= State.timeWait.rawValue:
            if sides[0].closed || sides[1].closed || (lastDirection == direction && lastSegment == .reset) { return .reopened }
            return ignore(header, direction)
        case .ignored:
            guard segment == .synAck, lastSegment == .syn, lastDirection != direction, header.acknowledgement == lastEnd else {
                return ignore(header, direction)
            }
            // It answers a SYN that was ignored before: both sides are in sync, and the entry follows them.
            old = .synSent
            next = .synReceived
            let last = lastDirection.rawValue
            sides[last].end = lastEnd
            sides[last].maxEnd = lastEnd
            sides[last].maxWindow = max(1, UInt32(lastWindow))
            sides[last].scale = lastScale.scale
            sides[last].hasScale = lastScale.hasScale
            sides[last].allowsSack = lastScale.allowsSack
            sides[mine] = Side()
        case .to(.synSent2):
            next = .synSent2
            isSimultaneous = true
        case .to(.synReceived):
            next = direction == .reply && segment == .ack && isSimultaneous ? .established : .synReceived
        case .to(.close) where segment == .reset:
            next = .close
            switch checkReset(header, direction, old, &next, status) {
            case .invalid: return .invalid
            case .inWindow: return advance(header, direction, from: old, to: next, status: &status)
            case .check: break
            }
        case .to(let state): next = state
        }
        switch window(header, mine, theirs, liberal: liberal) {
        case .inside: return advance(header, direction, from: old, to: next, status: &status)
        case .ignored: return .accepted
        case .outside: return .invalid
        }
    }

    private mutating func ignore(_ header: Header, _ direction: Direction) -> Outcome {
        lastSegment = header.segment
        lastDirection = direction
        lastEnd = header.end
        lastWindow = header.window
        if lastSegment == .syn, direction == .original {
            lastScale = Side()
            lastScale.read(header.options)
        }
        return .accepted
    }

    private enum ResetCheck {
        case invalid, inWindow, check
    }

    private func checkReset(
        _ header: Header, _ direction: Direction, _ old: State, _ next: inout State, _ status: Connection.Status
    ) -> ResetCheck {
        switch old {
        case .finWait, .closeWait, .lastAck, .timeWait, .close: return .inWindow
        case .none, .synSent, .synReceived, .established, .synSent2: break
        }
        let other = sides[direction.other.rawValue]
        if other.hasMaxAck, lastSegment != .syn {
            if header.sequence == 0, old != .established { return .check }
            if Self.before(header.sequence, other.maxAck) { return .invalid }
            if old != .established || header.sequence == other.maxAck { return .check }
            if lastSegment == .ack, lastDirection == direction, header.sequence == lastEnd { return .check }
            next = old
        }
        let answersIgnored =
            (status.contains(.seenReply) && lastSegment == .syn) || (!status.contains(.assured) && lastSegment == .ack)
        return answersIgnored && header.acknowledgement == lastEnd ? .inWindow : .check
    }

    private mutating func advance(
        _ header: Header, _ direction: Direction, from old: State, to next: State, status: inout Connection.Status
    ) -> Outcome {
        lastSegment = header.segment
        lastDirection = direction
        state = next
        if old != next, next == .finWait { sides[direction.rawValue].closed = true }
        if !status.contains(.seenReply) {
            if header.reset { return .closed }
        } else if !status.contains(.assured), old == .synReceived || old == .established, next == .established {
            status.insert(.assured)
        }
        return .accepted
    }

    // MARK: windows

    private enum Place {
        case inside, ignored, outside
    }

    private static func before(_ left: UInt32, _ right: UInt32) -> Bool { Int32(bitPattern: left &- right) < 0 }
    private static func after(_ left: UInt32, _ right: UInt32) -> Bool { before(right, left) }

    private mutating func initialise(_ sender: Int, _ receiver: Int, _ header: Header) {
        sides[sender].end = header.end
        sides[sender].maxEnd = header.end
        sides[sender].maxWindow = max(1, UInt32(header.window))
        sides[sender].read(header.options)
        if sender == Direction.reply.rawValue, !(sides[sender].hasScale && sides[receiver].hasScale) {
            sides[sender].scale = 0
            sides[receiver].scale = 0
        }
    }

    private mutating func window(_ header: Header, _ sender: Int, _ receiver: Int, liberal: Bool) -> Place {
        var (sequence, end) = (header.sequence, header.end)
        var ack = header.acknowledgement
        var sack = sides[receiver].allowsSack ? header.highestSack(ack) : ack
        if sides[sender].maxWindow == 0 {
            if header.syn {
                initialise(sender, receiver, header)
                if !header.ack { return .inside }
            } else {
                sides[sender].end = end
                sides[sender].maxWindow = max(1, UInt32(header.window) << UInt32(sides[sender].scale))
                sides[sender].maxEnd = end &+ sides[sender].maxWindow
                if sides[receiver].maxWindow == 0 {
                    sides[receiver].end = sack
                    sides[receiver].maxEnd = sack
                } else if sack == sides[receiver].end &+ 1 {
                    sides[receiver].end = sides[receiver].end &+ 1
                }
            }
        } else if header.syn, Self.after(end, sides[sender].end), state == .synSent || state == .synReceived {
            initialise(sender, receiver, header)
            if sender == Direction.reply.rawValue, !header.ack { return .inside }
        }
        if !header.ack || (header.reset && ack == 0) {
            ack = sides[receiver].end
            sack = ack
        }
        if header.reset, sequence == 0, state == .synSent {
            sequence = sides[sender].end
            end = sequence
        }
        let maxAckWindow = max(66000, sides[sender].maxWindow)
        let ackIsKnown = Self.before(sack, sides[receiver].end &+ 1)
        let ackIsRecent = Self.after(sack, sides[receiver].end &- maxAckWindow &- 1)
        let isInReceiverWindow =
            sides[receiver].maxWindow == 0 || Self.after(end, sides[sender].end &- sides[receiver].maxWindow &- 1)
        var place = Place.inside
        if !Self.before(sequence, sides[sender].maxEnd &+ 1) {
            let overshot = end &- sides[sender].maxEnd &+ 1
            let isLittle = sides[receiver].maxWindow != 0 && isInReceiverWindow && overshot <= sides[receiver].maxWindow
            place = isLittle && ackIsKnown && ackIsRecent ? .ignored : .outside
        } else if !ackIsKnown {
            place = .outside
        } else if !isInReceiverWindow || !ackIsRecent {
            place = .ignored
        }
        // A liberal connection takes such a segment, and learns nothing of it.
        guard case .inside = place else { return liberal || sides[sender].isLiberal ? .inside : place }
        var window = UInt32(header.window)
        if !header.syn { window <<= UInt32(sides[sender].scale) }
        sides[sender].maxWindow = max(sides[sender].maxWindow, window &+ (sack &- ack))
        if Self.after(end, sides[sender].end) { sides[sender].end = end }
        if header.ack, !sides[sender].hasMaxAck || Self.after(ack, sides[sender].maxAck) {
            sides[sender].maxAck = ack
            sides[sender].hasMaxAck = true
        }
        if sides[receiver].maxWindow != 0, Self.after(end, sides[sender].maxEnd) {
            sides[receiver].maxWindow = sides[receiver].maxWindow &+ (end &- sides[sender].maxEnd)
        }
        if Self.after(sack &+ window, sides[receiver].maxEnd &- 1) {
            sides[receiver].maxEnd = sack &+ window &+ (window == 0 ? 1 : 0)
        }
        if header.segment == .ack {
            lastEnd = end
            lastWindow = UInt16(truncatingIfNeeded: window)
        }
        return .inside
    }
}

extension TCPTracking.Side {
    /// Reads the options of a SYN.
    fileprivate mutating func read(_ options: [UInt8]) {
        scale = 0
        hasScale = false
        allowsSack = false
        TCPTracking.Header.walk(options) { kind, data in
            if kind == 4, data.isEmpty { allowsSack = true }
            if kind == 3, data.count == 1, let first = data.first {
                scale = min(14, first)
                hasScale = true
            }
            return true
        }
    }
}

extension TCPTracking.Header {
    init?(_ packet: Packet, at offset: Int) {
        guard let sequence = packet.number32(offset + 4), let ack = packet.number32(offset + 8), let window = packet.number16(offset + 14),
            let dataOffset = packet.byte(offset + 12), let flags = packet.byte(offset + 13), offset + 20 <= packet.bytes.count
        else { return nil }
        let size = Int(dataOffset >> 4) * 4
        guard size >= 20, let options = packet.slice(offset + 20, size - 20) else { return nil }
        self.sequence = sequence
        acknowledgement = ack
        self.window = window
        self.flags = flags
        self.options = Array(options)
        end = sequence &+ UInt32(packet.bytes.count - offset - size) &+ (flags & 2 != 0 ? 1 : 0) &+ (flags & 1 != 0 ? 1 : 0)
    }

    fileprivate static func walk(_ options: [UInt8], _ body: (UInt8, ArraySlice<UInt8>) -> Bool) {
        var at = 0
        while at < options.count {
            let kind = options[at]
            if kind == 0 { return }
            if kind == 1 {
                at += 1
                continue
            }
            guard at + 1 < options.count, options[at + 1] >= 2, at + Int(options[at + 1]) <= options.count else { return }
            let next = at + Int(options[at + 1])
            if !body(kind, options[(at + 2)..<next]) { return }
            at = next
        }
    }

    fileprivate func highestSack(_ ack: UInt32) -> UInt32 {
        var highest = ack
        Self.walk(options) { kind, data in
            guard kind == 5, data.count >= 8, data.count % 8 == 0 else { return true }
            let bytes = Array(data)
            for block in stride(from: 0, to: bytes.count, by: 8) {
                let right = bytes[(block + 4)..<(block + 8)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
                if Int32(bitPattern: highest &- right) < 0 { highest = right }
            }
            return false
        }
        return highest
    }
}
