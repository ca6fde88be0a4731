import WeirModel

/// A section of a pcapng file: a byte order, and the links that its packets refer to.
struct PcapngSection {
    /// The type of a section's first block, the same in both byte orders.
    static let block: UInt32 = 0x0a0d_0d0a

    private struct Link {
        var type: CapturedPacket.LinkType
        var longest: UInt32
        var name: String?
        /// In a second.
        var ticks: UInt64
    }
    /// Those whose packets can't be read are absent: a file may have some without packets.
    private var links: [(type: UInt32, place: Int, link: Link?)] = []

    mutating func readBlock(_ reader: inout CaptureReader, into packets: inout [CapturedPacket]) throws(PacketTextError) {
        let start = reader.offset
        var type: UInt32 = try reader.number()
        if type == Self.block {
            let place = reader.offset
            reader.offset = place + 4
            reader.isSwapped = false
            let order: UInt32 = try reader.number()
            guard order == 0x1a2b_3c4d || order == 0x4d3c_2b1a else {
                throw reader.failure("the byte order of the section is unknown", at: place + 4)
            }
            reader.isSwapped = order != 0x1a2b_3c4d
            reader.offset = place
            links = []
            type = Self.block
        }
        let lengthPlace = reader.offset
        let length: UInt32 = try reader.number()
        guard length >= 12, length % 4 == 0, let size = Int(exactly: length) else {
            throw reader.failure(
                "a block of \(length) bytes, which is no multiple of four from 12 on", at: lengthPlace, help: "the file is damaged")
        }
        guard size <= reader.bytes.count - start else {
            throw reader.failure(
                "the file is cut off: the block has \(size) bytes, and \(reader.bytes.count - start) are here", at: start,
                help: "capture the packets again")
        }
        reader.end = start + size - 4
        try readBody(of: type, &reader, into: &packets)
        reader.offset = reader.end
        reader.end = reader.bytes.count
        let trailer: UInt32 = try reader.number()
        guard trailer == length else {
            throw reader.failure(
                "the block's lengths differ: \(length) before it, \(trailer) after it", at: reader.offset - 4, help: "the file is damaged")
        }
    }

    private mutating func readBody(of type: UInt32, _ reader: inout CaptureReader, into packets: inout [CapturedPacket])
        throws(PacketTextError)
    {
        switch type {
        case Self.block:
            reader.offset += 4
            let major: UInt16 = try reader.number()
            guard major == 1 else { throw reader.failure("version \(major) of pcapng, of which 1 is known", at: reader.offset - 2) }
        case 1: try readLink(&reader)
        case 2, 6:
            // The old form has a count of drops beside the link.
            let number: UInt32
            if type == 6 {
                number = try reader.number()
            } else {
                let short: UInt16 = try reader.number()
                number = UInt32(short)
                reader.offset += 2
            }
            let link = try self.link(number, reader)
            let high: UInt32 = try reader.number()
            let low: UInt32 = try reader.number()
            let bytes = try reader.packet(packets.count + 1, longest: link.longest)
            add(bytes, link, time: UInt64(high) << 32 | UInt64(low), to: &packets)
        case 3:
            let link = try self.link(0, reader)
            let place = reader.offset
            let original: UInt32 = try reader.number()
            let room = UInt32(clamping: reader.end - reader.offset)
            let bytes = try reader.packet(packets.count + 1, min(original, room), original, longest: link.longest, at: place)
            add(bytes, link, time: nil, to: &packets)
        default: return
        }
    }

    private func add(_ bytes: [UInt8], _ link: Link, time: UInt64?, to packets: inout [CapturedPacket]) {
        let nanoseconds = time.map { ticks in
            let (seconds, rest) = ticks.quotientAndRemainder(dividingBy: link.ticks)
            return seconds &* 1_000_000_000 &+ UInt64(Double(rest) / Double(link.ticks) * 1e9)
        }
        packets.append(
            CapturedPacket(number: packets.count + 1, time: nanoseconds, linkType: link.type, link: link.name, bytes: bytes))
    }

    private func link(_ number: UInt32, _ reader: CaptureReader) throws(PacketTextError) -> Link {
        guard links.indices.contains(Int(number)) else {
            throw reader.failure("a packet of link \(number), of which the file tells nothing", help: "the file is damaged")
        }
        let entry = links[Int(number)]
        if let link = entry.link { return link }
        // Its type is unknown.
        _ = try reader.linkType(entry.type, at: entry.place)
        throw reader.failure("the link's resolution of time is unknown", at: entry.place)
    }

    private mutating func readLink(_ reader: inout CaptureReader) throws(PacketTextError) {
        let place = reader.offset
        let number: UInt16 = try reader.number()
        reader.offset += 2
        let longest: UInt32 = try reader.number()
        var name: String?
        var ticks: UInt64? = 1_000_000
        while reader.end - reader.offset >= 4 {
            let code: UInt16 = try reader.number()
            let length: UInt16 = try reader.number()
            guard code != 0 else { break }
            let value = try reader.take(Int(length))
            reader.offset += (4 - Int(length) % 4) % 4
            switch code {
            case 2: name = String(outside: value.prefix { $0 != 0 })
            case 9: ticks = value.first.flatMap(Self.ticks)
            default: continue
            }
        }
        let type = try? reader.linkType(UInt32(number), at: place)
        let link = type.flatMap { type in
            ticks.map { Link(type: type, longest: max(longest, CaptureReader.longest), name: name, ticks: $0) }
        }
        links.append((UInt32(number), place, link))
    }

    /// `if_tsresol`: a negative power of ten, or of two.
    private static func ticks(_ resolution: UInt8) -> UInt64? {
        let exponent = resolution & 0x7f
        if resolution & 0x80 != 0 { return exponent < 64 ? 1 << UInt64(exponent) : nil }
        guard exponent < 20 else { return nil }
        return (0..<exponent).reduce(1) { power, _ in power * 10 }
    }
}
