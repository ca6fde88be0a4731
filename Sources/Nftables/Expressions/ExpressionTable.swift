internal import CNftnl
import Netfilter
internal import Netlink
import WeirModel

/// All kinds by name. Adding one is a file, a line in `kinds` and a line in `encode`.
enum ExpressionTable {
    static let kinds: [any ExpressionKind.Type] = [
        PayloadKind.self, MetaKind.self, CtKind.self, RtKind.self, FibKind.self, SocketKind.self, OsfKind.self, XfrmKind.self,
        ExthdrKind.self, NumgenKind.self, HashKind.self, ImmediateKind.self, CmpKind.self, RangeKind.self, BitwiseKind.self,
        ByteorderKind.self, LookupKind.self, DynsetKind.self, ObjrefKind.self, CounterKind.self, LimitKind.self, QuotaKind.self,
        InnerKind.self, TunnelKind.self,
        ConnlimitKind.self, LastKind.self, LogKind.self, RejectKind.self, NatKind.self, MasqKind.self, RedirKind.self, TproxyKind.self,
        DupKind.self, FwdKind.self, NotrackKind.self, SynproxyKind.self, FlowOffloadKind.self, QueueKind.self,
    ]

    private static let byName: [String: any ExpressionKind.Type] = Dictionary(
        kinds.map { ($0.name.description, $0) }, uniquingKeysWith: { first, _ in first })

    /// Writes `NFTA_EXPR_NAME` and `NFTA_EXPR_DATA`.
    static func encode(_ expression: Expression, to writer: RulesetWriter) {
        switch expression {
        case .payload(let payload): PayloadKind.encode(payload, to: writer)
        case .payloadWrite(let write): PayloadKind.encode(write, to: writer)
        case .inner(let inner): InnerKind.encode(inner, to: writer)
        case .meta(let key, let register): MetaKind.encode(key: key, register: register, to: writer)
        case .metaWrite(let key, let source): MetaKind.encode(key: key, source: source, to: writer)
        case .ct(let key, let direction, let register): CtKind.encode(key: key, direction: direction, register: register, to: writer)
        case .ctWrite(let key, let direction, let source): CtKind.encode(key: key, direction: direction, source: source, to: writer)
        case .rt(let key, let register): RtKind.encode(key: key, register: register, to: writer)
        case .fib(let result, let flags, let register): FibKind.encode(result: result, flags: flags, register: register, to: writer)
        case .socket(let key, let level, let register): SocketKind.encode(key: key, level: level, register: register, to: writer)
        case .osf(let ttl, let flags, let register): OsfKind.encode(ttl: ttl, flags: flags, register: register, to: writer)
        case .tunnel(let key, let register): TunnelKind.encode(key: key, register: register, to: writer)
        case .xfrm(let key, let direction, let spnum, let register):
            XfrmKind.encode(key: key, direction: direction, spnum: spnum, register: register, to: writer)
        case .exthdr(let exthdr): ExthdrKind.encode(exthdr, to: writer)
        case .exthdrWrite(let exthdr, let source): ExthdrKind.encode(exthdr, source: source, to: writer)
        case .exthdrReset(let type, let op): ExthdrKind.encode(resetType: type, op: op, to: writer)
        case .numgen(let type, let modulus, let offset, let register):
            NumgenKind.encode(type: type, modulus: modulus, offset: offset, register: register, to: writer)
        case .hash(let hash): HashKind.encode(hash, to: writer)
        case .immediate(let register, let data): ImmediateKind.encode(register: register, data: data, to: writer)
        case .verdict(let verdict): ImmediateKind.encode(verdict, to: writer)
        case .cmp(let op, let source, let data): CmpKind.encode(op: op, source: source, data: data, to: writer)
        case .range(let op, let source, let from, let end): RangeKind.encode(op: op, source: source, from: from, to: end, to: writer)
        case .bitwise(let bitwise): BitwiseKind.encode(bitwise, to: writer)
        case .byteorder(let byteorder): ByteorderKind.encode(byteorder, to: writer)
        case .lookup(let lookup): LookupKind.encode(lookup, to: writer)
        case .dynset(let dynset): DynsetKind.encode(dynset, to: writer)
        case .objref(let type, let name): ObjrefKind.encode(type: type, name: name, to: writer)
        case .objrefMap(let source, let set): ObjrefKind.encode(source: source, set: set, to: writer)
        case .counter(let bytes, let packets): CounterKind.encode(bytes: bytes, packets: packets, to: writer)
        case .limit(let rate, let unit, let burst, let type, let flags):
            LimitKind.encode(rate: rate, unit: unit, burst: burst, type: type, flags: flags, to: writer)
        case .quota(let bytes, let flags, let consumed): QuotaKind.encode(bytes: bytes, flags: flags, consumed: consumed, to: writer)
        case .connlimit(let count, let flags): ConnlimitKind.encode(count: count, flags: flags, to: writer)
        case .last(let set, let msecs): LastKind.encode(set: set, msecs: msecs, to: writer)
        case .log(let log): LogKind.encode(log, to: writer)
        case .reject(let type, let code): RejectKind.encode(type: type, code: code, to: writer)
        case .nat(let nat): NatKind.encode(nat, to: writer)
        case .masq(let flags, let min, let max): MasqKind.encode(flags: flags, protoMin: min, protoMax: max, to: writer)
        case .redir(let flags, let min, let max): RedirKind.encode(flags: flags, protoMin: min, protoMax: max, to: writer)
        case .tproxy(let family, let address, let port): TproxyKind.encode(family: family, address: address, port: port, to: writer)
        case .dup(let address, let device): DupKind.encode(address: address, device: device, to: writer)
        case .fwd(let device, let address, let nfproto): FwdKind.encode(device: device, address: address, nfproto: nfproto, to: writer)
        case .notrack: NotrackKind.encode(to: writer)
        case .synproxy(let mss, let wscale, let flags): SynproxyKind.encode(mss: mss, wscale: wscale, flags: flags, to: writer)
        case .flowOffload(let table): FlowOffloadKind.encode(table: table, to: writer)
        case .queue(let queue): QueueKind.encode(queue, to: writer)
        case .raw(let raw): encode(raw, to: writer)
        }
    }

