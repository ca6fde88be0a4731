import ModelGenerators
import Netfilter
import WeirModel

/// Rules that somebody could have written: fields with values that fit them, and statements with what they need.
struct RuleGenerator {
    var random: Seeded
    let family: Family

    static let named = "named"

    /// A named set, interval set, map and verdict map that generated rules refer to.
    static func context(_ family: Family) -> TableContext {
        let address = SetShape.Component(type: .ipv4Address, bits: 32, order: .big)
        let port = SetShape.Component(type: .inetService, bits: 16, order: .big)
        let mark = SetShape.Component(type: .mark, bits: 32, order: .host)
        return TableContext(
            family: family,
            sets: [
                "addresses": SetShape(key: [address], isInterval: false),
                "networks": SetShape(key: [address], isInterval: true),
                "services": SetShape(key: [address, port], isInterval: false),
                "marks": SetShape(key: [mark], isInterval: true),
                "verdicts": SetShape(key: [port], data: .verdict, isInterval: false),
                "tags": SetShape(key: [address], data: .values([mark], interval: false), isInterval: false),
                "counters": SetShape(key: [address], data: .object(.counter), isInterval: false),
            ])
    }

    static let fields: [Field] =
        HeaderField.allCases.map { .header($0) } + MetaKey.allCases.map { .meta($0) } + ExtensionHeaderField.allCases.map { .extensionHeader($0) }
        + ExtensionHeader.allCases.map { .extensionHeaderPresence($0) } + TCPOptionField.allCases.map { .tcpOption($0) }
        + IPOptionField.allCases.map { .ipOption($0) } + SCTPChunkField.allCases.map { .sctpChunk($0) }
        + CtKey.allCases.map { .ct($0, direction: $0.directionUse == .required ? .original : nil) }
        + RtKey.allCases.map { .rt($0) } + IpsecKey.allCases.map { .ipsec($0, direction: .in, spnum: 0) }
        + HeaderField.allCases.map { .inner(.gretap, .header($0)) }
        + [
            .inner(.gre, .header(.ipDscp)), .inner(.gre, .header(.icmpType)), .inner(.vxlan, .header(.ipSaddr)), .inner(.gre, .meta(.l4proto)),
            .fib(.oif, flags: [.saddr, .present]), .fib(.type, flags: [.daddr]), .socket(.transparent, level: 0), .socket(.mark, level: 0),
            .numgen(.inc, modulus: 8, offset: 0), .numgen(.random, modulus: 8, offset: 2), .symhash(modulus: 4, offset: 1),
            .payload(base: .network, bitOffset: 64, bitLength: 16), .payload(base: .transport, bitOffset: 160, bitLength: 32),
        ]

    mutating func rule() -> [Statement] {
        let matches = (0..<Int.random(in: 0...3, using: &random)).map { _ in match() }
        let actions = (0..<Int.random(in: 0...2, using: &random)).map { _ in action() }
        let statements = matches + actions
        return statements.isEmpty ? [.verdict(.accept)] : statements
    }

    mutating func match() -> Statement {
        let field = Self.fields.randomElement(using: &random) ?? .meta(.mark)
        let layout = field.layout
        let left = Term.field(field)
        switch Int.random(in: 0..<12, using: &random) {
        case 0: return .match(left, .notEqual, .value(value(layout)))
        case 1 where !layout.type.isString: return .match(left, [.less, .lessOrEqual, .greater, .greaterOrEqual].randomElement(using: &random) ?? .less, .value(value(layout)))
        case 2 where !layout.type.isString:
            let (low, high) = range(layout)
            return .match(left, .equal, .range(low, high))
        case 3 where !layout.type.isString:
            let (low, high) = range(layout)
            return .match(left, .notEqual, .range(low, high))
        case 4: return .match(left, Bool.random(using: &random) ? .equal : .notEqual, .set(set(layout)))
        case 5 where layout.type == .ipv4Address:
            let length = UInt8.random(in: 1...32, using: &random)
            guard case .number(let number, let type) = value(layout) else { return .verdict(.drop) }
            return .match(left, .equal, .prefix(.number((number >> UInt128(32 - length)) << UInt128(32 - length), type), length: length))
        case 6 where layout.type == .ipv4Address:
            return .match(left, .equal, .namedSet(Bool.random(using: &random) ? "addresses" : "networks"))
        case 7 where layout.type.isBitmask: return .match(left, .anyOf, .value(.number(1 << UInt128.random(in: 0..<min(8, UInt128(layout.bitLength)), using: &random), layout.type)))
        case 8 where layout.type == .mark: return .match(.binary(.and, left, .value(.number(0xff00, .mark))), .equal, .value(.number(0x1200, .mark)))
        case 9: return .match(.concatenation([.field(.header(.ipSaddr)), .field(.header(.tcpDport))]), .equal, .namedSet("services"))
        case 10:
            return .match(
                .concatenation([.field(.header(.ipDaddr)), .field(.header(.udpSport))]), .equal,
                .set([Element(.values([value(HeaderField.ipDaddr.layout), value(HeaderField.udpSport.layout)]))]))
        case 11 where layout.type == .inetService: return .verdictMap(key: left, .named("verdicts"))
        default: return .match(left, .equal, .value(value(layout)))
        }
    }

