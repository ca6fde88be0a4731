import Netfilter
import WeirModel

// Extension headers and options.
extension ConcreteLogic {
    mutating func option(_ header: Expression.Exthdr, _ registers: inout RegisterFile<UInt32>, _ slot: Int) -> Bool {
        let isPresence = header.flags & 1 != 0
        let found: (offset: Int, length: Int)?
        switch header.op {
        case 0:
            guard packet.isIPv6 else { return false }
            found = packet.findHeader(header.type).map { ($0.offset + packet.start, packet.bytes.count) }
        case 1: found = tcpOption(header.type)
        case 2:
            guard packet.etherType == EtherType.ipv4 else { return false }
            found = internetOption(header.type)
        case 3: found = chunk(header.type)
        default:
            unknown("an option of a kind that is not known")
            return false
        }
        if isPresence {
            registers[slot] = found == nil ? 0 : 1 << 24
            return true
        }
        guard let found else { return false }
        let (offset, length) = (Int(header.offset), Int(header.length))
        if header.op == 1 || header.op == 2, offset + length > found.length { return false }
        guard let bytes = packet.slice(found.offset + offset, length) else { return false }
        store(bytes, &registers, slot)
        return true
    }

    /// The TCP header with its options, whole.
    private var tcpHeader: (offset: Int, length: Int)? {
        guard let view, view.kind == TransportProtocol.tcp, view.fragmentOffset == 0 else { return nil }
        let start = packet.start + view.offset
        guard packet.slice(start, 20) != nil, let size = packet.byte(start + 12) else { return nil }
        let length = Int(size >> 4) * 4
        return length >= 20 && packet.slice(start, length) != nil ? (start, length) : nil
    }

    /// The end of the list does not end the search, and an option of length 0 counts as one byte, as in the kernel.
    private func tcpOption(_ kind: UInt8) -> (offset: Int, length: Int)? {
        guard let header = tcpHeader else { return nil }
        var at = 20
        while at < header.length - 1 {
            let (type, size) = (packet.bytes[header.offset + at], Int(packet.bytes[header.offset + at + 1]))
            let length = type <= 1 || size == 0 ? 1 : size
            if type == kind { return at + length <= header.length ? (header.offset + at, length) : (header.offset + at, 0) }
            at += length
        }
        return nil
    }

    /// The kernel checks all options first: one that is broken hides all.
    private func internetOption(_ kind: UInt8) -> (offset: Int, length: Int)? {
        // At egress it looks from the link header on, where there is none.
        guard packet.start == packet.network, packet.headerLength > 20 else { return nil }
        guard let options = packet.slice(packet.network + 20, packet.headerLength - 20).map(Array.init),
            InternetOptions.areGood(options, strict: true)
        else {
            return nil
        }
        var at = 0
        while at < options.count {
            if options[at] == 0 { return nil }
            if options[at] == 1 {
                at += 1
                continue
            }
            if options[at] == kind, [7, 131, 137, 148].contains(kind) { return (packet.network + 20 + at, Int(options[at + 1])) }
            at += Int(options[at + 1])
        }
        return nil
    }

    private func chunk(_ type: UInt8) -> (offset: Int, length: Int)? {
        guard let view, view.kind == TransportProtocol.sctp, view.fragmentOffset == 0 else { return nil }
        var at = packet.start + view.offset + 12
        while let kind = packet.byte(at), let length = packet.number16(at + 2), length >= 4 {
            if kind == type { return (at, Int(length)) }
            at += (Int(length) + 3) & ~3
        }
        return nil
    }

    // MARK: writes

    /// Sets a field of an option. Returns whether the rule goes on.
    mutating func writeOption(_ header: Expression.Exthdr, _ word: UInt32) -> Bool {
        guard header.op == 1 else { return false }
        guard let tcp = tcpHeader else { return false }
        guard let found = tcpOption(header.type) else { return true }
        let (offset, length) = (Int(header.offset), Int(header.length))
        guard length == 2 || length == 4, offset + length <= found.length, found.offset + found.length <= tcp.offset + tcp.length else {
            return false
        }
        let place = found.offset + offset
        guard length == 2, let old = packet.number16(place) else { return false }
        let new = UInt16(truncatingIfNeeded: word >> 16)
        // The largest segment is only ever lowered.
        if header.type == 2, old <= new { return true }
        packet.set16(place, new)
        replace(at: tcp.offset + 16, odd: (found.offset + offset - tcp.offset) % 2 == 1, old, new)
        return true
    }

    private mutating func replace(at checksum: Int, odd: Bool, _ old: UInt16, _ new: UInt16) {
        packet.replaceChecksum(
            at: checksum, old: UInt32(odd ? old.byteSwapped : old), new: UInt32(odd ? new.byteSwapped : new), mangled: false)
    }

    /// Overwrites an option with NOPs.
    mutating func resetOption(_ type: UInt8) -> Bool {
        guard let tcp = tcpHeader else { return false }
        guard let found = tcpOption(type), found.length > 0 else { return true }
        for place in found.offset..<(found.offset + found.length) {
            let old = UInt16(packet.bytes[place])
            packet.bytes[place] = 1
            let shift: UInt16 = (place - tcp.offset) % 2 == 0 ? 8 : 0
            packet.replaceChecksum(at: tcp.offset + 16, old: UInt32(old << shift), new: UInt32(1 << shift), mangled: false)
        }
        return true
    }
}

/// The options of an IPv4 header (`ip_options_compile`).
enum InternetOptions {
    /// - Parameter strict: as expressions check them, not the stack.
    static func areGood(_ options: [UInt8], strict: Bool) -> Bool {
        var at = 0
        var seen: Set<UInt8> = []
        while at < options.count {
            let kind = options[at]
            if kind == 0 { return true }
            if kind == 1 {
                at += 1
                continue
            }
            guard at + 1 < options.count else { return false }
            let length = Int(options[at + 1])
            guard length >= 2, at + length <= options.count else { return false }
            func pointer() -> Int { length > 2 ? Int(options[at + 2]) : 0 }
            switch kind {
            case 131, 137:
                guard length >= 3, pointer() >= 4, !seen.contains(131), !seen.contains(137) else { return false }
                if strict, length < 7 || pointer() != 4 || (length - 3) % 4 != 0 { return false }
            case 7:
                guard length >= 3, pointer() >= 4, !seen.contains(7) else { return false }
                if pointer() <= length, pointer() + 3 > length { return false }
            case 68:
                guard length >= 4, pointer() >= 5, !seen.contains(68) else { return false }
            case 148: guard length >= 4 else { return false }
            default: break
            }
            seen.insert(kind)
            at += length
        }
        return true
    }
}
