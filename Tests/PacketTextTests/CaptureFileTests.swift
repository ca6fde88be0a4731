import Tags
import Testing
import WeirModel

@testable import PacketText

/// Files that tcpdump 4.99.3 and editcap 4.0.17 have written, of a datagram with `hi` from 192.0.2.1:40000 to 192.0.2.2:53.
@Suite(.tags(.pure)) struct CaptureFileTests {
    static let ethernet = bytes(
        "d4c3b2a102000400000000000000000000000400010000002ba30d6ba6a705002c0000002c0000000200000000020200000000010800"
            + "4500001e58af400040115e1cc0000201c00002029c400035000a841f6869")
    /// `-i any`
    static let cooked = bytes(
        "d4c3b2a1020004000000000000000000000004001401000030a30d6b2b3a0e00320000003200000008000000000000030001040602000000"
            + "000100004500001e5c5e400040115a6dc0000201c00002029c400035000a841f6869")
    /// `-s 20`
    static let snapped = bytes(
        "d4c3b2a1020004000000000000000000140000000100000039a30d6b73e70500140000002c00000002000000000202000000000108004500001e5e18")
    static let nextGeneration = bytes(
        "0a0d0d0a6c0000004d3c2b1a01000000ffffffffffffffff0400450045646974636170202857697265736861726b2920342e302e31372028"
            + "4769742076342e302e3137207061636b6167656420617320342e302e31372d302b6465623132753329000000000000006c0000000100000014"
            + "000000010000000000040014000000060000004c0000000000000080610600668804d72c0000002c0000000200000000020200000000010800"
            + "4500001e58af400040115e1cc0000201c00002029c400035000a841f68694c000000")

    static let words = "ip saddr 192.0.2.1 ip daddr 192.0.2.2 udp sport 40000 udp dport 53"

    static func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
    }

    /// The other byte order of pcap's own numbers.
    static func swapped(_ bytes: [UInt8]) -> [UInt8] {
        var swapped = bytes
        for (start, count) in [(0, 4), (4, 2), (6, 2), (16, 4), (20, 4), (24, 4), (28, 4), (32, 4), (36, 4)] {
            swapped.replaceSubrange(start..<start + count, with: bytes[start..<start + count].reversed())
        }
        return swapped
    }

    static let files: [(name: String, bytes: [UInt8])] = [
        ("Ethernet", ethernet), ("Ethernet, other byte order", swapped(ethernet)), ("cooked", cooked), ("pcapng", nextGeneration),
        // As `tcpdump -y RAW` has it: without the Ethernet header.
        ("raw", ethernet[..<20] + [101, 0, 0, 0] + ethernet[24..<32] + [30, 0, 0, 0, 30, 0, 0, 0] + ethernet[54...]),
    ]

    @Test(arguments: files.indices) func thePacketIsRead(_ index: Int) throws {
        let packets = try CaptureFile.packets(in: Self.files[index].bytes, name: "a.pcap")
        let packet = try #require(packets.first)
        #expect(packets.count == 1)
        let given = try packet.given(at: "eth0", hardwareAddress: 0x0200_0000_0002, file: "a.pcap")
        #expect(PacketDescription(given).words == Self.words)
        #expect(given.origin == (packet.linkType == .cooked2 ? .local : .wire))
    }

    @Test func timesHaveNanoseconds() throws {
        func time(_ bytes: [UInt8]) throws -> UInt64? { try CaptureFile.packets(in: bytes, name: "a.pcap").first?.time }
        #expect(try time(Self.ethernet) == 1_796_055_851_370_598_000)
        #expect(try time(Self.nextGeneration) == 1_796_055_851_370_598_000)
        var nano = Self.ethernet
        nano.replaceSubrange(0..<4, with: [0x4d, 0x3c, 0xb2, 0xa1])
        #expect(try time(nano) == 1_796_055_851_000_370_598)
        #expect(try time(Self.swapped(nano)) == 1_796_055_851_000_370_598)
    }

    @Test(arguments: ["Ethernet", "cooked", "pcapng"]) func aCutFileIsRefusedWithItsPlace(_ name: String) throws {
        let file = try #require(Self.files.first { $0.name == name }).bytes
        let whole = [24, 128, 108]
        for count in file.indices where !whole.contains(count) {
            let error = #expect(throws: PacketTextError.self, "\(count) bytes") { try CaptureFile.packets(in: Array(file[..<count]), name: "a.pcap") }
            guard case .file("a.pcap", let offset)? = error?.source else {
                Issue.record("no place")
                continue
            }
            #expect(offset <= count)
        }
    }

    static func changed(_ offset: Int, _ bytes: UInt8..., of file: [UInt8] = ethernet) -> [UInt8] {
        var file = file
        file.replaceSubrange(offset..<offset + bytes.count, with: bytes)
        return file
    }

    static let damage: [(bytes: [UInt8], offset: Int, message: String)] = [
        (changed(32, 45), 32, "45 of 44 bytes"), (changed(35, 127), 32, "at most 262144"), (snapped, 32, "only 20 of the 44 bytes"),
        (changed(20, 127), 20, "link type 127"), (changed(4, 3), 4, "version 3"), (changed(0, 7), 0, "neither a pcap"),
        (changed(112, 21, of: nextGeneration), 112, "21 bytes"), (changed(124, 24, of: nextGeneration), 124, "lengths differ"),
        (changed(116, 127, of: nextGeneration), 116, "link type 127"), (changed(136, 9, of: nextGeneration), 140, "link 9"),
        (changed(8, 0, of: nextGeneration), 8, "byte order"),
    ]

    @Test(arguments: damage.indices) func lengthsThatLieAreRefused(_ index: Int) throws {
        let (bytes, offset, message) = Self.damage[index]
        let error = try #require(throws: PacketTextError.self) { try CaptureFile.packets(in: bytes, name: "a.pcap") }
        #expect(error.source == .file("a.pcap", offset: offset), "\(error)")
        #expect(error.message.contains(message), "\(error)")
    }

    /// Each byte as any other: refused or read, and never a trap.
    @Test func noByteCrashesTheReader() throws {
        for (_, file) in Self.files {
            for index in file.indices {
                for value: UInt8 in [0, 1, 0x7f, 0x80, 0xff] {
                    let packets = try? CaptureFile.packets(in: Self.changed(index, value, of: file), name: "a.pcap")
                    for packet in packets ?? [] {
                        guard let given = try? packet.given(at: "eth0", hardwareAddress: nil, file: "a.pcap") else { continue }
                        _ = PacketDescription(given).words
                    }
                }
            }
        }
    }
}
