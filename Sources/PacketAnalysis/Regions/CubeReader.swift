import Diagrams
import PacketEngine

/// Reads sets of packets as cubes: the fields one after the other, values with the same rest together.
package struct CubeReader {
    let arena: Arena
    let names: LinkNames
    let place: PacketPlace
    /// Packets of rulesets that don't ask for it are shown without a state.
    private let showsState: Bool

    /// - Parameter sides: the rulesets at one hook, in one arena.
    init(_ sides: [ExaminedHook]) {
        self.init(
            sides[0].logic.arena, sides[0].logic.names, sides[0].place, showsState: sides.contains { $0.logic.readsConnectionState })
    }

    init(_ arena: Arena, _ names: LinkNames, _ place: PacketPlace, showsState: Bool = true) {
        self.arena = arena
        self.names = names
        self.place = place
        self.showsState = showsState
    }

    /// The fields in the order of their variables. The last bytes of ports and types are told apart by the protocol.
    private enum Step: CaseIterable {
        case family, linkProtocol, unreadable, state, iif, oif, proto, dport, daddr4, saddr4, daddr6, saddr6, sport, mark, connectionMark
    }

    private struct Walk {
        var values: [Cube.Field: Cube.Values] = [:]
        var isIPv6 = false
        var isReadable = true
        var hasPorts = false
        var hasType = false
    }

    /// The variables that cubes can name.
    private func variables(_ step: Step) -> VariableRange {
        switch step {
        case .family: VariableOrder.family
        case .linkProtocol: VariableOrder.linkProtocol
        case .unreadable: VariableRange(first: VariableOrder.transportThere.first, count: 1)
        case .state: VariableOrder.connection
        case .iif: names.field(VariableOrder.inName)
        case .oif: names.field(VariableOrder.outName)
        case .proto: VariableOrder.transportProtocol
        case .dport: VariableOrder.destinationPort
        case .daddr4: VariableOrder.destination4
        case .saddr4: VariableOrder.source4
        case .daddr6: VariableOrder.destination6
        case .saddr6: VariableOrder.source6
        case .sport: VariableOrder.sourcePort
        case .mark: VariableOrder.mark
        case .connectionMark: VariableOrder.connectionMark
        }
    }

    /// Without the variables that cubes can't name, and whether there were some: then the set has packets of the result, not all.
    package func named(_ set: Diagram) -> (set: Diagram, hasOthers: Bool) {
        let known = Step.allCases.map(variables)
        let others = arena.support(of: set).filter { level in !known.contains { $0.first <= level && level < $0.end } }
        let result = others.sorted(by: >).reduce(set) { arena.exists(VariableRange(first: $1, count: 1), $0) }
        return (result, !others.isEmpty)
    }

    /// Disjoint cubes that are the set together; `nil` if they are more than `limit`.
    package func cubes(of set: Diagram, limit: Int) -> [Cube]? {
        guard !set.isNever else { return [] }
        var result: [Cube] = []
        func walk(_ set: Diagram, _ index: Int, _ state: Walk) -> Bool {
            guard index < Step.allCases.count else {
                result.append(Cube(state.values))
                return result.count <= limit
            }
            let step = Step.allCases[index]
            guard let parts = arena.parts(of: set, by: variables(step), limit: 4096) else { return false }
            for (rest, state) in groups(parts, step, state) {
                guard walk(rest, index + 1, state) else { return false }
            }
            return true
        }
        return walk(set, 0, Walk()) ? Cube.merged(result) : nil
    }

    private func groups(_ parts: [FieldPart], _ step: Step, _ state: Walk) -> [(Diagram, Walk)] {
        if step == .proto { return protocols(parts, state) }
        var order: [Diagram] = []
        var intervals: [Diagram: [ClosedRange<UInt128>]] = [:]
        for part in parts {
            if intervals[part.rest] == nil { order.append(part.rest) }
            intervals[part.rest, default: []].append(part.low...part.high)
        }
        return order.map { rest in
            var state = state
            apply(intervals[rest] ?? [], of: variables(step), step, &state)
            return (rest, state)
        }
    }

    private func apply(_ intervals: [ClosedRange<UInt128>], of variables: VariableRange, _ step: Step, _ state: inout Walk) {
        if intervals == [0...variables.greatest] { return }
        switch step {
        case .family:
            state.isIPv6 = intervals == [1...1]
            state.values[.family] = .words([state.isIPv6 ? "ip6" : "ip"])
        case .unreadable:
            state.isReadable = intervals == [1...1]
            state.values[.unreadable] = .flag(!state.isReadable)
        case .state:
            let all = ["new", "established", "related", "invalid", "untracked"]
            state.values[.state] = .words(
                all.indices.filter { index in intervals.contains { $0.contains(UInt128(index)) } }.map { all[$0] })
        case .iif: state.values[.iif] = links(intervals)
        case .oif: state.values[.oif] = links(intervals)
        case .linkProtocol: state.values[.linkProtocol] = numbers(intervals)
        case .proto: state.values[.proto] = numbers(intervals)
        case .dport: state.values[.dport] = numbers(intervals)
        case .daddr4: state.values[.daddr] = .words(intervals.map { Address.text($0, bits: 32) })
        case .saddr4: state.values[.saddr] = .words(intervals.map { Address.text($0, bits: 32) })
        case .daddr6: state.values[.daddr] = .words(intervals.map { Address.text($0, bits: 128) })
        case .saddr6: state.values[.saddr] = .words(intervals.map { Address.text($0, bits: 128) })
        case .sport:
            if state.hasType {
                state.values[.icmp] = numbers(intervals.map { $0.lowerBound >> 8...$0.upperBound >> 8 })
            } else {
                state.values[.sport] = numbers(intervals)
            }
        case .mark: state.values[.mark] = numbers(intervals)
        case .connectionMark: state.values[.connectionMark] = numbers(intervals)
        }
    }

    private func numbers(_ intervals: [ClosedRange<UInt128>]) -> Cube.Values {
        .numbers(intervals.map { UInt32(clamping: $0.lowerBound)...UInt32(clamping: $0.upperBound) })
    }

    /// The protocols, apart where what follows is a port to some and a type to others.
    private func protocols(_ parts: [FieldPart], _ state: Walk) -> [(Diagram, Walk)] {
        let source = VariableOrder.sourcePort
        let icmp: UInt128 = state.isIPv6 ? 58 : 1
        var order: [String] = []
        var groups: [String: (rest: Diagram, hasType: Bool, intervals: [ClosedRange<UInt128>])] = [:]
        func add(_ interval: ClosedRange<UInt128>, _ rest: Diagram, hasType: Bool) {
            let name = "\(rest.id) \(hasType)"
            if groups[name] == nil {
                order.append(name)
                groups[name] = (rest, hasType, [])
            }
            groups[name]?.intervals.append(interval)
        }
        for part in parts {
            let readsSource = arena.support(of: part.rest).contains { $0 >= source.first && $0 < source.end }
            guard readsSource, (part.low...part.high).contains(icmp) else {
                add(part.low...part.high, part.rest, hasType: false)
                continue
            }
            if part.low < icmp { add(part.low...(icmp - 1), part.rest, hasType: false) }
            add(icmp...icmp, part.rest, hasType: true)
            if part.high > icmp { add((icmp + 1)...part.high, part.rest, hasType: false) }
        }
        return order.compactMap { name in
            guard let group = groups[name] else { return nil }
            var state = state
            state.hasType = group.hasType
            apply(group.intervals, of: VariableOrder.transportProtocol, .proto, &state)
            return (group.rest, state)
        }
    }

    private func links(_ intervals: [ClosedRange<UInt128>]) -> Cube.Values {
        let chosen = names.names.indices.filter { index in intervals.contains { $0.contains(UInt128(index)) } }
        guard chosen.last == names.otherIndex else { return .words(chosen.map(linkName)) }
        return .not(names.names.indices.filter { !chosen.contains($0) }.map(linkName))
    }

    /// The name, or the pattern of which it is an example.
    private func linkName(_ index: Int) -> String {
        let name = String(decoding: names.names[index].prefix { $0 != 0 }, as: UTF8.self)
        return names.isExact[index] ? name : "\(name.dropLast())*"
    }

    /// The values of a set's packets by field, where a field has some intervals of them, each with all packets that have it.
    func values(of set: Diagram) -> [(cube: Cube, packets: Diagram)] {
        let fields: [Step] = [.state, .iif, .oif, .proto, .dport, .daddr4, .saddr4, .daddr6, .saddr6, .sport]
        return fields.flatMap { step -> [(Cube, Diagram)] in
            let variables = variables(step)
            let projected = arena.exists(VariableRange(first: 0, count: variables.first), set)
            guard let parts = arena.parts(of: projected, by: variables, limit: 64), parts.count > 1 else { return [] }
            return parts.map { part in
                let bits = arena.bits(variables)
                let packets = arena.and(arena.atMost(bits, part.high), arena.not(part.low == 0 ? .never : arena.atMost(bits, part.low - 1)))
                var state = Walk()
                apply([part.low...part.high], of: variables, step, &state)
                return (Cube(state.values), packets)
            }
        }
    }

    // MARK: one packet

    /// A packet of the set in the same fields; each has one value.
    package func packet(of packets: Diagram) -> Cube? {
        guard let packet = arena.assignment(of: usual(packets)) else { return nil }
        func value(_ step: Step) -> UInt128 { packet[variables(step)] }
        let isIPv6 = value(.family) == 1
        let proto = value(.proto)
        var values: [Cube.Field: Cube.Values] = [:]
        func set(_ field: Cube.Field, _ value: UInt128) { values[field] = .numbers([UInt32(clamping: value)...UInt32(clamping: value)]) }
        switch place.layer {
        case .network: values[.family] = .words([isIPv6 ? "ip6" : "ip"])
        case .bridge, .device: set(.linkProtocol, value(.linkProtocol))
        case .arp: break
        }
        let isUnreadable = value(.unreadable) == 0
        values[.unreadable] = .flag(isUnreadable)
        let states = ["new", "established", "related", "invalid", "untracked"]
        if showsState { values[.state] = .words([states[min(Int(value(.state)), 4)]]) }
        func name(_ step: Step) -> Cube.Values {
            let index = min(Int(value(step)), names.otherIndex)
            return .words([String(decoding: names.names[index].prefix { $0 != 0 }, as: UTF8.self)])
        }
        if place.hasInLink { values[.iif] = name(.iif) }
        if place.hasOutLink { values[.oif] = name(.oif) }
        guard place.layer == .network else { return Cube(values) }
        set(.proto, proto)
        let bits = isIPv6 ? 128 : 32
        let (source, destination) = isIPv6 ? (value(.saddr6), value(.daddr6)) : (value(.saddr4), value(.daddr4))
        values[.saddr] = .words([Address.text(source...source, bits: bits)])
        values[.daddr] = .words([Address.text(destination...destination, bits: bits)])
        if !isUnreadable {
            if [6, 17, 132].contains(proto) {
                set(.sport, value(.sport))
                set(.dport, value(.dport))
            }
            if proto == (isIPv6 ? 58 : 1) { set(.icmp, value(.sport) >> 8) }
        }
        if value(.mark) != 0 { set(.mark, value(.mark)) }
        return Cube(values)
    }

    /// Those of the packets that look like what networks carry, where there are some: a whole header, TCP, ports and addresses of examples.
    private func usual(_ packets: Diagram) -> Diagram {
        func isValue(_ step: Step, _ bytes: [UInt8]) -> Diagram { arena.equal(arena.bits(variables(step)), bytes) }
        let whole = (0..<5).reduce(Diagram.always) { arena.and($0, arena.variable(VariableOrder.transportThere.first + $1)) }
        let documentation: [UInt8] = [0x20, 0x01, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11)
        let wishes = [
            whole, isValue(.proto, [6]), isValue(.sport, [0xa0, 0x00]), isValue(.dport, [0x1f, 0x90]), isValue(.saddr4, [198, 51, 100, 7]),
            isValue(.daddr4, [203, 0, 113, 9]), isValue(.saddr6, documentation + [7]), isValue(.daddr6, documentation + [9]),
        ]
        return wishes.reduce(packets) { left, wish in
            let better = arena.and(left, wish)
            return better.isNever ? left : better
        }
    }
}
