import ModelGenerators
import Tags
import Testing

@testable import WeirModel

@Suite(.tags(.pure)) struct ElementListTests {
    private static func address(_ number: UInt128) -> Value { .number(number, .ipv4Address) }

    @Test func isWhatWasAppended() {
        for seed in 0..<Seeded.rounds(2000) as Range<UInt64> {
            var generator = ModelGenerator(seed: seed)
            let list = generator.elements()
            let elements = Array(list)
            #expect(ElementList(elements) == list)
            #expect(Array(ElementList(elements)) == elements)
            #expect(Set([list, ElementList(elements)]).count == 1)
        }
    }

    @Test func aMillionIntervalsAreEightMegabytes() {
        var builder = ElementList.Builder(types: [.ipv4Address], capacity: 1_000_000)
        for number in 0..<1_000_000 as Range<UInt128> { builder.append(lower: [number << 8], upper: [number << 8 | 0xff]) }
        let list = builder.list
        #expect(list.count == 1_000_000)
        #expect(list.withRows { $0.bytes.count } == 8_000_000)
        #expect(list[999_999] == Element(.ranges(lower: [Self.address(999_999 << 8)], upper: [Self.address(999_999 << 8 | 0xff)])))
    }

    @Test func rowsAreInNetworkOrder() {
        let list: ElementList = [
            Element(.values([Self.address(0x0a00_0001), .number(80, .inetService)]), data: .values([.number(1, .mark)]), timeout: 5000),
            Element(
                .ranges(lower: [Self.address(0x0a00_0000), .number(1, .inetService)], upper: [Self.address(0x0a00_00ff), .number(9, .inetService)]),
                data: .values([.number(2, .mark)])),
        ]
        list.withRows { rows in
            #expect(Array(rows.lower(0)) == [10, 0, 0, 1, 0, 80])
            #expect(Array(rows.upper(0)) == [10, 0, 0, 1, 0, 80])
            #expect(Array(rows.lower(1)) == [10, 0, 0, 0, 0, 1])
            #expect(Array(rows.upper(1)) == [10, 0, 0, 255, 0, 9])
            #expect(Array(rows.data(1)) == [0, 0, 0, 2])
            #expect(rows.timeout(0) == 5000)
            #expect(rows.timeout(1) == nil)
        }
    }

    @Test func verdictsAreSharedByTheirRows() {
        let list = ElementList(
            (0..<100 as Range<UInt128>).map {
                Element(.values([.number($0, .inetService)]), data: .verdict($0 % 2 == 0 ? .accept : .jump(.named("a"))))
            })
        #expect(list.whole.isEmpty)
        #expect(list.indexedData == [.verdict(.accept), .verdict(.jump(.named("a")))])
        #expect(list.withRows { rows in rows.dataIndex(3) } == 1)
    }

    @Test func whatNoRowHoldsIsKeptWhole() {
        let list: ElementList = [
            Element(.values([.text("eth0", .ifname)])), Element(.values([Self.address(1)])), Element(.catchAll),
            Element(.values([Self.address(2)]), comment: "two"), Element(.values([.number(1, .ipv6Address)])),
            Element(.values([Self.address(1 << 40)])),
        ]
        #expect(list.whole.keys.sorted() == [0, 2, 3, 4, 5])
        #expect(list[5] == Element(.values([Self.address(1 << 40)])))
    }

    /// It makes a set of its own kind: nft's `{ 10.0.0.1/32 }` is one of intervals.
    @Test func anIntervalOfOneValueStaysOne() {
        let interval = Element(.ranges(lower: [Self.address(1)], upper: [Self.address(1)]))
        let list: ElementList = [interval, Element(.values([Self.address(2)]))]
        #expect(list[0] == interval)
        #expect(list.whole.keys.sorted() == [0])
    }

    @Test func aBuilderRefusesWhatDoesNotFit() {
        var builder = ElementList.Builder(types: [.inetService])
        let tooLarge = builder.append(lower: [65536], upper: [65536])
        let tooMany = builder.append(lower: [1, 2], upper: [1, 2])
        #expect(!tooLarge && !tooMany)
        #expect(builder.list.isEmpty)
    }

    @Test func equalityDoesNotDependOnTheLayout() {
        var builder = ElementList.Builder(types: [.ipv4Address], intervals: true)
        builder.append(lower: [7], upper: [7])
        #expect(builder.list == [Element(.values([Self.address(7)]))])
        #expect(builder.list.hashValue == ([Element(.values([Self.address(7)]))] as ElementList).hashValue)
    }
}
