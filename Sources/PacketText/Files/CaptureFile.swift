import WeirModel

/// A packet of a capture file.
package struct CapturedPacket: Sendable, Hashable {
    /// From 1.
    package var number: Int
    /// Nanoseconds since 1970; `nil` if the file does not tell.
    package var time: UInt64?
    package var linkType: LinkType
    /// The link that the file names.
    package var link: String?
    package var bytes: [UInt8]

    /// The link types that a packet can be read of. Raw values are those of `LINKTYPE_…`.
    package enum LinkType: UInt32, Sendable, CaseIterable {
        case ethernet = 1
        /// IPv4 or IPv6 without a link header.
        case raw = 101
        case rawIPv4 = 228
        case rawIPv6 = 229
        /// `tcpdump -i any`
        case cooked = 113
        case cooked2 = 276
    }
}

/// Files of tcpdump, Wireshark and the like: pcap and pcapng.
package enum CaptureFile {
    /// - Parameter name: for messages.
    package static func packets(in bytes: [UInt8], name: String) throws(PacketTextError) -> [CapturedPacket] {
        var reader = CaptureReader(bytes: bytes, name: name)
        guard bytes.count >= 4 else { throw reader.failure("a capture file begins with a header of 24 bytes: this has \(bytes.count)") }
        let magic: UInt32 = try reader.number()
        switch magic {
        case PcapngSection.block:
            reader.offset = 0
            return try pcapng(&reader)
        case 0xa1b2_c3d4: return try pcap(&reader, fraction: 1000)
        case 0xd4c3_b2a1:
            reader.isSwapped = true
            return try pcap(&reader, fraction: 1000)
        case 0xa1b2_3c4d: return try pcap(&reader, fraction: 1)
        case 0x4d3c_b2a1:
            reader.isSwapped = true
            return try pcap(&reader, fraction: 1)
        default:
            throw reader.failure(
                "neither a pcap nor a pcapng file", at: 0, help: "`tcpdump -w FILE` writes one; packets as JSON end in .jsonl")
        }
    }

    package static func isCaptureFile(_ bytes: some Collection<UInt8>) -> Bool {
        [
            [0x0a, 0x0d, 0x0d, 0x0a], [0xa1, 0xb2, 0xc3, 0xd4], [0xd4, 0xc3, 0xb2, 0xa1], [0xa1, 0xb2, 0x3c, 0x4d],
            [0x4d, 0x3c, 0xb2, 0xa1],
        ]
        .contains { bytes.starts(with: $0) }
    }

    /// - Parameter fraction: nanoseconds in the unit of a time's second half.
    private static func pcap(_ reader: inout CaptureReader, fraction: UInt64) throws(PacketTextError) -> [CapturedPacket] {
        let major: UInt16 = try reader.number()
        guard major == 2 else { throw reader.failure("version \(major) of pcap, of which 2 is known", at: 4) }
        reader.offset = 16
        let longest: UInt32 = try reader.number()
        // The upper bits tell of a checksum after the frame.
        let number: UInt32 = try reader.number()
        let type = try reader.linkType(number & 0x0fff_ffff, at: 20)
        var packets: [CapturedPacket] = []
        while !reader.isAtEnd {
            let seconds: UInt32 = try reader.number()
            let part: UInt32 = try reader.number()
            let bytes = try reader.packet(packets.count + 1, longest: max(longest, CaptureReader.longest))
            packets.append(
                CapturedPacket(
                    number: packets.count + 1, time: UInt64(seconds) * 1_000_000_000 &+ UInt64(part) * fraction, linkType: type,
                    bytes: bytes))
        }
        return packets
    }

    private static func pcapng(_ reader: inout CaptureReader) throws(PacketTextError) -> [CapturedPacket] {
        var packets: [CapturedPacket] = []
        var section = PcapngSection()
        while !reader.isAtEnd { try section.readBlock(&reader, into: &packets) }
        return packets
    }
}

/// The bytes of a capture file, with the place that has been read to.
struct CaptureReader {
    let bytes: [UInt8]
    let name: String
    var offset = 0
    /// Whether the writer's byte order was the other one.
    var isSwapped = false
    /// The end of what may be read.
    var end: Int

    /// libpcap's `MAXIMUM_SNAPLEN`.
    static let longest: UInt32 = 262_144

    init(bytes: [UInt8], name: String) {
        self.bytes = bytes
        self.name = name
        end = bytes.count
    }

    var isAtEnd: Bool { offset >= end }

    func failure(_ message: String, at place: Int? = nil, help: String? = nil) -> PacketTextError {
        PacketTextError(.file(name, offset: min(place ?? offset, bytes.count)), message, help: help)
    }

    mutating func number<Number: FixedWidthInteger>() throws(PacketTextError) -> Number {
        let raw = try take(MemoryLayout<Number>.size)
        let little = raw.reversed().reduce(Number(0)) { $0 << 8 | Number(truncatingIfNeeded: $1) }
        return isSwapped ? little.byteSwapped : little
    }

    mutating func take(_ count: Int) throws(PacketTextError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= end - offset else {
            throw failure(
                "the file is cut off: \(count) bytes should follow, and \(max(end - offset, 0)) do", help: "capture the packets again")
        }
        defer { offset += count }
        return bytes[offset..<offset + count]
    }

    func linkType(_ number: UInt32, at place: Int) throws(PacketTextError) -> CapturedPacket.LinkType {
        // Files of BSDs have the system's own numbers for raw IP.
        let number = number == 12 || number == 14 ? CapturedPacket.LinkType.raw.rawValue : number
        guard let type = CapturedPacket.LinkType(rawValue: number) else {
            throw failure(
                "packets of link type \(number) can't be read", at: place,
                help: "capture on an Ethernet link, or with `-i any`: Ethernet, raw IP and Linux cooked captures are read")
        }
        return type
    }

    /// The lengths of a packet, and its bytes.
    mutating func packet(_ number: Int, longest: UInt32) throws(PacketTextError) -> [UInt8] {
        let place = offset
        let captured: UInt32 = try self.number()
        let original: UInt32 = try self.number()
        return try packet(number, captured, original, longest: longest, at: place)
    }

    mutating func packet(
        _ number: Int, _ captured: UInt32, _ original: UInt32, longest: UInt32, at place: Int
    ) throws(PacketTextError) -> [UInt8] {
        guard captured <= longest else {
            throw failure(
                "packet \(number) has a length of \(captured) bytes, of at most \(longest)", at: place, help: "the file is damaged")
        }
        guard captured <= original else {
            throw failure(
                "of packet \(number), \(captured) of \(original) bytes are said to be here", at: place, help: "the file is damaged")
        }
        let bytes = Array(try take(Int(captured)))
        guard captured == original else {
            throw failure(
                "only \(captured) of the \(original) bytes of packet \(number) were captured", at: place,
                help: "capture with `tcpdump -s 0`")
        }
        return bytes
    }
}
