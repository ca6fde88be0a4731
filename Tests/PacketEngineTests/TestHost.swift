import Netfilter
import PacketEngine
import WeirModel

/// A router with two links, and one packet after the other.
struct TestHost {
    var stack: Stack

    init(_ tables: [CompiledTable], _ change: (inout HostFacts) -> Void = { _ in }) throws {
        var facts = HostFacts(links: [
            HostFacts.Link(name: "lo", index: 1, type: 772, kind: "loopback"),
            HostFacts.Link(name: "v0", index: 2, mac: "02:00:00:00:00:10"),
            HostFacts.Link(name: "v1", index: 3, mac: "02:00:00:00:00:11"),
        ])
        facts.addresses = [
            HostFacts.Address(link: "v0", address: "10.0.0.1/24", broadcast: "10.0.0.255"),
            HostFacts.Address(link: "v1", address: "10.0.1.1/24", broadcast: "10.0.1.255"),
        ]
        facts.routes = [HostFacts.Route(to: "10.0.0.0/24", link: "v0"), HostFacts.Route(to: "10.0.1.0/24", link: "v1")]
        facts.neighbours = [
            HostFacts.Neighbour(link: "v0", address: "10.0.0.2", mac: "02:00:00:00:01:10"),
            HostFacts.Neighbour(link: "v1", address: "10.0.1.2", mac: "02:00:00:00:01:11"),
        ]
        change(&facts)
        stack = Stack(try Program(tables), try Host(facts))
    }

    mutating func send(_ packet: [UInt8], on link: String = "v0") throws -> PacketTrace {
        let destination: [UInt8] = [2, 0, 0, 0, 0, link == "v0" ? 0x10 : 0x11]
        return try stack.trace(
            PacketArrival(from: .wire, link: link, frame: destination + [2, 0, 0, 0, 1, 0x10, 8, 0] + packet))
    }

    /// Each step as words: chain, rule (`policy`) and verdict.
    func words(_ trace: PacketTrace) -> [String] {
        trace.steps.map { step in
            "\(stack.program.chains[step.chain].name) \(step.rule.map { "\($0)" } ?? "policy") \(step.verdict)"
        }
    }
}

/// IPv4 packets with right checksums.
enum TestPacket {
    static func udp(
        _ source: [UInt8] = [10, 0, 0, 2], _ destination: [UInt8] = [10, 0, 1, 2], sport: UInt16 = 1000, dport: UInt16 = 53,
        fragment: UInt16 = 0, ttl: UInt8 = 64
    ) -> [UInt8] {
        ip(17, source, destination, bytes(sport) + bytes(dport) + [0, 12, 0, 0, 1, 2, 3, 4], fragment: fragment, ttl: ttl)
    }

    static func tcp(
        _ source: [UInt8] = [10, 0, 0, 2], _ destination: [UInt8] = [10, 0, 1, 2], sport: UInt16 = 1000, dport: UInt16 = 80, flags: UInt8 = 2,
        sequence: UInt8 = 1, ack: UInt8 = 0
    ) -> [UInt8] {
        var segment = bytes(sport) + bytes(dport) + [0, 0, 0, sequence, 0, 0, 0, ack, 0x50, flags, 0x20, 0, 0, 0, 0, 0]
        let sum = checksum(source + destination + [0, 6, 0, 20] + segment)
        segment[16] = UInt8(sum >> 8)
        segment[17] = UInt8(truncatingIfNeeded: sum)
        return ip(6, source, destination, segment)
    }

    static func ip(_ kind: UInt8, _ source: [UInt8], _ destination: [UInt8], _ body: [UInt8], fragment: UInt16 = 0, ttl: UInt8 = 64) -> [UInt8] {
        var header: [UInt8] = [0x45, 0] + bytes(UInt16(20 + body.count)) + [0, 7] + bytes(fragment) + [ttl, kind, 0, 0] + source + destination
        let sum = checksum(header)
        header[10] = UInt8(sum >> 8)
        header[11] = UInt8(truncatingIfNeeded: sum)
        return header + body
    }

    static func bytes(_ number: UInt16) -> [UInt8] { [UInt8(number >> 8), UInt8(truncatingIfNeeded: number)] }

    /// Of an even number of bytes.
    static func checksum(_ bytes: [UInt8]) -> UInt16 {
        var sum: UInt32 = 0
        for index in stride(from: 0, to: bytes.count, by: 2) { sum += UInt32(bytes[index]) << 8 | UInt32(bytes[index + 1]) }
        while sum >> 16 != 0 { sum = sum & 0xffff + sum >> 16 }
        return ~UInt16(sum)
    }
}

extension CompiledTable {
    /// A table of one base chain.
    static func one(
        _ name: String = "t", _ family: Family = .ip, _ hook: Hook, type: ChainType = .filter, priority: Int32 = 0, policy: ChainPolicy = .accept,
        _ rules: [Expression]..., chains: [CompiledChain] = []
    ) -> CompiledTable {
        CompiledTable(
            family: family, name: name,
            chains: chains + [
                CompiledChain(
                    name: name, base: BaseChain(type: type, hook: hook, priority: priority, policy: policy, devices: family == .netdev ? ["v0"] : []),
                    rules: rules.map { CompiledRule(expressions: $0) })
            ])
    }
}

extension [Expression] {
    static func payload(_ base: UInt32, _ offset: UInt32, is bytes: [UInt8], op: UInt32 = 0) -> [Expression] {
        [
            .payload(.init(base: base, offset: offset, length: UInt32(bytes.count), register: 1)), .cmp(op: op, source: 1, data: bytes),
        ]
    }
    static func destinationPort(_ port: UInt16, op: UInt32 = 0) -> [Expression] { payload(2, 2, is: TestPacket.bytes(port), op: op) }
    /// `ct state`, as a test of bits.
    static func state(_ bits: UInt32) -> [Expression] {
        let zero: [UInt8] = [0, 0, 0, 0]
        return [
            .ct(key: 0, direction: nil, register: 1),
            .bitwise(.init(source: 1, register: 1, length: 4, operation: .mask(and: host(bits), xor: zero))), .cmp(op: 1, source: 1, data: zero),
        ]
    }
    static func mark(_ number: UInt32) -> [Expression] { [.meta(key: 3, register: 1), .cmp(op: 0, source: 1, data: host(number))] }
    static func setMark(_ number: UInt32) -> [Expression] { [.immediate(register: 1, data: host(number)), .metaWrite(key: 3, source: 1)] }
    static func verdict(_ code: Int32, _ chain: String? = nil) -> [Expression] { [.verdict(.init(code: code, chain: chain.map { .named($0) }))] }
    static func host(_ number: UInt32) -> [UInt8] { Swift.withUnsafeBytes(of: number) { [UInt8]($0) } }
}
