import Netfilter
import WeirModel

extension ConcreteLogic {
    package mutating func load(_ source: Load, into registers: inout RegisterFile<UInt32>, at slot: Int, under condition: Bool) -> Bool {
        guard condition else { return false }
        switch source {
        case .payload(let base, let offset, let length): return payload(base, Int(offset), Int(length), &registers, slot)
        case .meta(let key): return meta(key, &registers, slot)
        case .ct(let key, let direction): return ct(key, direction, &registers, slot)
        case .rt(let key): return rt(key, &registers, slot)
        case .fib(let result, let flags): return fib(result, flags, &registers, slot)
        case .exthdr(let header): return option(header, &registers, slot)
        case .numgen(let type, let modulus, let offset, let source):
            guard type == 0, modulus > 0 else { return isUnknown("a random number", &registers, slot) }
            registers[slot] = hostWord(memory.next(source, modulus) &+ offset)
            return true
        case .symhash: return isUnknown("the flow's hash", &registers, slot)
        case .jhash(let from, let length, let modulus, let seed, let offset, _):
            guard let seed else { return isUnknown("a hash with a random seed", &registers, slot) }
            let words = (0..<((length + 3) / 4)).map { registers[from + $0] }
            let hash = JenkinsHash.hash(
                words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(24 - 8 * $0)) } }.prefix(length), seed)
            registers[slot] = hostWord(UInt32(truncatingIfNeeded: (UInt64(hash) &* UInt64(modulus)) >> 32) &+ offset)
            return true
        // No socket of this host is known to the facts: none is found, and the rule breaks.
        case .socket: return false
        case .osf:
            registers[slot] = 0
            return isUnknown("the operating system of the sender", &registers, slot)
        case .xfrm: return false
        // The packets that are given have come through no tunnel device.
        case .tunnel(let key):
            registers[slot] = 0
            return key == 0
        case .inner: return isUnknown("a tunnel's packet", &registers, slot)
        }
    }

    private mutating func isUnknown(_ why: String, _ registers: inout RegisterFile<UInt32>, _ slot: Int) -> Bool {
        unknown(why)
        registers[slot] = 0
        return true
    }

    // MARK: payload

    private func payload(_ base: UInt32, _ offset: Int, _ length: Int, _ registers: inout RegisterFile<UInt32>, _ slot: Int) -> Bool {
        var from: Int
        switch base {
        case 0:
            guard let link = packet.link, link < packet.network else { return false }
            if let tag = packet.tag, offset + length > 12 { return tagged(tag, link, offset, length, &registers, slot) }
            from = link
        case 1: from = packet.network
        case 2:
            guard let view else { return false }
            // A load of an aligned power of two takes a short cut that does not see that this is a later fragment.
            guard view.fragmentOffset == 0 || ((length == 1 || length == 2 || length == 4) && offset % length == 0) else { return false }
            from = packet.start + view.offset
        case 3:
            guard let inner = innerOffset else { return false }
            from = inner
        default: return false
        }
        from += offset
        guard from >= 0, from + length <= packet.bytes.count else { return false }
        packet.bytes.withUnsafeBufferPointer { bytes in
            var at = 0
            while at < length {
                var word: UInt32 = 0
                for index in at..<(at + 4) { word = word << 8 | (index < length ? UInt32(bytes[from + index]) : 0) }
                registers[slot + at / 4] = word
                at += 4
            }
        }
        return true
    }

    /// What follows a transport header of TCP or UDP.
    var innerOffset: Int? {
        guard let view, view.fragmentOffset == 0 else { return nil }
        let header = packet.start + view.offset
        switch view.kind {
        case TransportProtocol.udp: return header + 8
        case TransportProtocol.tcp: return packet.slice(header, 20).map { header + Int($0[$0.startIndex + 12] >> 4) * 4 }
        default: return nil
        }
    }

    /// A load from a frame whose tag was taken off: as if it were there.
    private func tagged(
        _ tag: Packet.Tag, _ link: Int, _ offset: Int, _ length: Int, _ registers: inout RegisterFile<UInt32>, _ slot: Int
    ) -> Bool {
        guard var whole = packet.slice(link, 12).map(Array.init) else { return false }
        for number in [tag.type, tag.control, packet.etherType] { whole += [UInt8(number >> 8), UInt8(truncatingIfNeeded: number)] }
        if offset + length > 18 { whole += packet.bytes[min(packet.bytes.count, link + 14)...].prefix(offset + length - 18) }
        guard offset + length <= whole.count else { return false }
        store(whole[offset..<(offset + length)], &registers, slot)
        return true
    }

    func store(_ bytes: some Collection<UInt8>, _ registers: inout RegisterFile<UInt32>, _ slot: Int) {
        var word: UInt32 = 0
        var count = 0
        for byte in bytes {
            word = word << 8 | UInt32(byte)
            count += 1
            guard slot + (count - 1) / 4 < Registers.slots else { return }
            if count % 4 == 0 {
                registers[slot + count / 4 - 1] = word
                word = 0
            }
        }
        if count % 4 != 0 { registers[slot + count / 4] = word << UInt32(8 * (4 - count % 4)) }
    }
}

/// Bob Jenkins' hash `lookup3`, as the kernel's `jhash`.
enum JenkinsHash {
    static func hash(_ bytes: some Collection<UInt8>, _ seed: UInt32) -> UInt32 {
        let key = Array(bytes)
        var a: UInt32 = 0xdead_beef &+ UInt32(truncatingIfNeeded: key.count) &+ seed
        var (b, c) = (a, a)
        func rotated(_ word: UInt32, _ bits: UInt32) -> UInt32 { word << bits | word >> (32 - bits) }
        func word(_ at: Int) -> UInt32 { (0..<4).reduce(0) { $0 | (at + $1 < key.count ? UInt32(key[at + $1]) << UInt32(8 * $1) : 0) } }
        var at = 0
        while key.count - at > 12 {
            a = a &+ word(at)
            b = b &+ word(at + 4)
            c = c &+ word(at + 8)
            a = (a &- c) ^ rotated(c, 4)
            c = c &+ b
            b = (b &- a) ^ rotated(a, 6)
            a = a &+ c
            c = (c &- b) ^ rotated(b, 8)
            b = b &+ a
            a = (a &- c) ^ rotated(c, 16)
            c = c &+ b
            b = (b &- a) ^ rotated(a, 19)
            a = a &+ c
            c = (c &- b) ^ rotated(b, 4)
            b = b &+ a
            at += 12
        }
        guard key.count > at else { return c }
        a = a &+ word(at)
        b = b &+ word(at + 4)
        c = c &+ word(at + 8)
        c = (c ^ b) &- rotated(b, 14)
        a = (a ^ c) &- rotated(c, 11)
        b = (b ^ a) &- rotated(a, 25)
        c = (c ^ b) &- rotated(b, 16)
        a = (a ^ c) &- rotated(c, 4)
        b = (b ^ a) &- rotated(a, 14)
        c = (c ^ b) &- rotated(b, 24)
        return c
    }
}
