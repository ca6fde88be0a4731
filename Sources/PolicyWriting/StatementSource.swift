import WeirModel

/// Statements: `tcp.dport == 22`, `.counter("ssh")`, `.accept`.
extension TableSource {
    func rule(_ rule: Rule) -> Layout {
        var arguments = rule.statements.map { statement($0) }
        if let comment = rule.comment { arguments.append(.text("comment: \(SwiftSpelling.quoted(comment))")) }
        return .call("Rule", arguments)
    }

    func statement(_ statement: Statement) -> Layout {
        switch statement {
        case .match(let left, let comparison, let right): return match(left, comparison, right)
        case .verdict(let verdict): return self.verdict(verdict)
        case .verdictMap(let key, let source):
            let key = expression(key)
            return .sequence([key.held(at: .postfix), .call(".vmap", [self.source(source, key: key.shape, data: .verdict)])])
        case .set(let field, let term): return set(field, term)
        case .setOverZeroChecksum(let field, let term): return set(field, term, [.text("overZeroChecksum: true")])
        case .resetTCPOption(let kind): return .text(".resetTCPOption(\(FieldSource.optionKind(kind)))")
        case .counter(let counter):
            if counter == Counter() { return .text(".counter") }
            return .text(".counter(packets: \(SwiftSpelling.decimal(counter.packets)), bytes: \(SwiftSpelling.decimal(counter.bytes)))")
        case .quota(let quota): return .call(".quota", QuantitySource.arguments(quota))
        case .limit(let limit): return .call(".limit", QuantitySource.arguments(limit))
        case .connectionLimit(let count, let over): return .text(".ctCount(\(over ? "over: " : "")\(SwiftSpelling.decimal(count)))")
        case .last(let since): return .text(since.map { ".last(\(SwiftSpelling.duration(milliseconds: $0)))" } ?? ".last")
        case .object(let kind, let reference): return object(kind, reference)
        case .log(let log): return self.log(log)
        case .reject(let reject): return .text(self.reject(reject))
        case .nat(let nat): return self.nat(nat)
        case .tproxy(let proxy): return tproxy(proxy)
        case .dup(let to, let device): return dup(to, device)
        case .fwd(let device, let family, let address): return fwd(device, family, address)
        case .notrack: return .text(".notrack")
        case .synproxy(let synproxy): return .call(".synproxy", QuantitySource.arguments(synproxy))
        case .flowAdd(let name): return .text(".flowAdd(\(flowtables[name] ?? SwiftSpelling.quoted(name)))")
        case .queue(let queue): return self.queue(queue)
        case .update(let update): return self.update(update)
        case .raw(let raw): return self.raw(raw)
        }
    }

    private func raw(_ raw: RawExpression) -> Layout {
        var arguments = [.text(SwiftSpelling.quoted(raw.name)), SwiftSpelling.bytes(raw.data)]
        if let set = raw.set {
            arguments += [
                .labelled("set", SwiftSpelling.bytes(set.attributes)), .labelled("elements", .array(set.elements.map(SwiftSpelling.bytes))),
            ]
        }
        return .call(".raw", arguments)
    }

    private func match(_ left: Term, _ comparison: Comparison, _ right: Term) -> Layout {
        if case .field(let field) = left, comparison == .equal, case .value(.number(let number, .boolean)) = right, number <= 1,
            let presence = FieldSource.presence(field, number == 1)
        {
            return .text(presence)
        }
        let field = expression(left)
        if comparison == .anyOf { return hasAny(field, right) }
        if case .binary(.and, let inner, .value(.number(let bits, let type))) = left, Self.hasFlags(type), comparison == .equal, bits != 0,
            right == .value(.number(0, type)), expression(inner).shape == Shape(type)
        {
            return .sequence([expression(inner).held(at: .postfix), .call(".hasNone", self.bits(bits, type))])
        }
        return .sequence([field.layout, .text(" \(comparison.rawValue) "), value(right, in: field.shape)])
    }

    private func hasAny(_ field: FieldExpression, _ right: Term) -> Layout {
        let place = field.shape.first
        guard Self.hasFlags(place.type) else { return .call(".anyBit", [.labelled("of", field.layout), value(right, in: field.shape)]) }
        var flags = [value(right, in: field.shape)]
        if case .flags(let values) = right, values.count > 1 { flags = values.map { .text(ValueSource.text($0, in: place)) } }
        return .sequence([field.held(at: .postfix), .call(".hasAny", flags)])
    }

    /// Weir has names for the flags.
    private static func hasFlags(_ type: DataType) -> Bool { type.isBitmask && type != .bitmask }

    private func bits(_ number: UInt128, _ type: DataType) -> [Layout] {
        (0..<128).filter { number >> UInt128($0) & 1 == 1 }.map {
            .text(ValueSource.text(.number(1 << UInt128($0), type), in: Shape(type).first))
        }
    }

