import CNftnl
import ModelGenerators
import Netfilter
import Tags
import Testing
import WeirModel

@testable import Nftables

/// Expressions that refer to an anonymous set, as bytes: the set goes with them.
@Suite(.tags(.pure)) struct RawSetTests {
    @Test(arguments: 0..<8) func aSetComesBackAsItWas(_ part: Int) throws {
        var generator = AnonymousSetGenerator(random: Seeded(UInt64(part) &* 104_729 &+ 3))
        for _ in 0..<Seeded.rounds(500) {
            let expression = generator.expression()
            let raw = try #require(ExpressionBytes.raw(expression))
            let read = try ExpressionBytes.expression(raw)
            #expect(read == expression)
            // What `==` looks past: nft's notes and the order.
            let (left, right) = (try #require(read.anonymousSet), try #require(expression.anonymousSet))
            #expect(left.specification == right.specification)
            #expect(left.elements == right.canonical.elements)
            #expect(ExpressionBytes.raw(read) == raw)
        }
    }

    @Test func theOrderOfElementsIsNotInTheBytes() throws {
        var set = AnonymousSet(specification: SetSpecification(flags: 3, keyType: 13, keyLength: 2), elements: [])
        set.elements = (0..<40).map { SetElement(key: [0, $0]) }
        let raw = try #require(ExpressionBytes.raw(.lookup(.init(source: 1, set: .anonymous(set)))))
        set.elements.reverse()
        #expect(ExpressionBytes.raw(.lookup(.init(source: 1, set: .anonymous(set)))) == raw)
        #expect(raw.set?.elements.count == 40)
    }

    /// More than the 64 KiB that one list of a message holds.
    @Test func aSetMayBeLarge() throws {
        let elements = (0..<10_000).map { SetElement(key: [10, 0, UInt8($0 >> 8), UInt8($0 & 0xff)]) }
        let set = AnonymousSet(specification: SetSpecification(flags: 3, keyType: 7, keyLength: 4), elements: elements)
        let expression = Expression.lookup(.init(source: 1, set: .anonymous(set)))
        #expect(try ExpressionBytes.raw(expression).map(ExpressionBytes.expression) == expression)
    }

    /// Bytes can't say the rules of a chain without a name.
    @Test func aSetWithBoundChainsHasNoBytes() {
        let chain = AnonymousChain(rules: [CompiledRule(expressions: [.verdict(.init(code: 1))])])
        let set = AnonymousSet(
            specification: SetSpecification(flags: 11, keyType: 13, keyLength: 2, dataType: 0xffff_ff00),
            elements: [SetElement(key: [0, 22], data: .verdict(.init(code: -3, chain: .anonymous(chain))))])
        #expect(ExpressionBytes.raw(.lookup(.init(source: 1, set: .anonymous(set), register: 0))) == nil)
    }

    @Test func whatCanNotBeReadIsNamed() throws {
        let set = AnonymousSet(
            specification: SetSpecification(flags: 11, keyType: 13, keyLength: 2, dataType: 19, dataLength: 4, fieldLengths: [2]),
            elements: [SetElement(key: [0, 22]), SetElement(key: [0, 80], data: .value([1, 2, 3, 4]))])
        let good = try #require(ExpressionBytes.raw(.lookup(.init(source: 1, set: .anonymous(set)))))
        func complaint(_ change: (inout RawExpression) -> Void) -> String? {
            var raw = good
            change(&raw)
            do {
                _ = try ExpressionBytes.expression(raw)
                return nil
            } catch {
                return "\(error)"
            }
        }
        #expect(complaint { _ in } == nil)
        let unknown: [UInt8] = [8, 0, 30, 0, 0, 0, 0, 1]
        for (part, change) in [
            ("the set of the expression `lookup`", { $0.attributes = [] }), ("the set of", { $0.attributes.removeLast(2) }),
            ("the set of", { $0.attributes += unknown }), ("the set of", { $0.attributes += $0.attributes }),
            ("the set of", { $0.attributes = written { SetMessage.encode(SetSpecification(flags: 3, keyType: 13, keyLength: 65), id: nil, to: $0) }.bytes }),
            ("the set of", { $0.attributes = written { SetMessage.encode(SetSpecification(flags: 2, keyType: 13, keyLength: 2), id: nil, to: $0) }.bytes }),
            ("element 2 of the set", { $0.elements[1] += unknown }), ("element 1 of the set", { $0.elements[0] = [] }),
            ("element 2 of the set", { $0.elements[1].removeLast() }), ("element 1 of the set", { $0.elements[0] += $0.elements[0] }),
            ("element 2 of the set", { $0.elements[1] = written { ElementMessage.encode(SetElement(key: [0, 80], data: .value([1])), to: $0) }.bytes.inside }),
            ("element 1 of the set", { $0.elements[0] = written { ElementMessage.encode(SetElement(key: [1]), to: $0) }.bytes.inside }),
            ("element 3 of the set", { $0.elements.append(written { ElementMessage.encode(SetElement(key: [0, 1], keyEnd: [2]), to: $0) }.bytes.inside) }),
        ] as [(String, (inout RawSet) -> Void)] {
            let words = complaint { raw in
                guard var set = raw.set else { return }
                change(&set)
                raw.set = set
            }
            #expect(words?.contains(part) == true, "\(part): \(words ?? "no complaint")")
        }
        #expect(complaint { $0.name = "counter" }?.contains("has a set") == true)
        #expect(complaint { $0.data = [] }?.contains("has a set") == true)
        #expect(complaint { $0 = RawExpression(name: "lookup", data: []) }?.contains("are missing") == true)
        #expect(complaint { $0 = RawExpression(name: "objref", data: []) }?.contains("are missing") == true)
        #expect(complaint { $0 = RawExpression(name: "notrack", data: []) } == nil)
    }

    /// Damaged bytes are refused, or are those of some set that can be sent and is read as the same again.
    @Test(arguments: 0..<4) func damagedBytesAreSurvived(_ part: Int) throws {
        var generator = AnonymousSetGenerator(random: Seeded(UInt64(part) &* 7919 &+ 5))
        let context = TableContext(family: .ip, rawExpression: ExpressionBytes.raw)
        var (refused, read) = (0, 0)
        for _ in 0..<Seeded.rounds(10_000) {
            guard var raw = ExpressionBytes.raw(generator.expression()), var set = raw.set else { continue }
            let place = Int(generator.random.next() % UInt64(set.elements.count + 2))
            switch place {
            case 0: FuzzTests.damage(&raw.data, &generator.random)
            case 1: FuzzTests.damage(&set.attributes, &generator.random)
            default: FuzzTests.damage(&set.elements[place - 2], &generator.random)
            }
            raw.set = set
            guard let expression = try? ExpressionBytes.expression(raw) else {
                refused += 1
                continue
            }
            read += 1
            _ = try? Batch(
                operations: [.init(.addRule(CompiledRule(expressions: [expression]), chain: "c", .append), family: .ip, table: "t")],
                generation: nil, firstSequence: 1)
            // A diff shows it in words as far as there are any.
            let load = Expression.payload(.init(base: 2, offset: 2, length: 2, register: 1))
            _ = Lifting.lift(CompiledRule(expressions: [load, expression]), in: context)
            if let again = ExpressionBytes.raw(expression) { #expect(try ExpressionBytes.expression(again) == expression) }
        }
        #expect(refused > Seeded.rounds(1000) && read > Seeded.rounds(1000), "\(refused) refused, \(read) read: the damage says too little")
    }
}

extension Expression {
    fileprivate var anonymousSet: AnonymousSet? {
        switch self {
        case .lookup(let lookup): if case .anonymous(let set) = lookup.set { set } else { nil }
        case .objrefMap(_, .anonymous(let set)): set
        default: nil
        }
    }
}

extension [UInt8] {
    /// Without the header of the list's entry.
    fileprivate var inside: [UInt8] { Array(dropFirst(4)) }
}

/// Anonymous sets and maps of all kinds, with all that the kernel keeps of an element.
private struct AnonymousSetGenerator {
    var random: Seeded

    mutating func expression() -> Expression {
        let source = Expression.Register(1 + random.next() % 4)
        switch random.next() % 4 {
        case 0: return .objrefMap(source: source, set: .anonymous(set(.object)))
        case 1: return .lookup(.init(source: source, set: .anonymous(set(.verdict)), register: 0))
        case 2: return .lookup(.init(source: source, set: .anonymous(set(.value)), register: 2))
        default: return .lookup(.init(source: source, set: .anonymous(set(nil)), flags: chance() ? 1 : 0))
        }
    }

    private enum Data { case value, verdict, object }

    private mutating func set(_ data: Data?) -> AnonymousSet {
        // NFT_SET_ANONYMOUS, CONSTANT, and what follows from what it holds.
        var specification = SetSpecification(flags: 3, keyType: UInt32(random.next() % 4000), keyLength: 4)
        switch random.next() % 3 {
        case 0: specification.flags |= 4
        case 1:
            specification.fieldLengths = [4, 2]
            specification.keyLength = 8
            specification.flags |= chance() ? 0x84 : 0x80
        default: break
        }
        switch data {
        case nil: break
        case .verdict:
            specification.flags |= 8
            specification.dataType = 0xffff_ff00
        case .value:
            specification.flags |= 8
            (specification.dataType, specification.dataLength) = (19, 4)
        case .object:
            specification.flags |= 0x40
            specification.objectType = 1
        }
        if chance() { specification.size = 1 + UInt32(random.next() % 100) }
        if chance() { specification.policy = 1 }
        if chance() {
            specification.flags |= 0x10
            specification.timeout = random.next() % 100_000
        }
        if chance() { specification.gcInterval = 1000 }
        if chance() { specification.userdata = [0, 4, 2, 0, 0, 0] }
        if chance() { specification.expressions = Array(stateful.prefix(Int(random.next() % 3))) }
        let count = Int(random.next() % 12)
        let elements = (0..<count).map { element(UInt8($0), data, in: specification) }
        return AnonymousSet(specification: specification, elements: elements.shuffled(using: &random))
    }

    private let stateful: [Expression] = [
        .counter(bytes: 5, packets: 2), .limit(rate: 1, unit: 2, burst: 3, type: 0, flags: 0), .quota(bytes: 9, flags: 1, consumed: 4),
    ]

    /// Each with another key.
    private mutating func element(_ number: UInt8, _ data: Data?, in specification: SetSpecification) -> SetElement {
        var key = [number] + (1..<Int(specification.keyLength)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        var element = SetElement(key: key)
        if number == 0, chance() {
            element = SetElement(key: [], flags: 2)
        } else if specification.flags & 4 != 0 {
            if specification.fieldLengths.isEmpty {
                if chance() { element.flags = 1 }
            } else {
                key[0] |= 0x80
                element.keyEnd = key
            }
        }
        if element.flags & 1 == 0 {
            switch data {
            case nil: break
            case .value: element.data = .value((0..<4).map { _ in UInt8(truncatingIfNeeded: random.next()) })
            case .verdict:
                element.data = .verdict(
                    chance() ? .init(code: chance() ? -3 : -4, chain: .named("chain \(number)")) : .init(code: Int32(random.next() % 2)))
            case .object: element.data = .object("object-\(number)")
            }
            if chance() { element.timeout = 1 + random.next() % 1_000_000 }
            if chance() { element.expiration = 1 + random.next() % 1_000_000 }
            if chance() { element.userdata = [0, 6] + Array("hello".utf8) + [0] }
            if chance() { element.expressions = Array(stateful.prefix(Int(random.next() % 4))) }
        }
        return element
    }

    private mutating func chance() -> Bool { random.next() % 2 == 0 }
}
