import WeirModel

extension TcCommand {
    /// `match 'cmp(u8 at 9 layer network eq 17) and not (…)'`
    mutating func say(ematches: [Ematch]?) throws(RenderingError) {
        guard let ematches, !ematches.isEmpty else { return }
        var order: [Int] = []
        let text = try EmatchText(list: ematches).sequence(from: 0, &order)
        say("match", text)
    }
}

/// A tree of extended matches as tc writes it. tc numbers the matches in parentheses after all matches before them.
private struct EmatchText {
    var list: [Ematch]

    func sequence(from start: Int, _ order: inout [Int]) throws(RenderingError) -> String {
        var text = ""
        var place = start
        var next = try end(of: start) + 1
        while true {
            guard place < list.count, order.count <= list.count else { throw .unsayable("a tree of matches that does not end") }
            order.append(place)
            let match = list[place]
            guard match.matchID == nil else { throw .unsayable("matchid") }
            if match.isNegated { text += "not " }
            if case .container(let index) = match.test {
                guard Int(index) >= next, Int(index) < list.count else { throw .unsayable("a tree of matches in this order") }
                next = Int(index)
                text += "(" + (try sequence(from: next, &order)) + ")"
                next = (order.max() ?? 0) + 1
            } else {
                text += try match.test.tcText
            }
            switch match.relation {
            case .end: return text
            case .and: text += " and "
            case .or: text += " or "
            }
            place += 1
        }
    }

    private func end(of start: Int) throws(RenderingError) -> Int {
        guard let end = list.indices.first(where: { $0 >= start && list[$0].relation == .end }) else {
            throw .unsayable("a tree of matches that does not end")
        }
        return end
    }
}

extension Ematch.Test {
    fileprivate var tcText: String {
        get throws(RenderingError) {
            switch self {
            case .container: throw .unsayable("a container here")
            case .cmp(let value, let mask, let offset, let size, let translated, let layer, let comparison):
                guard [1, 2, 4].contains(size) else { throw .unsayable("a number of \(size) bytes") }
                var words = ["u\(8 * Int(size))", "at", "\(offset)", "layer", layer.rawValue]
                if mask != 0 { words += ["mask", TcText.hex(mask)] }
                if translated { words.append("trans") }
                return "cmp(" + (words + [comparison.rawValue, "\(value)"]).joined(separator: " ") + ")"
            case .u32(let value, let mask, let offset, let offsetMask):
                guard offset % 4 == 0, offsetMask == 0 || offsetMask == -1, value & ~mask == 0 else {
                    throw .unsayable("a word at \(offset)")
                }
                return "u32(u32 \(TcText.hex(value)) \(TcText.hex(mask)) at \(offsetMask == 0 ? "" : "nexthdr+")\(offset))"
            case .nbyte(let needle, let offset, let layer):
                guard !needle.bytes.isEmpty else { throw .unsayable("no bytes") }
                return "nbyte(\(Self.quoted(needle.bytes)) at \(offset) layer \(layer.rawValue))"
            case .canid(let rules):
                let effFlag: UInt32 = 1 << 31
                guard !rules.isEmpty, rules.allSatisfy({ $0.mask & effFlag != 0 }) else {
                    throw .unsayable("CAN identifiers of both lengths in one")
                }
                let words = rules.map { rule in
                    "\(rule.id & effFlag != 0 ? "eff" : "sff") \(TcText.hex(rule.id & ~effFlag)):\(TcText.hex(rule.mask & ~effFlag))"
                }
                return "canid(\(words.joined(separator: " ")))"
            case .meta(let header, let left, let right):
                return try MetaText(header: header.bytes, left: left?.bytes, right: right?.bytes).text
            case .other(let kind, _): throw .unsayable("an extended match of kind \(kind)")
            }
        }
    }

    fileprivate static func quoted(_ bytes: [UInt8]) -> String {
        var text = "\""
        for byte in bytes {
            let isPlain = byte >= 32 && byte < 127 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
            // Octal takes at most three digits, so what follows can't be mistaken for more of them.
            text +=
                isPlain
                ? String(UnicodeScalar(byte))
                : "\\" + String(repeating: "0", count: 3 - String(byte, radix: 8).count) + String(byte, radix: 8)
        }
        return text + "\""
    }
}

/// struct tcf_meta_hdr: for each side 16 bits of kind (4 bits of type, 11 of identifier), a shift and an operator.
private struct MetaText {
    var header: [UInt8]
    var left: [UInt8]?
    var right: [UInt8]?

    /// By TCF_META_ID_* of linux/tc_ematch/tc_em_meta.h.
    private static let names: [UInt16: String] = [
        1: "random", 2: "loadavg_1", 3: "loadavg_5", 4: "loadavg_15", 5: "dev", 6: "priority", 7: "protocol", 8: "pkt_type", 9: "pkt_len",
        10: "data_len", 11: "mac_len", 12: "nf_mark", 13: "tc_index", 14: "rt_classid", 15: "rt_iif", 16: "sk_family", 17: "sk_state",
        18: "sk_reuse", 19: "sk_bind_if", 20: "sk_refcnt", 21: "sk_rcvbuf", 22: "sk_sndbuf", 23: "sk_shutdown", 24: "sk_proto",
        25: "sk_type",
        26: "sk_rmem", 27: "sk_wmem", 28: "sk_omem", 29: "sk_wmem_queue", 30: "sk_rcv_queue", 31: "sk_snd_queue", 32: "sk_err_queue",
        33: "sk_fwd_alloc", 34: "sk_sndbuf", 46: "vlan",
    ]

    var text: String {
        get throws(RenderingError) {
            guard header.count == 8, header[3] < 3 else { throw .unsayable("meta") }
            let operation = Ematch.Comparison.allCases[Int(header[3])].rawValue
            return "meta(\(try side(0, left)) \(operation) \(try side(4, right)))"
        }
    }

    private func side(_ offset: Int, _ value: [UInt8]?) throws(RenderingError) -> String {
        let kind = UInt16(header[offset]) | UInt16(header[offset + 1]) << 8
        let number = (value ?? []).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let isNumber = kind >> 12 == 1
        if kind & 0x7ff == 0 { return isNumber ? "\(number)" : Ematch.Test.quoted(value ?? []) }
        guard let name = Self.names[kind & 0x7ff] else { throw .unsayable("meta \(kind & 0x7ff)") }
        var words = [name]
        if header[offset + 2] != 0 { words += ["shift", "\(header[offset + 2])"] }
        if isNumber, number != 0 { words += ["mask", TcText.hex(number)] }
        return words.joined(separator: " ")
    }
}
