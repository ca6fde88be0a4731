import Tags
import Testing
import WeirModel

@testable import Netfilter

/// Values that no policy of sound mind has, and that a document, or a kernel that lies, can have all the same: each is an error or stays raw.
@Suite(.tags(.pure)) struct BoundsTests {
    private static let addresses = Value.number(.max, .ipv6Address)
    private static func port(_ number: UInt128) -> Value { .number(number, .inetService) }
    private static func payload(_ offset: UInt32, _ length: UInt32) -> Term {
        .field(.payload(base: .network, bitOffset: offset, bitLength: length))
    }

    /// A rule, and a part of what is said of it.
    static let rules: [(Statement, words: String)] = [
        (.match(payload(.max, 8), .equal, .value(port(1))), "8 bits at bit 4294967295"),
        (.match(payload(0, .max), .equal, .value(port(1))), "4294967295 bits"),
        (.match(payload(0, 0), .equal, .value(port(0))), "0 bits"),
        (.match(.field(.rawTCPOption(kind: 1, bitOffset: .max, bitLength: .max)), .equal, .value(port(1))), "4294967295 bits"),
        (.set(.payload(base: .network, bitOffset: .max - 1, bitLength: 3), to: .value(port(1))), "3 bits at bit"),
        // 133 bits of a load can't be masked as one number.
        (.set(.payload(base: .network, bitOffset: 3, bitLength: 130), to: .value(port(1))), "can't be computed with"),
        (.match(.binary(.and, payload(0, 256), .value(port(1))), .equal, .value(port(1))), "256 bits can't be computed with"),
        (.match(.concatenation([]), .equal, .set([Element(.values([]))])), "a concatenation takes 0 bytes"),
        (.match(.concatenation([]), .equal, .set([Element(.ranges(lower: [port(1)], upper: [port(2)]))])), "a concatenation takes 0 bytes"),
        (.match(.concatenation(Array(repeating: payload(0, 512), count: 2)), .equal, .set([Element(.values([port(1), port(1)]))])), "takes 128 bytes"),
        (.nat(NAT(.dnat, family: .ip, address: .prefix(.number(1, .ipv4Address), length: 200))), "a prefix length of 200"),
        (.nat(NAT(.snat, family: .ip6, address: .prefix(addresses, length: 129))), "a prefix length of 129"),
        (.match(payload(0, 256), .equal, .set([Element(.ranges(lower: [port(1)], upper: [addresses]))])), "256 bits can't be computed with"),
    ]

    @Test(arguments: rules) func aRuleThatCannotBeSaidIsAnError(_ statement: Statement, words: String) {
        let state = HostState(tables: [Table(family: .ip, name: "t", chains: [Chain(name: "c", rules: [Rule([statement])])])])
        #expect { try Lowering.compile(state) } throws: { ($0 as? Lowering.Failure)?.errors.first?.message.contains(words) == true }
    }

    /// A set that no registers hold, and what is said of it.
    static let sets: [(SetDeclaration, words: String)] = [
        (SetDeclaration(name: "s", key: .types([])), "the key of `s` has no type"),
        (SetDeclaration(name: "s", key: .typeof([])), "the key of `s` has no type"),
        (SetDeclaration(name: "s", key: .types([.mark]), data: .values(.types([]))), "the data of `s` has no type"),
        (SetDeclaration(name: "s", key: .sized([.init(type: .integer, bytes: .max, byteOrder: .big)])), "4294967295 bytes"),
        (SetDeclaration(name: "s", key: .sized([.init(type: .integer, bytes: 0, byteOrder: .big)])), "0 bytes"),
        (
            SetDeclaration(name: "s", key: .types([.mark]), data: .intervals(.sized([.init(type: .integer, bytes: .max, byteOrder: .big)]))),
            "the data of `s` takes 4294967295 bytes"
        ),
    ]

    @Test(arguments: sets) func aSetThatNoRegistersHoldIsAnError(_ set: SetDeclaration, words: String) {
        var set = set
        set.flags = .interval
        set.elements = [Element(.ranges(lower: [Self.port(5060)], upper: [Self.port(5061)]))]
        let table = Table(
            family: .ip, name: "t",
            chains: [Chain(name: "c", rules: [Rule([.match(.field(.header(.tcpDport)), .equal, .namedSet("s"))])])], sets: [set])
        #expect { try Lowering.compile(HostState(tables: [table])) } throws: {
            ($0 as? Lowering.Failure)?.errors.first?.message.contains(words) == true
        }
    }

    /// What covers every address is the whole of it.
    @Test func everyAddress() throws {
        let all = Element(.ranges(lower: [.number(0, .ipv6Address)], upper: [Self.addresses]))
        let set = SetDeclaration(name: "s", key: .types([.ipv6Address]), flags: .interval, elements: [all])
        let compiled = try #require(try Lowering.compile(HostState(tables: [Table(family: .ip6, name: "t", sets: [set])])).first)
        #expect(compiled.sets[0].elements.map(\.key) == [[UInt8](repeating: 0, count: 16)])
        #expect(Lifting.lift([compiled])[0].sets[0].elements == [all])
        #expect(UInt128(0).prefixLength(to: .max, bits: 128) == 0)
    }

    /// Rules of a kernel that lies: they stay what they are.
    static let lies: [[Expression]] = [
        [.payload(.init(base: 1, offset: .max, length: .max, register: 1)), .cmp(op: 0, source: 1, data: [1])],
        [.payload(.init(base: 1, offset: 1 << 29, length: 4, register: 1)), .cmp(op: 0, source: 1, data: [1, 2, 3, 4])],
        [.exthdr(.init(op: 1, type: 2, offset: .max, length: 4, flags: 0, register: 1)), .cmp(op: 0, source: 1, data: [1, 2, 3, 4])],
        [
            .immediate(register: 1, data: [1]),
            .payloadWrite(.init(base: 1, offset: .max, length: .max, source: 1, checksumType: 0, checksumOffset: 0, checksumFlags: 0)),
        ],
        [
            .payload(.init(base: 1, offset: 1, length: 1, register: 1)),
            .bitwise(
                .init(
                    source: 1, register: 1, length: 16,
                    operation: .mask(and: [UInt8](repeating: 0, count: 15) + [0xff], xor: [UInt8](repeating: 0, count: 16)))),
            .payloadWrite(.init(base: 1, offset: 1, length: 1, source: 1, checksumType: 0, checksumOffset: 0, checksumFlags: 0)),
        ],
        [.meta(key: 16, register: 1)] + Array(repeating: .bitwise(.init(source: 1, register: 1, length: 1, operation: .mask(and: [0xf0], xor: [0x3c]))), count: 100)
            + [.cmp(op: 0, source: 1, data: [1])],
        Array(repeating: .cmp(op: 0, source: 1, data: [1]), count: 5000),
        [
            .meta(key: 16, register: 1),
            .lookup(
                .init(
                    source: 1,
                    set: .anonymous(AnonymousSet(specification: SetSpecification(flags: 8, keyType: 12, keyLength: 1, dataLength: .max), elements: [])),
                    register: 1)),
            .cmp(op: 0, source: 1, data: [1]),
        ],
        [
            .meta(key: 16, register: 1),
            .lookup(
                .init(
                    source: 1,
                    set: .anonymous(
                        AnonymousSet(
                            specification: SetSpecification(flags: 7, keyType: 12, keyLength: 1), elements: [SetElement(key: [0]), SetElement(key: [0])])))),
        ],
    ]

    @Test(arguments: lies) func whatNoKernelHoldsStaysRaw(_ expressions: [Expression]) throws {
        let kept = RawExpression(name: "kept", data: [1])
        let lifted = RuleLifting.lift(expressions, in: TableContext(family: .ip, rawExpression: { _ in kept }))
        #expect(lifted.contains(.raw(kept)))
    }

    /// Two elements that begin at one place, and lengths that say more than there is.
    @Test func setsOfAKernelThatLies() {
        let twice = CompiledSet(
            name: "s", specification: SetSpecification(flags: 4, keyType: 13, keyLength: 2),
            elements: SetElements([SetElement(key: [0, 0]), SetElement(key: [0, 0])]))
        let long = CompiledSet(name: "l", specification: SetSpecification(flags: 0, keyType: 13 << 6 | 13, keyLength: .max, fieldLengths: [.max, .max]))
        let lifted = Lifting.lift([CompiledTable(family: .ip, name: "t", sets: [twice, long])])
        #expect(lifted[0].sets.map(\.elements.count) == [0, 0])
    }
}
