import ModelGenerators
import Netfilter
import Tags
import Testing

@Suite(.tags(.pure)) struct SetElementsTests {
    /// Whatever order they come in: those that are rows, and those that are not.
    @Test(arguments: 0..<50) func areWhatWasPut(_ seed: Int) {
        var random = Seeded(UInt64(seed))
        var pool =
            Samples.elements + [SetElement(key: [1, 2, 3, 4]), SetElement(key: [1, 2, 3, 5]), SetElement(key: [4], data: .value([1]))]
        pool.shuffle(using: &random)
        let elements = (0..<20).map { _ in pool[Int(random.next() % UInt64(pool.count))] }
        let packed = SetElements(elements)
        #expect(packed.count == elements.count)
        #expect(Array(packed) == elements)
        #expect(packed.indices.map { packed[$0] } == elements)
        var seen = 0
        packed.forEachStored(from: 7) { _ in
            seen += 1
            return true
        }
        #expect(seen == elements.count - 7)
        #expect(packed == SetElements(elements))
        #expect(packed.hasSameElements(as: SetElements(elements.shuffled(using: &random))))
    }

    @Test func aMillionIntervalEndsAreFewMegabytes() {
        var elements = SetElements()
        for number in UInt32(0)..<1_000_000 {
            withUnsafeBytes(of: number.bigEndian) { elements.append(key: $0, flags: UInt8(number & 1)) }
        }
        #expect(elements.isPacked)
        #expect(elements[999_999] == SetElement(key: [0, 0x0f, 0x42, 0x3f], flags: 1))
        let bytes = elements.withRows { rows, flags, _ in rows.count + flags.count }
        #expect(bytes == 5_000_000)
    }

    @Test func differInOneElement() {
        let one = SetElements([SetElement(key: [1]), SetElement(key: [2], flags: 1), SetElement(key: [2])])
        #expect(one.hasSameElements(as: SetElements([SetElement(key: [2]), SetElement(key: [1]), SetElement(key: [2], flags: 1)])))
        #expect(!one.hasSameElements(as: SetElements([SetElement(key: [2]), SetElement(key: [1]), SetElement(key: [2])])))
        #expect(!one.hasSameElements(as: SetElements([SetElement(key: [2]), SetElement(key: [1])])))
        #expect(
            !one.hasSameElements(
                as: SetElements([SetElement(key: [1], data: .value([1])), SetElement(key: [2], flags: 1), SetElement(key: [2])])))
    }
}
