import WeirModel

extension ModelGenerator {
    package mutating func statement() -> Statement { statement(of: one(StatementKind.self)) }

    package mutating func statement(of kind: StatementKind) -> Statement {
        switch kind {
        case .match:
            .match(term(), one(of: [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .anyOf]), term())
        case .verdict: .verdict(verdict())
        case .verdictMap: .verdictMap(key: term(), mapSource())
        case .set: .set(field(), to: term())
        case .setOverZeroChecksum: .setOverZeroChecksum(field(), to: term())
        case .resetTCPOption: .resetTCPOption(kind: number())
        case .counter: .counter(counter())
        case .quota: .quota(quota())
        case .limit: .limit(limit())
        case .connectionLimit: .connectionLimit(count: number(), over: chance(50))
        case .last: .last(since: maybe { $0.number() })
        case .object:
            .object(one(StatefulObject.Kind.self), chance(50) ? .named(name()) : .map(key: term(), mapSource()))
        case .log:
            .log(
                Log(
                    prefix: maybe { $0.text() }, level: maybe { $0.one(Log.Level.self) }, flags: Log.Flags(rawValue: chance(50) ? 0 : number()),
                    group: maybe { $0.number() }, snaplen: maybe { $0.number() }, queueThreshold: maybe { $0.number() }))
        case .reject: .reject(reject(of: one(RejectKind.self)))
        case .nat:
            .nat(
                NAT(
                    one(NAT.Kind.self), family: maybe { $0.one(Family.self) }, address: maybe { $0.term() }, port: maybe { $0.term() },
                    portFromMap: chance(50), prefix: chance(50), flags: NAT.Flags(rawValue: chance(50) ? 0 : number())))
        case .tproxy:
            .tproxy(TransparentProxy(family: maybe { $0.one(Family.self) }, address: maybe { $0.term() }, port: maybe { $0.term() }))
        case .dup: .dup(to: term(), device: maybe { $0.term() })
        case .fwd: .fwd(device: term(), family: maybe { $0.one(Family.self) }, address: maybe { $0.term() })
        case .notrack: .notrack
        case .synproxy: .synproxy(synproxy())
        case .flowAdd: .flowAdd(flowtable: name())
        case .queue: .queue(Queue(number: term(), bypass: chance(50), fanout: chance(50)))
        case .update:
            deeper(
                {
                    .update(
                        SetUpdate(
                            $0.one(of: [.add, .update, .delete]), set: $0.name(), key: $0.term(), data: $0.maybe { $0.term() },
                            timeout: $0.maybe { $0.number() }, statements: $0.many(2) { $0.statement() }))
                }, atBottom: { .counter($0.counter()) })
        case .raw:
            .raw(
                RawExpression(
                    name: text(), data: bytes(), set: maybe { RawSet(attributes: $0.bytes(), elements: $0.many(3) { $0.bytes() }) }))
        }
    }

    package mutating func verdict() -> Verdict { verdict(of: one(VerdictKind.self)) }

    package mutating func verdict(of kind: VerdictKind) -> Verdict {
        switch kind {
        case .accept: .accept
        case .drop: .drop
        case .continue: .continue
        case .return: .return
        case .jump: .jump(.named(name()))
        case .goto: .goto(.named(name()))
        case .jumpAnonymous: deeper({ .jump(.anonymous($0.many(3) { $0.rule() })) }, atBottom: { _ in .drop })
        case .gotoAnonymous: deeper({ .goto(.anonymous($0.many(3) { $0.rule() })) }, atBottom: { _ in .accept })
        }
    }

    package mutating func reject(of kind: RejectKind) -> Reject {
        switch kind {
        case .automatic: .automatic
        case .tcpReset: .tcpReset
        case .icmp: .icmp(code: number())
        case .icmpv6: .icmpv6(code: number())
        case .icmpx: .icmpx(code: number())
        }
    }

    package mutating func counter() -> Counter { chance(50) ? Counter() : Counter(packets: number(), bytes: number()) }
    package mutating func quota() -> Quota { Quota(bytes: number(), over: chance(50), used: number()) }
    package mutating func limit() -> Limit {
        Limit(rate: number(), unit: chance(50) ? .packets : .bytes, per: number(), burst: number(), over: chance(50))
    }
    package mutating func synproxy() -> Synproxy {
        Synproxy(mss: maybe { $0.number() }, wscale: maybe { $0.number() }, timestamp: chance(50), sackPermitted: chance(50))
    }
}
