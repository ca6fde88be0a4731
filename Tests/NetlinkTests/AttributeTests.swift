import Netlink
import Tags
import Testing

@Suite(.tags(.pure)) struct AttributeTests {
    private func reading<Value>(_ bytes: [UInt8], _ read: (Payload) -> Value) -> Value { bytes.withUnsafeBytes { read(Payload($0)) } }

    @Test func numbersThatDoNotFitAreNone() {
        reading([1, 2, 3, 4, 5]) { payload in
            #expect(payload.number(UInt32.self) == 0x0403_0201 && payload.network(UInt16.self, at: 3) == 0x0405)
            #expect(payload.number(UInt32.self, at: 2) == nil && payload.number(UInt8.self, at: -1) == nil)
            #expect(payload.number(UInt8.self, at: .max) == nil && payload.number(UInt64.self) == nil)
            #expect(payload.exactly(UInt32.self) == nil && payload.slice(.max, .max) == nil && payload.slice(4, 2) == nil)
            #expect(payload.slice(5, 0)?.count == 0 && payload.dropFirst(6).count == 0)
        }
    }

    @Test(arguments: [[0, 0, 1, 0], [3, 0, 1, 0], [5, 0, 1, 0], [255, 255, 255, 255], [4, 0, 1], [4, 0, 1, 0, 9]] as [[UInt8]])
    func lengthsThatDoNotFitEndTheAttributes(_ bytes: [UInt8]) {
        reading([8, 0, 7, 0, 1, 2, 3, 4] + bytes) { payload in
            var iterator = payload.attributes.makeIterator()
            #expect(iterator.next()?.payload.array == [1, 2, 3, 4])
            while iterator.next() != nil {}
            #expect(!iterator.isComplete)
            #expect(!payload.attributes.areWhole)
        }
    }

    /// The padding of the last one may be missing.
    @Test func attributesInTheirOrder() {
        reading([6, 0, 1, 0x80, 7, 8, 0, 0, 5, 0, 2, 0x40, 9]) { payload in
            var iterator = payload.attributes.makeIterator()
            #expect(iterator.next()?.rawType == 0x8001)
            let last = iterator.next()
            #expect(last?.type == 2 && last?.rawType == 0x4002 && last?.payload.array == [9])
            #expect(iterator.next() == nil && iterator.isComplete)
            #expect(payload.attributes[attribute: 1]?.array == [7, 8] && payload.attributes[attribute: 3] == nil)
        }
    }

    @Test func aStructEndsWithItsBytes() {
        reading([1, 0, 2, 3, 4]) { payload in
            var reader = StructReader(payload)
            #expect(reader.next(UInt16.self) == 1 && reader.next(2)?.array == [2, 3])
            #expect(reader.next(UInt16.self) == nil && reader.next(UInt8.self) == nil)
        }
    }
}
