import Tags
import Testing
import WeirModel

@testable import Netfilter

/// What versions of stock nft write each in its own way is read as the same words, and lowered as the host's version writes it.
@Suite(.tags(.pure)) struct StockDialectTests {
    private static let port = Field.header(.tcpDport)
    private static let range = Statement.match(.field(port), .equal, .range(.number(8000, .inetService), .number(8100, .inetService)))

    private static let load: [Expression] = [
        .meta(key: 16, register: 1), .cmp(op: 0, source: 1, data: [6]), .payload(.init(base: 2, offset: 2, length: 2, register: 1)),
    ]
    private static let comparisons = load + [.cmp(op: 5, source: 1, data: [0x1f, 0x40]), .cmp(op: 3, source: 1, data: [0x1f, 0xa4])]
    private static let one = load + [.range(op: 0, source: 1, from: [0x1f, 0x40], to: [0x1f, 0xa4])]

    @Test(arguments: [StockDialect.comparisons, .ranges])
    func aRangeIsReadInEitherForm(host: StockDialect) {
        let table = TableContext(family: .inet, dialect: host)
        #expect(RuleLifting.lift(Self.comparisons, in: table) == [Self.range])
        #expect(RuleLifting.lift(Self.one, in: table) == [Self.range])
    }

    @Test func aRangeIsWrittenInTheHostsForm() throws {
        #expect(try RuleLowering.lower([Self.range], in: TableContext(family: .inet, dialect: .comparisons)) == Self.comparisons)
        #expect(try RuleLowering.lower([Self.range], in: TableContext(family: .inet, dialect: .ranges)) == Self.one)
    }

    /// Of other registers, of ends that are not as long, or the other way round, two comparisons are no range.
    @Test func otherComparisonsStayTwo() {
        let pairs: [[Expression]] = [
            [.cmp(op: 5, source: 1, data: [0, 1]), .cmp(op: 3, source: 2, data: [0, 2])],
            [.cmp(op: 5, source: 1, data: [0, 1]), .cmp(op: 3, source: 1, data: [2])],
            [.cmp(op: 3, source: 1, data: [0, 2]), .cmp(op: 5, source: 1, data: [0, 1])],
            [.cmp(op: 4, source: 1, data: [0, 1]), .cmp(op: 3, source: 1, data: [0, 2])],
        ]
        for pair in pairs { #expect(pair.inOneForm == pair) }
    }

    /// Four bytes until nft 1.1.3; in a set, which only newer ones have, always one.
    @Test(arguments: [StockDialect.comparisons, .ranges, .checks])
    func whetherThereIsARouteIsReadInEitherForm(host: StockDialect) throws {
        let table = TableContext(family: .ip, dialect: host)
        let field = Term.field(.fib(.oif, flags: [.daddr, .present]))
        let statement = Statement.match(field, .equal, .value(.number(1, .boolean)))
        let load = Expression.fib(result: 1, flags: 34, register: 1)
        let (four, one) = ([load, .cmp(op: 0, source: 1, data: [1, 0, 0, 0])], [load, .cmp(op: 0, source: 1, data: [1])])
        #expect(RuleLifting.lift(four, in: table) == [statement])
        #expect(RuleLifting.lift(one, in: table) == [statement])
        #expect(try RuleLowering.lower([statement], in: table) == (host == .checks ? one : four))
        let map = Statement.verdictMap(
            key: field, .anonymous([Element(.values([.number(0, .boolean)]), data: .verdict(.drop))]))
        let lowered = try RuleLowering.lower([map], in: table)
        guard case .lookup(let lookup)? = lowered.last, case .anonymous(let set) = lookup.set else {
            Issue.record("\(lowered)")
            return
        }
        #expect(set.elements.map(\.key) == [[0]])
        #expect(RuleLifting.lift(lowered, in: table) == [map])
    }

    /// nft since 1.1.2 turns a bit field of several bytes into a number of the host's before it shifts it.
    @Test func aBitFieldOfSeveralBytesIsAFieldInEitherForm() throws {
        let set = SetShape(key: [.init(type: .dscp, bits: 6, order: .big)], isInterval: false)
        let statement = Statement.match(.field(.header(.ip6Dscp)), .equal, .namedSet("s"))
        let swap = Expression.byteorder(.init(source: 1, register: 1, op: 0, length: 2, size: 2))
        for (dialect, swaps) in [(StockDialect.comparisons, false), (.ranges, true)] {
            let table = TableContext(family: .ip6, sets: ["s": set], dialect: dialect)
            let lowered = try RuleLowering.lower([statement], in: table)
            #expect(lowered.contains(swap) == swaps)
            #expect(RuleLifting.lift(lowered, in: table) == [statement])
        }
    }

    /// In the packet's order where it is compared with a constant, which is moved up instead.
    @Test func aBitFieldIsComparedInThePacketsOrder() throws {
        let table = TableContext(family: .ip6, dialect: .ranges)
        let field = Term.field(.header(.ip6Dscp))
        let masked: [Expression] = [
            .payload(.init(base: 1, offset: 0, length: 2, register: 1)),
            .bitwise(.init(source: 1, register: 1, length: 2, operation: .mask(and: [0x0f, 0xc0], xor: [0, 0]))),
        ]
        #expect(
            try RuleLowering.lower([.match(field, .equal, .value(.number(8, .dscp)))], in: table)
                == masked + [.cmp(op: 0, source: 1, data: [0x02, 0])])
        #expect(
            try RuleLowering.lower([.match(field, .equal, .range(.number(1, .dscp), .number(3, .dscp)))], in: table)
                == masked + [.range(op: 0, source: 1, from: [0, 0x40], to: [0, 0xc0])])
    }

    /// nft up to 1.0.6 compares both at once, which is true where either differs.
    @Test func twoFieldsThatMustNotBeAreTwoComparisons() throws {
        let statements: [Statement] = [
            .match(.field(.header(.tcpSport)), .notEqual, .value(.number(1, .inetService))),
            .match(.field(.header(.tcpDport)), .notEqual, .value(.number(2, .inetService))),
        ]
        let lowered = try RuleLowering.lower(statements, in: TableContext(family: .inet))
        #expect(
            lowered.filter { if case .cmp(1, _, _) = $0 { true } else { false } } == [
                .cmp(op: 1, source: 1, data: [0, 1]), .cmp(op: 1, source: 1, data: [0, 2]),
            ])
        // What nft 1.0.6 made of it is something else, and stays that.
        let stock = Self.load.dropLast() + [.payload(.init(base: 2, offset: 0, length: 4, register: 1)), .cmp(op: 1, source: 1, data: [0, 1, 0, 2])]
        let lifted = RuleLifting.lift(Array(stock), in: TableContext(family: .inet))
        #expect(lifted != statements)
        #expect(try RuleLowering.lower(lifted, in: TableContext(family: .inet)) == Array(stock))
    }

    @Test func aMatchAfterACounterDoesNotDecideWhatItCounts() throws {
        let statements: [Statement] = [
            .match(.field(.header(.etherSaddr)), .equal, .value(.number(0x0102_0304_0506, .etherAddress))), .counter(Counter()),
            .match(.field(.header(.etherType)), .equal, .value(.number(0x8100, .etherType))),
        ]
        let lowered = try RuleLowering.lower(statements, in: TableContext(family: .bridge))
        #expect(lowered.map(\.kindName) == ["payload", "cmp", "counter", "payload", "cmp"])
    }

    @Test func aPartWithoutALengthIsAlwaysDescribed() throws {
        let key = Term.concatenation([.field(.tcpOption(.mptcpSubtype)), .field(.header(.tcpDport))])
        func element(_ subtype: UInt128, _ port: UInt128) -> Element {
            Element(.values([.number(subtype, .integer), .number(port, .inetService)]))
        }
        for dialect in [StockDialect.comparisons, .ranges] {
            let table = TableContext(family: .inet, dialect: dialect)
            let lowered = try RuleLowering.lower([.match(key, .equal, .set([element(0, 10), element(1, 100)]))], in: table)
            guard case .lookup(let lookup)? = lowered.last, case .anonymous(let set) = lookup.set else {
                Issue.record("\(lowered)")
                continue
            }
            let typeof = try #require(UserData.decode(set.specification.userdata)?.first { $0.type == SetUserData.keyTypeof })
            #expect(TypeofUserData.decode(typeof.value) == key.parts)
        }
    }

    /// `typeof vxlan ip saddr`: nft since 1.0.7 notes in which header the address is.
    @Test func aFieldInATunnelIsNotTakenForTheOuterOne() {
        let outer: [UInt8] = [0, 4, 7, 0, 0, 0, 1, 12, 0, 4, 12, 0, 0, 0, 1, 4, 11, 0, 0, 0]
        #expect(TypeofUserData.decode(outer) == [.field(.header(.ipSaddr))])
        let inner: [UInt8] = [0, 4, 7, 0, 0, 0, 1, 18, 0, 4, 12, 0, 0, 0, 1, 4, 11, 0, 0, 0, 5, 4, 18, 0, 0, 0]
        let terms: [Term] = [.field(.inner(.vxlan, .header(.ipSaddr)))]
        #expect(TypeofUserData.decode(inner) == terms)
        #expect(TypeofUserData.encode(terms) == inner)
    }

    /// nft 1.1.6 numbers `fib` and `ipsec` one higher: the number that was `ipsec`'s is `fib`'s.
    @Test func whatASetIsOfHasAnotherNumber() {
        let route: [Term] = [.field(.fib(.oif, flags: [.daddr, .present]))]
        let tunnel: [Term] = [.field(.ipsec(.reqid, direction: .in, spnum: 0))]
        func bytes(_ kind: UInt8, _ entries: [UInt8]) -> [UInt8] { [0, 4, kind, 0, 0, 0, 1, UInt8(entries.count)] + entries }
        let fib: [UInt8] = [0, 4, 1, 0, 0, 0, 1, 4, 34, 0, 0, 0]
        let xfrm: [UInt8] = [0, 4, 5, 0, 0, 0, 1, 4, 0, 0, 0, 0, 2, 4, 0, 0, 0, 0]
        for (terms, number, entries) in [(route, UInt8(26), fib), (tunnel, 27, xfrm)] {
            #expect(TypeofUserData.encode(terms, in: .ranges) == bytes(number, entries))
            #expect(TypeofUserData.encode(terms, in: .checks) == bytes(number + 1, entries))
            #expect(TypeofUserData.decode(bytes(number, entries)) == terms)
            #expect(TypeofUserData.decode(bytes(number + 1, entries)) == terms)
        }
    }

    /// nft before 1.1.1 names the checksum's place, and the kernel then fills in one where there was none.
    @Test func aSumOverNoneIsSaid() throws {
        let table = TableContext(family: .inet)
        func write(_ type: UInt32, _ offset: UInt32, _ flags: UInt32) -> [Expression] {
            [
                .meta(key: 16, register: 1), .cmp(op: 0, source: 1, data: [17]), .immediate(register: 1, data: [0, 53]),
                .payloadWrite(.init(base: 2, offset: 2, length: 2, source: 1, checksumType: type, checksumOffset: offset, checksumFlags: flags)),
            ]
        }
        let value = Term.value(.number(53, .inetService))
        for (statement, expressions) in [
            (Statement.set(.header(.udpDport), to: value), write(0, 0, 1)),
            (.setOverZeroChecksum(.header(.udpDport), to: value), write(1, 6, 0)),
        ] {
            #expect(RuleLifting.lift(expressions, in: table) == [statement])
            #expect(try RuleLowering.lower([statement], in: table) == expressions)
        }
        #expect(throws: LoweringError.self) {
            try RuleLowering.lower([.setOverZeroChecksum(.header(.tcpDport), to: value)], in: table)
        }
    }

    /// nft up to 1.1.1 gives the value a whole register after a key of several parts.
    @Test(arguments: [StockDialect.comparisons, .ranges])
    func aPacketPutsAValueBesideAConcatenation(host: StockDialect) throws {
        let address = SetShape.Component(type: .ipv4Address, bits: 32, order: .big)
        let port = SetShape.Component(type: .inetService, bits: 16, order: .big)
        let table = TableContext(
            family: .ip, sets: ["m": SetShape(key: [address, port], data: .values([address], interval: false), isInterval: false)],
            dialect: host)
        let key = Term.concatenation([.field(.header(.ipSaddr)), .field(.header(.tcpSport))])
        let statement = Statement.update(SetUpdate(.update, set: "m", key: key, data: .field(.header(.ipDaddr))))
        let data: Expression.Register = host == .ranges ? 10 : 2
        let stock: [Expression] = [
            .meta(key: 16, register: 1), .cmp(op: 0, source: 1, data: [6]), .payload(.init(base: 1, offset: 12, length: 4, register: 1)),
            .payload(.init(base: 2, offset: 0, length: 2, register: 9)), .payload(.init(base: 1, offset: 16, length: 4, register: data)),
            .dynset(.init(op: 1, set: "m", key: 1, data: data)),
        ]
        #expect(try RuleLowering.lower([statement], in: table) == stock)
        #expect(RuleLifting.lift(stock, in: table) == [statement])
    }

    /// A set of them holds them as they stand in the packet, and nft is told so.
    @Test func bitFieldsInBracesAreInThePacketsOrder() throws {
        let table = TableContext(family: .ip6, dialect: .ranges)
        let field = Term.field(.header(.ip6Dscp))
        let elements: [(Term, [UInt8])] = [
            (.set([Element(.values([.number(8, .dscp)])), Element(.values([.number(16, .dscp)]))]), [0x02, 0]),
            (.set([Element(.ranges(lower: [.number(8, .dscp)], upper: [.number(9, .dscp)]))]), [0x02, 0]),
        ]
        for (set, first) in elements {
            let statement = Statement.match(field, .equal, set)
            let lowered = try RuleLowering.lower([statement], in: table)
            guard case .lookup(let lookup)? = lowered.last, case .anonymous(let anonymous) = lookup.set else {
                Issue.record("\(lowered)")
                continue
            }
            #expect(lowered.map(\.kindName) == ["payload", "bitwise", "lookup"])
            #expect(anonymous.elements.contains { $0.key == first })
            #expect(UserData.decode(anonymous.specification.userdata)?.first?.value == [2, 0, 0, 0])
            #expect(RuleLifting.lift(lowered, in: table) == [statement])
        }
    }

    /// The kernel's 65535, with which stock nft can't load its own listing.
    @Test func theSizeThatARuleBringsIsNotTheSets() {
        func size(_ flags: UInt32, size: UInt32 = 65535, rules: [CompiledRule]) -> UInt32? {
            let set = CompiledSet(name: "m", specification: SetSpecification(flags: flags, keyType: 7, keyLength: 4, size: size))
            let table = CompiledTable(family: .ip, name: "t", chains: [CompiledChain(name: "c", rules: rules)], sets: [set])
            return Lifting.lift([table]).first?.sets.first?.size
        }
        let adding = [CompiledRule(expressions: [.dynset(.init(op: 0, set: "m", key: 1))])]
        #expect(size(0, rules: adding) == nil)
        #expect(size(0, rules: []) == 65535)
        #expect(size(0, size: 100, rules: adding) == 100)
        #expect(size(0x20, rules: adding) == 65535)
    }
}
