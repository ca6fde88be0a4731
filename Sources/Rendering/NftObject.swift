import WeirModel

/// Stateful objects as blocks.
extension NftRenderer {
    func unknown(_ object: StatefulObject) -> RenderingError {
        RenderingError("the object `\(object.name)` is of a type that nft's language can't be written for")
    }

    func body(of object: StatefulObject) throws(RenderingError) -> [String] {
        var lines: [String] = []
        if let comment = object.comment { lines.append("comment \(try quoted(comment: comment))") }
        switch object.definition {
        case .counter(let counter): lines.append("packets \(counter.packets) bytes \(counter.bytes)")
        case .quota(let quota): lines.append(text(of: quota))
        case .limit(let limit): lines.append(try text(of: limit))
        case .secmark(let context): lines.append(try quoted(context))
        case .synproxy(let synproxy):
            if synproxy.mss == nil || synproxy.wscale == nil {
                lines.append(try noSpelling(text(of: synproxy), "nft has no spelling for a synproxy object without mss and wscale"))
            } else {
                lines.append(text(of: synproxy))
            }
        case .tunnel(let tunnel): lines += try words(of: tunnel)
        case .ctHelper(let helper, let number, let family):
            lines.append("type \(try quoted(helper)) protocol \(try protocolName(number));")
            if let family { lines.append("l3proto \(family.rawValue)") }
        case .ctTimeout(let number, let family, let policy):
            lines.append("protocol \(try protocolName(number));")
            if let family { lines.append("l3proto \(family.rawValue)") }
            if !policy.isEmpty { lines.append("policy = { \(try timeouts(policy, number)) }") }
        case .ctExpectation(let number, let family, let dport, let timeout, let size):
            lines.append("protocol \(try protocolName(number))")
            lines.append("dport \(dport)")
            lines.append("timeout \(time(UInt64(timeout)))")
            lines.append("size \(size)")
            if let family { lines.append("l3proto \(family.rawValue)") }
        case .raw(let type, let data): lines.append(try noSpelling("type \(type) \(hex(data))", unknown(object).message))
        }
        return lines
    }

    private func words(of tunnel: TunnelTemplate) throws(RenderingError) -> [String] {
        var lines = [try newer("id \(tunnel.keyID)", since: "1.1.6", in: .checks)]
        if let source = tunnel.sourceIPv4 { lines.append("ip saddr \(source)") }
        if let destination = tunnel.destinationIPv4 { lines.append("ip daddr \(destination)") }
        if let source = tunnel.sourceIPv6 { lines.append("ip6 saddr \(source)") }
        if let destination = tunnel.destinationIPv6 { lines.append("ip6 daddr \(destination)") }
        if let port = tunnel.sourcePort { lines.append("sport \(port)") }
        if let port = tunnel.destinationPort { lines.append("dport \(port)") }
        if let tos = tunnel.tos { lines.append("tos \(tos)") }
        if let ttl = tunnel.ttl { lines.append("ttl \(ttl)") }
        let options = tunnel.options ?? []
        guard let first = options.first else { return lines }
        let kind =
            switch first {
            case .vxlan: "vxlan"
            case .erspan: "erspan"
            case .geneve: "geneve"
            case .gtp, .pfcp: throw RenderingError("nft has no words for this option of a tunnel")
            }
        lines.append("\(kind) {")
        for option in options {
            switch option {
            case .vxlan(let policy): lines.append("    gbp \(policy)")
            case .erspan(let version, let index, let direction, let hardware):
                lines.append("    version \(version)")
                if let index { lines.append("    index \(index)") }
                if let direction { lines.append("    direction \(direction == 0 ? "ingress" : "egress")") }
                if let hardware { lines.append("    id \(hardware)") }
            case .geneve(let optionClass, let type, let data):
                lines.append("    class 0x\(String(optionClass, radix: 16)) opt-type 0x\(String(type, radix: 16)) data \"0x\(data)\"")
            case .gtp, .pfcp: break
            }
        }
        return lines + ["}"]
    }

    /// The state names of `enum ctattr_timeout_tcp` and its like, from number 1.
    private static let timeoutStates: [UInt8: [String]] = [
        6: [
            "syn_sent", "syn_recv", "established", "fin_wait", "close_wait", "last_ack", "time_wait", "close", "syn_sent2", "retrans",
            "unack",
        ],
        17: ["unreplied", "replied"],
    ]

    private func timeouts(_ policy: [UInt32: UInt32], _ number: UInt8) throws(RenderingError) -> String {
        let names = Self.timeoutStates[number] ?? []
        var words: [String] = []
        for (state, seconds) in policy.sorted(by: { $0.key < $1.key }) {
            let index = Int(state) - 1
            let name =
                names.indices.contains(index)
                ? names[index] : try noSpelling("\(state)", "nft has no word for state \(state) of a ct timeout")
            words.append("\(name): \(seconds)")
        }
        return words.joined(separator: ", ")
    }

    private func protocolName(_ number: UInt8) throws(RenderingError) -> String {
        switch number {
        case 6: return "tcp"
        case 17: return "udp"
        default: return try noSpelling("\(number)", "nft takes tcp and udp here, not protocol \(number)")
        }
    }

    func hex(_ bytes: [UInt8]) -> String { bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}
