import WeirModel

/// Stateful objects: `.counter("ssh")`, `Quota("monthly", over: .gbytes(2000))`.
enum ObjectSource {
    static func swift(_ kind: StatefulObject.Kind) -> String {
        switch kind {
        case .counter: "Counter"
        case .quota: "Quota"
        case .limit: "Limit"
        case .secmark: "Secmark"
        case .synproxy: "Synproxy"
        case .tunnel: "TunnelTemplate"
        case .ctHelper: "CtHelper"
        case .ctTimeout: "CtTimeout"
        case .ctExpectation: "CtExpectation"
        }
    }

    /// Whether it is a counter with nothing but a name, which its use declares.
    static func isImplied(_ object: StatefulObject) -> Bool {
        object.definition == .counter(Counter()) && object.comment == nil
    }

    static func declaration(_ object: StatefulObject) -> Layout {
        var arguments: [Layout] = [.text(SwiftSpelling.quoted(object.name))]
        switch object.definition {
        case .counter(let counter):
            if counter.packets != 0 { arguments.append(.text("packets: \(SwiftSpelling.decimal(counter.packets))")) }
            if counter.bytes != 0 { arguments.append(.text("bytes: \(SwiftSpelling.decimal(counter.bytes))")) }
        case .quota(let quota): arguments += QuantitySource.arguments(quota)
        case .limit(let limit): arguments += QuantitySource.arguments(limit)
        case .secmark(let context): arguments.append(.text("context: \(SwiftSpelling.quoted(context))"))
        case .synproxy(let synproxy): arguments += QuantitySource.arguments(synproxy)
        case .tunnel(let tunnel):
            if let comment = object.comment { arguments.append(.text("comment: \(SwiftSpelling.quoted(comment))")) }
            return .closure(
                open: Layout.call(swift(.tunnel), arguments).flat, lines: OptionSource.assignments(tunnel, fresh: TunnelTemplate()))
        case .ctHelper(let helper, let number, let family):
            arguments += [.text(SwiftSpelling.quoted(helper)), .text(transport(number))]
            if let family { arguments.append(.text("l3: .\(family)")) }
        case .ctTimeout(let number, let family, let policy):
            let states = policy.sorted { $0.key < $1.key }.map { state, seconds in
                Layout.text("\(self.state(state, number)): \(seconds == 0 ? ".zero" : ".seconds(\(seconds))")")
            }
            arguments += [.text(transport(number)), states.isEmpty ? .text("[:]") : .array(states)]
            if let family { arguments.append(.text("l3: .\(family)")) }
        case .ctExpectation(let number, let family, let dport, let timeout, let size):
            arguments += [
                .text(transport(number)), .text("dport: \(dport)"),
                .text("timeout: \(SwiftSpelling.duration(milliseconds: UInt64(timeout)))"),
                .text("size: \(size)"),
            ]
            if let family { arguments.append(.text("l3: .\(family)")) }
        case .raw(let type, let data): arguments += [.text("type: \(type)"), .labelled("data", SwiftSpelling.bytes(data))]
        }
        if let comment = object.comment { arguments.append(.text("comment: \(SwiftSpelling.quoted(comment))")) }
        return .call(object.definition.kind.map(swift) ?? "RawObject", arguments)
    }

    private static func transport(_ number: UInt8) -> String {
        switch number {
        case 6: ".tcp"
        case 17: ".udp"
        default: String(number)
        }
    }

    private static func state(_ state: UInt32, _ number: UInt8) -> String {
        let names: [String]
        switch number {
        case 6:
            names = [
                "synSent", "synRecv", "established", "finWait", "closeWait", "lastAck", "timeWait", "close", "synSent2", "retrans", "unack",
            ]
        case 17: names = ["unreplied", "replied"]
        default: names = []
        }
        let index = Int(state) - 1
        return names.indices.contains(index) ? ".\(names[index])" : String(state)
    }
}

extension TableSource {
    /// An object by its constant, or by its name.
    func object(_ kind: StatefulObject.Kind, _ name: String) -> String {
        objects[ObjectName(kind: kind, name: name)] ?? SwiftSpelling.quoted(name)
    }

    func object(_ kind: StatefulObject.Kind, _ reference: ObjectReference) -> Layout {
        let swift = ObjectSource.swift(kind)
        let word = "." + swift.prefix(1).lowercased() + swift.dropFirst()
        switch reference {
        case .named(let name): return .text("\(word)(\(object(kind, name)))")
        case .map(let key, let source):
            let key = expression(key)
            let map = Layout.call(".map", [self.source(source, key: key.shape, data: .object(kind))])
            return .call(word, [.sequence([key.held(at: .postfix), map])])
        }
    }
}
