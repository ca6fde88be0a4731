// Rules, and the usual statements of large rulesets. All other statements are in the generic form.

import WeirModel

private enum StatementTag: UInt8 {
    case generic, match, verdict, verdictMap, set, counter, emptyCounter, limit, object, nat, log, reject
}

private enum RejectTag: UInt8 {
    case automatic, tcpReset, icmp, icmpv6, icmpx
}

private enum VerdictTag: UInt8 {
    case accept, drop, `continue`, `return`, jump, goto, jumpAnonymous, gotoAnonymous
}

/// In the order of their numbers in documents, which never changes.
private let comparisons: [Comparison] = [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .anyOf]

extension PackedWriter {
    mutating func rule(_ rule: Rule) throws {
        try nested { writer in
            try writer.array(rule.statements) { writer, statement in try writer.statement(statement) }
            writer.optional(rule.comment) { writer, comment in writer.string(comment) }
            writer.location(rule.at)
        }
    }

    mutating func statement(_ statement: Statement) throws {
        switch statement {
        case .match(let left, let comparison, let right):
            byte(StatementTag.match.rawValue)
            byte(UInt8(comparisons.firstIndex(of: comparison) ?? comparisons.count))
            try term(left)
            try term(right)
        case .verdict(let verdict):
            byte(StatementTag.verdict.rawValue)
            try self.verdict(verdict)
        case .verdictMap(let key, let source):
            byte(StatementTag.verdictMap.rawValue)
            try term(key)
            try mapSource(source)
        case .set(let field, let term):
            byte(StatementTag.set.rawValue)
            try self.field(field)
            try self.term(term)
        case .counter(let counter) where counter == Counter():
            byte(StatementTag.emptyCounter.rawValue)
        case .counter(let counter):
            byte(StatementTag.counter.rawValue)
            number(counter.packets)
            number(counter.bytes)
        case .limit(let limit):
            byte(StatementTag.limit.rawValue)
            number(limit.rate)
            byte(limit.unit == .bytes ? 1 : 0)
            number(limit.per)
            number(limit.burst)
            byte(limit.over ? 1 : 0)
        case .object(let kind, let reference):
            byte(StatementTag.object.rawValue)
            string(kind.rawValue)
            switch reference {
            case .named(let name):
                byte(0)
                string(name)
            case .map(let key, let source):
                byte(1)
                try term(key)
                try mapSource(source)
            }
        case .nat(let nat):
            byte(StatementTag.nat.rawValue)
            string(nat.kind.rawValue)
            optional(nat.family) { writer, family in writer.string(family.rawValue) }
            try optional(nat.address) { writer, term in try writer.term(term) }
            try optional(nat.port) { writer, term in try writer.term(term) }
            byte(nat.portFromMap ? 1 : 0)
            byte(nat.prefix ? 1 : 0)
            number(nat.flags.rawValue)
        case .log(let log):
            byte(StatementTag.log.rawValue)
            optional(log.prefix) { writer, prefix in writer.string(prefix) }
            optional(log.level) { writer, level in writer.string(level.rawValue) }
            number(log.flags.rawValue)
            optional(log.group) { writer, group in writer.number(group) }
            optional(log.snaplen) { writer, length in writer.number(length) }
            optional(log.queueThreshold) { writer, threshold in writer.number(threshold) }
        case .reject(let reject):
            byte(StatementTag.reject.rawValue)
            self.reject(reject)
        case .setOverZeroChecksum, .resetTCPOption, .quota, .connectionLimit, .last, .tproxy, .dup, .fwd, .notrack, .synproxy, .flowAdd,
            .queue, .update, .raw:
            byte(StatementTag.generic.rawValue)
            try generic(statement)
        }
    }

    private mutating func reject(_ reject: Reject) {
        func with(_ tag: RejectTag, _ code: UInt8 = 0) {
            byte(tag.rawValue)
            byte(code)
        }
        switch reject {
        case .automatic: with(.automatic)
        case .tcpReset: with(.tcpReset)
        case .icmp(let code): with(.icmp, code)
        case .icmpv6(let code): with(.icmpv6, code)
        case .icmpx(let code): with(.icmpx, code)
        }
    }

    mutating func verdict(_ verdict: Verdict) throws {
        func target(_ target: ChainTarget, _ named: VerdictTag, _ anonymous: VerdictTag) throws {
            switch target {
            case .named(let name):
                byte(named.rawValue)
                string(name)
            case .anonymous(let rules):
                byte(anonymous.rawValue)
                try array(rules) { writer, rule in try writer.rule(rule) }
            }
        }
        switch verdict {
        case .accept: byte(VerdictTag.accept.rawValue)
        case .drop: byte(VerdictTag.drop.rawValue)
        case .continue: byte(VerdictTag.continue.rawValue)
        case .return: byte(VerdictTag.return.rawValue)
        case .jump(let to): try target(to, .jump, .jumpAnonymous)
        case .goto(let to): try target(to, .goto, .gotoAnonymous)
        }
    }
}