    private func set(_ field: Field, _ term: Term, _ options: [Layout] = []) -> Layout {
        let target = expression(.field(field))
        let value: Layout
        switch term {
        case .value(let constant): value = .text(ValueSource.mask(constant, in: target.shape.first))
        case .field, .binary, .jhash, .concatenation:
            let source = expression(term)
            let fits = source.shape.swift == target.shape.swift || source.shape.swift == "Number"
            value = fits ? source.layout : .call(".field", [source.layout])
        case .range, .prefix, .flags, .set, .namedSet, .map: value = self.value(term, in: target.shape)
        }
        return .sequence([target.layout, .call(".set", [value] + options)])
    }

    func verdict(_ verdict: Verdict) -> Layout {
        switch verdict {
        case .accept: .text(".accept")
        case .drop: .text(".drop")
        case .continue: .text(".continue")
        case .return: .text(".return")
        case .jump(.named(let chain)): .text(".jump(\(SwiftSpelling.quoted(chain)))")
        case .goto(.named(let chain)): .text(".goto(\(SwiftSpelling.quoted(chain)))")
        case .jump(.anonymous(let rules)): .closure(open: ".jump", lines: rules.map { rule($0) })
        case .goto(.anonymous(let rules)): .closure(open: ".goto", lines: rules.map { rule($0) })
        }
    }

    private func log(_ log: Log) -> Layout {
        var arguments: [Layout] = []
        if let prefix = log.prefix { arguments.append(.text("prefix: \(SwiftSpelling.quoted(prefix))")) }
        if let level = log.level { arguments.append(.text("level: .\(level)")) }
        if !log.flags.isEmpty { arguments.append(.text("flags: \(logFlags(log.flags))")) }
        if let group = log.group { arguments.append(.text("group: \(group)")) }
        if let snaplen = log.snaplen { arguments.append(.text("snaplen: \(SwiftSpelling.decimal(snaplen))")) }
        if let threshold = log.queueThreshold { arguments.append(.text("queueThreshold: \(SwiftSpelling.decimal(threshold))")) }
        return arguments.isEmpty ? .text(".log") : .call(".log", arguments)
    }

    private func logFlags(_ flags: Log.Flags) -> String {
        if flags == .all { return ".all" }
        let all: [(Log.Flags, String)] = [
            (.tcpSequence, ".tcpSequence"), (.tcpOptions, ".tcpOptions"), (.ipOptions, ".ipOptions"), (.skuid, ".skuid"),
            (.ether, ".ether"),
        ]
        return OptionSetSource.text(flags.rawValue, all.map { ($0.0.rawValue, $0.1) }, type: "LogFlags")
    }

    private func reject(_ reject: Reject) -> String {
        func code(_ kind: String, _ code: UInt8, _ type: DataType) -> String {
            ".reject(with: .\(kind)(\(ValueSource.text(.number(UInt128(code), type), in: Shape(type).first))))"
        }
        return switch reject {
        // nft's default.
        case .automatic: ".reject"
        case .icmp(3) where family == .ip: ".reject"
        case .icmpv6(4) where family == .ip6: ".reject"
        case .tcpReset: ".reject(with: .tcpReset)"
        case .icmp(let number): code("icmp", number, .icmpCode)
        case .icmpv6(let number): code("icmpv6", number, .icmpv6Code)
        case .icmpx(let number): code("icmpx", number, .icmpxCode)
        }
    }

    private func queue(_ queue: Queue) -> Layout {
        var arguments: [Layout] = []
        switch queue.number {
        case .value(.number(0, .integer)): break
        case .field, .binary, .jhash: arguments.append(.labelled("to", expression(queue.number).layout))
        case .value, .range, .prefix, .flags, .set, .namedSet, .concatenation, .map:
            arguments.append(value(queue.number, in: Shape(.integer)))
        }
        if queue.bypass { arguments.append(.text("bypass: true")) }
        if queue.fanout { arguments.append(.text("fanout: true")) }
        return .call(".queue", arguments)
    }

    private func update(_ update: SetUpdate) -> Layout {
        let key = expression(update.key)
        let data = update.data.map { expression($0) }
        var arguments = [key.layout]
        if let data { arguments.append(data.layout) }
        let preposition =
            switch update.operation {
            case .add: "to"
            case .update: "in"
            case .delete: "from"
            }
        if let set = sets[update.set], set.takes(update, key: key.shape, data: data?.shape) {
            arguments.append(.text("\(preposition): \(set.identifier)"))
        } else {
            arguments.append(.text("\(preposition)\(data == nil ? "Set" : "Map"): \(SwiftSpelling.quoted(update.set))"))
        }
        if let timeout = update.timeout { arguments.append(.text("timeout: \(SwiftSpelling.duration(milliseconds: timeout))")) }
        arguments += update.statements.map { statement($0) }
        return .call(".\(update.operation.rawValue)", arguments)
    }
}

/// Sets of options: `[.random, .persistent]`.
enum OptionSetSource {
    static func text(_ number: UInt32, _ names: [(UInt32, String)], type: String) -> String {
        var words: [String] = []
        var rest = number
        for (bits, name) in names where rest & bits == bits && bits != 0 {
            words.append(name)
            rest &= ~bits
        }
        if rest != 0 { words.append("\(type)(rawValue: \(SwiftSpelling.hexadecimal(rest)))") }
        return words.count == 1 ? words[0] : "[\(words.joined(separator: ", "))]"
    }
}
