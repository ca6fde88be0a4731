import Netlink
import Tags
import Testing

@Suite(.tags(.pure)) struct MessageTests {
    /// `tc qdisc add dev lo handle 1: root sfq` as strace shows it: header, `struct tcmsg`, TCA_KIND.
    private static let stock: [UInt8] = [
        44, 0, 0, 0, 36, 0, 5, 6, 9, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 255, 255, 255, 255, 0, 0, 0, 0,
        8, 0, 1, 0, 115, 102, 113, 0,
    ]

    @Test func aMessageIsWrittenAsStockToolsWriteIt() {
        let writer = MessageWriter()
        writer.begin(type: 36, flags: 0x600 | 4)
        writer.append(UInt32(0))
        writer.append(UInt32(1))
        writer.append(UInt32(0x1_0000))
        writer.append(UInt32.max)
        writer.append(UInt32(0))
        writer.put(1, text: "sfq")
        writer.end()
        writer.number(messageAt: 0, 9)
        #expect(writer.array == Self.stock)
    }

    @Test func nestsAndStructsAreClosed() {
        let writer = MessageWriter()
        writer.nest(2) { nest in
            nest.put(1, UInt8(7))
            nest.structure(3) { $0.append([1, 2, 3]) }
        }
        #expect(writer.array == [20, 0, 2, 0x80, 5, 0, 1, 0, 7, 0, 0, 0, 7, 0, 3, 0, 1, 2, 3, 0])
        #expect(writer.takeFailure() == nil)
    }

    @Test func aBufferGrows() {
        let writer = MessageWriter(capacity: 0)
        for number in 0..<UInt32(10_000) { writer.put(1, number) }
        #expect(writer.count == 80_000 && writer.array.suffix(8) == [8, 0, 1, 0, 0x0f, 0x27, 0, 0])
    }

    @Test func whatNoAttributeHoldsIsAFailure() {
        let tooLarge: [(MessageWriter) -> Void] = [
            { $0.put(1, [UInt8](repeating: 0, count: 65532)) },
            { $0.put(1, text: "a\u{0}b") },
            { $0.put(1, text: String(repeating: "x", count: 5000)) },
            { $0.nest(1) { for _ in 0..<9000 { $0.put(1, UInt32(0)) } } },
        ]
        for write in tooLarge {
            let writer = MessageWriter()
            write(writer)
            #expect(writer.takeFailure() != nil && writer.takeFailure() == nil)
        }
    }

    @Test func messagesOfADatagram() {
        let two = Self.stock + Self.stock
        for (bytes, count, isWhole) in [
            (two, 2, true), (two.dropLast(4), 1, false), (Self.stock + [1, 0, 0, 0], 1, false), ([], 0, true),
            ([15] + Self.stock.dropFirst(), 0, false), ([255, 255, 255, 255] + Self.stock.dropFirst(4), 0, false),
        ] as [([UInt8], Int, Bool)] {
            bytes.withUnsafeBytes {
                var messages = MessageSequence($0)
                var found = 0
                while messages.next() != nil { found += 1 }
                #expect(found == count && messages.isWhole == isWhole)
            }
        }
    }

    /// The answer of Linux 6.18 to `tc qdisc del dev lo root` without a qdisc: the error number, the request, and a text.
    private static let words: [UInt8] =
        [
            100, 0, 0, 0, 2, 0, 0, 2, 9, 0, 0, 0, 0x2e, 0x53, 0, 0, 0xfe, 0xff, 0xff, 0xff, 36, 0, 0, 0, 37, 0, 5, 0, 9, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 44, 0, 1, 0,
        ] + Array("Cannot delete qdisc with handle of zero".utf8) + [0]

    /// The same of a socket with NETLINK_CAP_ACK, which gets the header of its request alone.
    private static let cappedWords = [80, 0, 0, 0, 2, 0, 0, 3] + words[8..<36] + words[56...]

    /// And to `nft delete table ip nope`: the attribute at byte 20 of the request is wrong.
    private static let place: [UInt8] = [
        60, 0, 0, 0, 2, 0, 0, 2, 1, 0, 0, 0, 0x70, 0x53, 0, 0, 0xfe, 0xff, 0xff, 0xff, 32, 0, 0, 0, 2, 10, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0,
        2, 0, 0, 0, 9, 0, 1, 0, 0x6e, 0x6f, 0x70, 0x65, 0, 0, 0, 0, 8, 0, 2, 0, 20, 0, 0, 0,
    ]

    private func acknowledgement(_ bytes: [UInt8]) -> Acknowledgement? {
        bytes.withUnsafeBytes { MessageSequence($0).first { _ in true }.flatMap { Acknowledgement($0) } }
    }

    @Test(arguments: [words, cappedWords]) func whatTheKernelSays(_ bytes: [UInt8]) throws {
        let answer = try #require(acknowledgement(bytes))
        #expect(answer.sequence == 9 && answer.remark == "Cannot delete qdisc with handle of zero")
        #expect(answer.error?.errno == 2 && answer.error?.kind == .absent && answer.error?.offset == nil)
        #expect(answer.error?.message == "no such file or directory" && answer.error?.kernelMessage == answer.remark)
    }

    @Test func whereItIsWrong() throws {
        let error = try #require(acknowledgement(Self.place)?.error)
        #expect(error.offset == 20 && error.kernelMessage == nil && error.errno == 2)
    }

    /// Whatever becomes of its bytes, an acknowledgement is read.
    @Test func cutAndDamagedAcknowledgementsAreSurvived() {
        for bytes in [Self.words, Self.cappedWords, Self.place] {
            for place in bytes.indices {
                for value: UInt8 in [0, 1, 0x7f, 0xff] {
                    var damaged = bytes
                    damaged[place] = value
                    _ = acknowledgement(damaged)
                    damaged.replaceSubrange(0..<4, with: [UInt8(place), 0, 0, 0])
                    _ = acknowledgement(damaged)
                }
            }
        }
    }

    /// A number that is missing is no success.
    @Test func damagedAcknowledgements() {
        for body: [UInt8] in [[], [0, 0], [0, 0, 0, 0x80], [1, 0, 0, 0]] {
            #expect(acknowledgement([UInt8(16 + body.count), 0, 0, 0, 2, 0, 0, 2, 9, 0, 0, 0, 0, 0, 0, 0] + body)?.error != nil)
        }
    }
}