    private static func encode(_ raw: RawExpression, to writer: RulesetWriter) {
        writer.put(NFTA_EXPR_NAME, raw.name)
        guard !raw.data.isEmpty else { return }
        writer.put(Int(NFTA_EXPR_DATA.rawValue) | Attribute.nested, raw.data)
    }

    /// From the attributes of one expression (`NFTA_EXPR_*`); nil where they are other than a name and data, which is all that a raw one keeps.
    ///
    /// - Parameter isNested: it is part of a set, an element or another expression. One with a part can't be: nesting would have no end.
    static func decode(_ bytes: Payload, isNested: Bool = false) -> Expression? {
        var expression = AttributeDecoder(bytes)
        guard let name = expression.string(NFTA_EXPR_NAME) else { return nil }
        let data = expression.bytes(NFTA_EXPR_DATA) ?? .empty
        guard expression.isExhausted else { return nil }
        if let kind = byName[name], !isNested || (kind != DynsetKind.self && kind != InnerKind.self) {
            var attributes = AttributeDecoder(data)
            if let known = kind.decode(&attributes), attributes.isExhausted { return known }
        }
        return .raw(RawExpression(name: name, data: data.array))
    }
}

extension RulesetWriter {
    /// Writes `NFTA_EXPR_NAME` and `NFTA_EXPR_DATA` of an expression that libnftnl may be too old for.
    func attributes(_ name: StaticString, _ body: () -> Void) {
        put(NFTA_EXPR_NAME, name.description)
        nest(NFTA_EXPR_DATA, body)
    }

    /// One expression as it is, several in a list: sets, elements and dynset have an attribute for each.
    func put<A: RawRepresentable<UInt32>>(_ expressions: [Expression], single: A, list: A) {
        if expressions.count == 1 {
            nest(single) { ExpressionTable.encode(expressions[0], to: self) }
        } else if expressions.count > 1 {
            nest(list) { put(list: expressions) }
        }
    }

    func put(list expressions: [Expression]) {
        for expression in expressions {
            let at = nestStart(NFTA_LIST_ELEM)
            ExpressionTable.encode(expression, to: self)
            attributeEnd(at)
        }
    }
}

extension AttributeDecoder {
    mutating func expressions<A: RawRepresentable<UInt32>>(single: A, list: A) -> [Expression] {
        var expressions: [Expression] = []
        if let bytes = bytes(single) {
            if let expression = ExpressionTable.decode(bytes, isNested: true) { expressions.append(expression) } else { markMalformed() }
        }
        if let bytes = bytes(list) { expressions += self.expressions(in: bytes, areNested: true) }
        return expressions
    }

    /// The expressions of a list of `NFTA_LIST_ELEM`.
    mutating func expressions(in list: Payload, areNested: Bool = false) -> [Expression] {
        var expressions: [Expression] = []
        var iterator = list.attributes.makeIterator()
        while let element = iterator.next() {
            guard element.type == NFTA_LIST_ELEM.rawValue, let expression = ExpressionTable.decode(element.payload, isNested: areNested)
            else {
                markMalformed()
                continue
            }
            expressions.append(expression)
        }
        if !iterator.isComplete { markMalformed() }
        return expressions
    }
}