extension PackedReader {
    mutating func rule() throws(DocumentError) -> Rule {
        try nested { reader throws(DocumentError) in
            var rule = Rule(try reader.array { reader throws(DocumentError) in try reader.statement() })
            rule.comment = try reader.optional { reader throws(DocumentError) in try reader.string() }
            rule.at = try reader.location()
            return rule
        }
    }

    mutating func statement() throws(DocumentError) -> Statement {
        switch StatementTag(rawValue: try byte()) {
        case .generic: return try generic(Statement.self)
        case .match:
            let comparison = Int(try byte())
            guard comparison < comparisons.count else { throw error("an unknown comparison") }
            return .match(try term(), comparisons[comparison], try term())
        case .verdict: return try verdictStatement()
        case .verdictMap: return .verdictMap(key: try term(), try mapSource())
        case .set: return .set(try field(), to: try term())
        case .counter: return .counter(Counter(packets: try number(), bytes: try number()))
        case .emptyCounter: return Self.emptyCounter
        case .limit:
            let rate = try number()
            return .limit(
                Limit(rate: rate, unit: try flag() ? .bytes : .packets, per: try number(), burst: try number(UInt32.self), over: try flag())
            )
        case .object:
            guard let kind = StatefulObject.Kind(rawValue: try string()) else { throw error("an unknown kind of object") }
            return .object(kind, try flag() ? .map(key: try term(), try mapSource()) : .named(try string()))
        case .nat: return .nat(try nat())
        case .log: return .log(try log())
        case .reject: return .reject(try reject())
        case nil: throw error("an unknown kind of statement")
        }
    }

    private mutating func log() throws(DocumentError) -> Log {
        let prefix = try optional { reader throws(DocumentError) in try reader.string() }
        let level = try optional { reader throws(DocumentError) in
            guard let level = Log.Level(rawValue: try reader.string()) else { throw reader.error("an unknown level of the log") }
            return level
        }
        return Log(
            prefix: prefix, level: level, flags: Log.Flags(rawValue: try number(UInt32.self)),
            group: try optional { reader throws(DocumentError) in try reader.number(UInt16.self) },
            snaplen: try optional { reader throws(DocumentError) in try reader.number(UInt32.self) },
            queueThreshold: try optional { reader throws(DocumentError) in try reader.number(UInt16.self) })
    }

    private mutating func reject() throws(DocumentError) -> Reject {
        let tag = RejectTag(rawValue: try byte())
        let code = try byte()
        switch tag {
        case .automatic: return .automatic
        case .tcpReset: return .tcpReset
        case .icmp: return .icmp(code: code)
        case .icmpv6: return .icmpv6(code: code)
        case .icmpx: return .icmpx(code: code)
        case nil: throw error("an unknown kind of rejection")
        }
    }

    private mutating func nat() throws(DocumentError) -> NAT {
        guard let kind = NAT.Kind(rawValue: try string()) else { throw error("an unknown kind of address translation") }
        var nat = NAT(kind)
        if try flag() {
            guard let family = Family(rawValue: try string()) else { throw error("an unknown family") }
            nat.family = family
        }
        nat.address = try optional { reader throws(DocumentError) in try reader.term() }
        nat.port = try optional { reader throws(DocumentError) in try reader.term() }
        nat.portFromMap = try flag()
        nat.prefix = try flag()
        nat.flags = NAT.Flags(rawValue: try number(UInt32.self))
        return nat
    }

    // Statements without values are made once, so that each use takes no memory.
    private static let emptyCounter = Statement.counter(Counter())
    private static let accept = Statement.verdict(.accept)
    private static let drop = Statement.verdict(.drop)

    private mutating func verdictStatement() throws(DocumentError) -> Statement {
        let verdict = try verdict()
        return verdict == .accept ? Self.accept : verdict == .drop ? Self.drop : .verdict(verdict)
    }

    mutating func verdict() throws(DocumentError) -> Verdict {
        switch VerdictTag(rawValue: try byte()) {
        case .accept: return .accept
        case .drop: return .drop
        case .continue: return .continue
        case .return: return .return
        case .jump: return .jump(.named(try string()))
        case .goto: return .goto(.named(try string()))
        case .jumpAnonymous: return .jump(.anonymous(try array { reader throws(DocumentError) in try reader.rule() }))
        case .gotoAnonymous: return .goto(.anonymous(try array { reader throws(DocumentError) in try reader.rule() }))
        case nil: throw error("an unknown verdict")
        }
    }
}
