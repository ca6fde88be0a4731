import Diagrams
import Netfilter

// What NAT does to the addresses and ports of packets, for what sees them behind it.

extension Action.Nat {
    /// `masquerade` (the source, to an address of this host) or `redirect` (the destination).
    init(source: Bool, _ protoMin: Int?, _ protoMax: Int?) {
        self.init(
            type: source ? 0 : 1, family: 0, addressMin: nil, addressMax: nil, protoMin: protoMin, protoMax: protoMax, flags: 0)
    }

    fileprivate var isSource: Bool { type == 0 }
    /// Of the transport header: bytes of the port.
    fileprivate var portOffset: Int { isSource ? 0 : 2 }
    fileprivate func addressBytes(isIPv6: Bool) -> Range<Int> {
        isIPv6 ? (isSource ? 8..<24 : 24..<40) : isSource ? 12..<16 : 16..<20
    }
}

extension SymbolicLogic {
    func bytes(translatedBy nat: Action.Nat) -> [ByteKey] {
        [false, true].flatMap { nat.addressBytes(isIPv6: $0).map { ByteKey(base: 1, offset: $0) } }
            + (0..<2).map { ByteKey(base: 2, offset: nat.portOffset + $0) }
    }

    /// - Parameter number: of the action, whose choice within a range is an unknown.
    func translate(_ nat: Action.Nat, _ registers: RegisterFile<SymbolicWord>, under condition: Diagram, _ number: Int) {
        guard translates, !condition.isNever else { return }
        translated = arena.or(translated, condition)
        translatedHere = arena.or(translatedHere, condition)
        mark(nat.isSource ? Self.sourceTranslated : Self.destinationTranslated, under: condition)
        let changesAddress = nat.addressMin != nil || nat.family == 0
        if changesAddress {
            for isIPv6 in [false, true] {
                let packets = arena.and(condition, isIPv6 ? self.isIPv6 : isIPv4)
                guard !packets.isNever else { continue }
                let range = nat.addressBytes(isIPv6: isIPv6)
                let isFixed = nat.addressMin != nil && (nat.addressMax == nil || nat.addressMax == nat.addressMin)
                let bits =
                    isFixed
                    ? bits(registers, nat.addressMin ?? 0, count: range.count)
                    : arena.bits(
                        unknowns.variables(
                            .value("the address that NAT \(number) chooses\(isIPv6 ? " (IPv6)" : "")"), count: 8 * range.count))
                write(bits, to: 1, range, under: packets)
            }
        }
        guard let port = nat.protoMin else { return }
        let isFixed = nat.protoMax == nil || nat.protoMax == port
        let bits =
            isFixed
            ? bits(registers, port, count: 2) : arena.bits(unknowns.variables(.value("the port that NAT \(number) chooses"), count: 16))
        write(bits, to: 2, nat.portOffset..<(nat.portOffset + 2), under: arena.and(condition, transportIsThere(4)))
    }

    /// `ct status`, and its bits `snat` and `dnat`.
    static let status = Load.ct(key: 2, direction: nil)
    private static let sourceTranslated: UInt32 = 16
    private static let destinationTranslated: UInt32 = 32

    /// The packets that chains of NAT see here, which no chain before has translated: the first ones of connections. What is related to another connection may be one; what a rule took out of
    /// tracking has none.
    package var isTranslatable: Diagram {
        let key = LoadKey(.ct(key: 0, direction: nil))
        let state = written[key]?.first ?? value(of: .ct(key: 0, direction: nil), key).first ?? .constant(0)
        let isFirst = unknowns.condition(.load("first of its connection"))
        let isTracked = arena.or(equal(state, Self.states[0].hostBytes), arena.and(equal(state, Self.states[2].hostBytes), isFirst))
        return arena.without(isTracked, translatedHere)
    }

    private func mark(_ bit: UInt32, under condition: Diagram) {
        let old = statusWord
        written[LoadKey(Self.status)] = [arena.select(condition, or(old, .constant(bit.hostBytes)), old)]
    }

    private var statusWord: SymbolicWord {
        written[LoadKey(Self.status)]?.first ?? value(of: Self.status, LoadKey(Self.status)).first ?? .constant(0)
    }

    /// Begins a way on which no rule has translated these packets yet.
    package func beginUntranslated(_ packets: Diagram) {
        let old = statusWord
        let none = and(old, .constant((~(Self.sourceTranslated | Self.destinationTranslated)).hostBytes))
        written[LoadKey(Self.status)] = [arena.select(packets, none, old)]
    }

    private func bits(_ registers: RegisterFile<SymbolicWord>, _ slot: Int, count: Int) -> [Diagram] {
        (0..<count).flatMap { byte in
            registers[min(slot + byte / 4, registers.words.count - 1)].diagrams[(byte % 4 * 8)..<(byte % 4 * 8 + 8)]
        }
    }

    private func write(_ bits: [Diagram], to base: UInt32, _ range: Range<Int>, under condition: Diagram) {
        for (index, offset) in range.enumerated() {
            write(Array(bits[(8 * index)..<(8 * index + 8)]), to: ByteKey(base: base, offset: offset), under: condition)
        }
    }
}
