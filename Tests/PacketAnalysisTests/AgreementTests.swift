import Diagrams
import Netfilter
import PacketEngine
import Tags
import Testing
import WeirModel

@testable import PacketAnalysis

/// All packets at once fare as each of them alone: the sets of `SymbolicPath` against `Stack`, which the kernel's own trace judges.
@Suite(.tags(.pure)) struct AgreementTests {
    @Test(arguments: 0..<120) func whatPassesAsASetPassesAsAPacket(_ seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        let program = try Program(Self.tables(&random))
        let names = LinkNames(in: [program])
        let unknowns = Unknowns(Arena(nodes: 1_000_000))
        var path = SymbolicPath(program, names: names, unknowns: unknowns)
        path.run(.always, along: .forward)
        #expect(!unknowns.arena.isExhausted)
        for _ in 0..<60 {
            let packet = Packet(&random)
            // A connection of its own for each.
            var stack = Stack(program, try Host(Self.facts))
            let trace = try stack.trace(PacketArrival(from: .wire, link: "v0", frame: packet.frame))
            let passes = unknowns.arena.holds(path.accepted, at: packet.assignment(names))
            #expect(passes == (trace.verdict == .accept), "\(packet) \(trace.steps)")
        }
    }

    private static let facts: HostFacts = {
        var facts = HostFacts(links: [
            HostFacts.Link(name: "v0", index: 2, mac: "02:00:00:00:00:10"), HostFacts.Link(name: "v1", index: 3, mac: "02:00:00:00:00:11"),
        ])
        facts.addresses = [
            HostFacts.Address(link: "v0", address: "10.0.0.1/24", broadcast: "10.0.0.255"),
            HostFacts.Address(link: "v1", address: "10.0.1.1/24", broadcast: "10.0.1.255"),
        ]
        facts.routes = [HostFacts.Route(to: "10.0.0.0/24", link: "v0"), HostFacts.Route(to: "10.0.1.0/24", link: "v1")]
        facts.neighbours = (2..<16).map { HostFacts.Neighbour(link: "v1", address: "10.0.1.\($0)", mac: "02:00:00:00:01:11") }
        return facts
    }()

    // MARK: rules

    private static func tables(_ random: inout SplitMix) -> [CompiledTable] {
        let bases: [(String, BaseChain)] = [
            ("raw", BaseChain(type: .filter, hook: .prerouting, priority: -300)), ("pre", BaseChain(type: .filter, hook: .prerouting, priority: -150)),
            ("nat", BaseChain(type: .nat, hook: .prerouting, priority: -100)), ("nat too", BaseChain(type: .nat, hook: .prerouting, priority: -90)),
            ("forward", BaseChain(type: .filter, hook: .forward, priority: 0, policy: Bool.random(using: &random) ? .drop : .accept)),
            ("late", BaseChain(type: .filter, hook: .forward, priority: 10)), ("post", BaseChain(type: .filter, hook: .postrouting, priority: 0)),
        ]
        var chains = bases.map { name, base in
            CompiledChain(name: name, base: base, rules: rules(Int.random(in: 0...4, using: &random), name, &random))
        }
        for name in ["a", "b"] { chains.append(CompiledChain(name: name, rules: rules(Int.random(in: 1...3, using: &random), name, &random))) }
        return [CompiledTable(family: .ip, name: "t", chains: chains)]
    }

    private static func rules(_ count: Int, _ chain: String, _ random: inout SplitMix) -> [CompiledRule] {
        (0..<count).map { _ in
            let matches = (0..<Int.random(in: 0...2, using: &random)).flatMap { _ in match(&random) }
            return CompiledRule(expressions: matches + end(chain, &random))
        }
    }

    private static func match(_ random: inout SplitMix) -> [Expression] {
        func pick<Value>(_ values: [Value]) -> Value { values[Int.random(in: 0..<values.count, using: &random)] }
        let source = Expression.payload(.init(base: 1, offset: 12, length: 4, register: 1))
        let port = Expression.payload(.init(base: 2, offset: 2, length: 2, register: 1))
        let op: UInt32 = pick([0, 0, 1])
        switch Int.random(in: 0..<9, using: &random) {
        case 0: return [source, .cmp(op: op, source: 1, data: [10, 0, 0, pick([2, 3, 4])])]
        case 1:
            let destination = Expression.payload(.init(base: 1, offset: 16, length: 4, register: 1))
            return [destination, .cmp(op: pick([0, 1, 2, 5]), source: 1, data: [10, 0, 1, pick([3, 4, 5, 6, 7])])]
        case 2: return [port, .cmp(op: pick([0, 1, 2, 3, 4, 5]), source: 1, data: [0, pick([22, 53, 80])])]
        case 3: return [port, .range(op: op, source: 1, from: [0, 22], to: [0, 60])]
        case 4:
            return [
                source, .bitwise(.init(source: 1, register: 1, length: 4, operation: .mask(and: [255, 255, 255, 254], xor: [0, 0, 0, 0]))),
                .cmp(op: op, source: 1, data: [10, 0, 0, 2]),
            ]
        case 5: return [.meta(key: 3, register: 1), .cmp(op: op, source: 1, data: host(pick([0, 1, 2])))]
        case 6:
            let state: UInt32 = pick([1, 2, 8, 64])
            return [
                .ct(key: 0, direction: nil, register: 1),
                .bitwise(.init(source: 1, register: 1, length: 4, operation: .mask(and: host(state), xor: [0, 0, 0, 0]))),
                .cmp(op: pick([1, 0]), source: 1, data: [0, 0, 0, 0]),
            ]
        case 7: return [.meta(key: 16, register: 1), .cmp(op: op, source: 1, data: [pick([6, 17])])]
        default:
            let specification = SetSpecification(flags: 7, keyType: 13, keyLength: 2)
            let elements = [SetElement(key: [0, 0], flags: 1), SetElement(key: [0, 30]), SetElement(key: [0, 70], flags: 1)]
            return [port, .lookup(.init(source: 1, set: .anonymous(AnonymousSet(specification: specification, elements: elements)), flags: op))]
        }
    }

    private static func end(_ chain: String, _ random: inout SplitMix) -> [Expression] {
        func verdict(_ code: Int32, _ target: String? = nil) -> [Expression] { [.verdict(.init(code: code, chain: target.map { .named($0) }))] }
        let mark: [Expression] = [.immediate(register: 1, data: host(UInt32.random(in: 1...2, using: &random))), .metaWrite(key: 3, source: 1)]
        var choices = [verdict(1), verdict(0), verdict(-5), mark, mark + verdict(1), []]
        switch chain {
        case "nat", "nat too":
            let address: [UInt8] = [10, 0, 1, UInt8.random(in: 2...9, using: &random)]
            let translation: [Expression] = [
                .immediate(register: 1, data: address), .immediate(register: 2, data: [0, 80]),
                .nat(.init(type: 1, family: 2, addressMin: 1, addressMax: 1, protoMin: 2, protoMax: 2, flags: 3)),
            ]
            // A mark that is set for the first packet alone is not the question here.
            choices = [translation, translation, verdict(1)]
        case "a": choices += [verdict(-3, "b"), verdict(-4, "b")]
        case "b": break
        case "raw": choices += [[.notrack]]
        default: choices += [verdict(-3, "a"), verdict(-3, "b"), verdict(-4, "a")]
        }
        return choices[Int.random(in: 0..<choices.count, using: &random)]
    }

    private static func host(_ number: UInt32) -> [UInt8] { Swift.withUnsafeBytes(of: number) { [UInt8]($0) } }

    // MARK: packets

    private struct Packet {
        let source: UInt8
        let destination: UInt8
        let port: UInt8
        let isTCP: Bool

        init(_ random: inout SplitMix) {
            source = UInt8.random(in: 2...5, using: &random)
            destination = UInt8.random(in: 2...5, using: &random)
            port = [21, 22, 53, 60, 61, 69, 70, 80].randomElement(using: &random) ?? 22
            isTCP = Bool.random(using: &random)
        }

        var frame: [UInt8] {
            let addresses: [UInt8] = [10, 0, 0, source, 10, 0, 1, destination]
            var body: [UInt8] = [0x10, 0, 0, port]
            body += isTCP ? [0, 0, 0, 1, 0, 0, 0, 0, 0x50, 2, 0x20, 0, 0, 0, 0, 0] : [0, 12, 0, 0, 1, 2, 3, 4]
            let number: UInt8 = isTCP ? 6 : 17
            let sum = Self.checksum(addresses + [0, number, 0, UInt8(body.count)] + body)
            body.replaceSubrange(isTCP ? 16..<18 : 6..<8, with: [UInt8(sum >> 8), UInt8(truncatingIfNeeded: sum)])
            var header: [UInt8] = [0x45, 0, 0, UInt8(20 + body.count), 0, 7, 0, 0, 64, number, 0, 0] + addresses
            let own = Self.checksum(header)
            header.replaceSubrange(10..<12, with: [UInt8(own >> 8), UInt8(truncatingIfNeeded: own)])
            return [2, 0, 0, 0, 0, 0x10, 2, 0, 0, 0, 1, 0x10, 8, 0] + header + body
        }

        private static func checksum(_ bytes: [UInt8]) -> UInt16 {
            var sum: UInt32 = 0
            for index in stride(from: 0, to: bytes.count, by: 2) { sum += UInt32(bytes[index]) << 8 | UInt32(bytes[index + 1]) }
            while sum >> 16 != 0 { sum = sum & 0xffff + sum >> 16 }
            return ~UInt16(sum)
        }

        /// A new connection's packet with a whole header; no rule asks for links.
        func assignment(_ names: LinkNames) -> Assignment {
            var packet = Assignment()
            packet[VariableOrder.transportThere] = (1 << UInt128(VariableOrder.transportThere.count)) - 1
            packet[VariableOrder.transportProtocol] = isTCP ? 6 : 17
            packet[VariableOrder.sourcePort] = 0x1000
            packet[VariableOrder.destinationPort] = UInt128(port)
            packet[VariableOrder.source4] = 0x0a00_0000 | UInt128(source)
            packet[VariableOrder.destination4] = 0x0a00_0100 | UInt128(destination)
            return packet
        }
    }
}