    mutating func action() -> Statement {
        switch Int.random(in: 0..<25, using: &random) {
        case 0: .counter(Counter(packets: .random(in: 0...9, using: &random), bytes: 40))
        case 1: .quota(Quota(bytes: .random(in: 1...100_000, using: &random), over: .random(using: &random)))
        case 2: .limit(Limit(rate: .random(in: 1...1000, using: &random), per: 60, burst: 5, over: .random(using: &random)))
        case 3: .limit(Limit(rate: 1024, unit: .bytes, per: 1, burst: 0))
        case 4: .connectionLimit(count: 10, over: true)
        case 5: .log(Log(prefix: "drop: ", level: .info, flags: [.skuid]))
        case 6: .log(Log(group: 2, snaplen: 64, queueThreshold: 3))
        case 7: .reject(.icmpx(code: 1))
        case 8: .verdict([.accept, .drop, .continue, .return, .jump(.named("other")), .goto(.named("other"))].randomElement(using: &random) ?? .accept)
        case 9: .set(.meta(.mark), to: .value(value(MetaKey.mark.layout)))
        case 10: .set(.ct(.mark, direction: nil), to: .field(.meta(.mark)))
        case 11: .set(.meta(.mark), to: .binary(.or, .field(.ct(.mark, direction: nil)), .value(.number(0x10, .mark))))
        case 12: .set(.header(.ipDscp), to: .value(value(HeaderField.ipDscp.layout)))
        case 13: .set(.header(.tcpDport), to: .value(value(HeaderField.tcpDport.layout)))
        case 14: .set(.tcpOption(.maxsegSize), to: .value(.number(1360, .integer)))
        case 15: .resetTCPOption(kind: 4)
        case 16: .nat(NAT(.dnat, family: .ip, address: .value(value(HeaderField.ipDaddr.layout)), port: .value(.number(80, .inetService))))
        case 17: .nat(NAT(.masquerade, port: .range(.number(1024, .inetService), .number(2048, .inetService)), flags: [.random]))
        case 18: .object(.counter, Bool.random(using: &random) ? .named("c") : .map(key: .field(.header(.ipSaddr)), .named("counters")))
        case 19: .set(.meta(.mark), to: .map(key: .field(.header(.ipSaddr)), .named("tags")))
        case 20: .update(SetUpdate(.update, set: "addresses", key: .field(.header(.ipSaddr)), timeout: 60_000, statements: [.counter(Counter())]))
        case 21:
            .set(
                .meta(.mark),
                to: .binary(
                    [.and, .or, .xor].randomElement(using: &random) ?? .or, .binary(.and, .field(.ct(.mark, direction: nil)), .value(.number(0xff00, .mark))),
                    .binary(.and, .field(.meta(.mark)), .value(.number(0xff, .mark)))))
        case 22:
            .set(
                .header(.ipEcn),
                to: .binary([.and, .or, .xor].randomElement(using: &random) ?? .or, .field(.header(.ipEcn)), .value(value(HeaderField.ipEcn.layout))))
        case 23:
            .set(
                .ct(.mark, direction: nil),
                to: .binary(.or, .binary(.leftShift, .field(.header(.ipDscp)), .value(.number(1, .integer))), .value(.number(1, .dscp))))
        default: .synproxy(Synproxy(mss: 1460, wscale: 7, timestamp: true, sackPermitted: true))
        }
    }

    private mutating func value(_ layout: FieldLayout) -> Value {
        if layout.type.isString { return .text(["lo", "eth0", "wan*", "ftp"].randomElement(using: &random) ?? "lo", layout.type) }
        let bits = min(Int(layout.bitLength), 127)
        return .number(UInt128.random(in: 0...((1 << UInt128(bits)) - 1), using: &random), layout.type)
    }

    private mutating func range(_ layout: FieldLayout) -> (Value, Value) {
        guard case .number(let a, let type) = value(layout), case .number(let b, _) = value(layout) else { return (value(layout), value(layout)) }
        return (.number(min(a, b), type), .number(max(a, b), type))
    }

    private mutating func set(_ layout: FieldLayout) -> ElementList {
        var seen: Set<Value> = []
        var elements: [Element] = []
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let value = value(layout)
            if seen.insert(value).inserted { elements.append(Element(.values([value]))) }
        }
        return ElementList(elements)
    }
}
