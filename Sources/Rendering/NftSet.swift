import WeirModel

extension SetDeclaration {
    /// The set of a `meter` statement: the kernel has it under a name, yet anonymous, and it lives and dies with its rule. `NFT_SET_ANONYMOUS`.
    var isMeter: Bool { flags.contains(Flags(rawValue: 1)) && flags.contains(.dynamic) }
}

/// Declarations of sets and maps, and their elements.
extension NftRenderer {
    func header(of set: SetDeclaration) throws(RenderingError) -> [String] {
        var lines = [try content(of: set)]
        if let size = set.size { lines.append("size \(size)") }
        let flags: [(SetDeclaration.Flags, String)] = [
            (.constant, "constant"), (.dynamic, "dynamic"), (.interval, "interval"), (.timeout, "timeout"),
        ]
        let words = flags.filter { set.flags.contains($0.0) }.map(\.1)
        if !words.isEmpty { lines.append("flags \(words.joined(separator: ","))") }
        if let timeout = set.timeout { lines.append("timeout \(time(timeout))") }
        if let interval = set.gcInterval {
            let line = "gc-interval \(time(UInt64(interval)))"
            lines.append(set.data == nil ? line : try newer(line, since: "1.1.2"))
        }
        if let policy = set.policy { lines.append("policy \(policy.rawValue)") }
        if set.autoMerge {
            lines.append(set.data == nil ? "auto-merge" : try noSpelling("auto-merge", "nft can't read auto-merge in a map"))
        }
        if let comment = set.comment { lines.append("comment \(try quoted(comment: comment))") }
        if !set.statements.isEmpty { lines.append(try statements(set.statements)) }
        return lines
    }

    func elements(of set: SetDeclaration) throws(RenderingError) -> [String] {
        let note = set.elementManagement == .managedElsewhere ? ["# Another program adds and removes elements."] : []
        if set.elements.isEmpty { return note }
        var lines: [String] = []
        for element in set.elements { lines.append("    \(try self.element(element)),") }
        return note + ["elements = {"] + lines + ["}"]
    }

    /// `type ipv4_addr : verdict`, `typeof ip saddr . tcp dport`
    private func content(of set: SetDeclaration) throws(RenderingError) -> String {
        switch (set.key, set.data) {
        case (.typeof(let terms), nil): return "typeof \(try typeofList(terms))"
        case (.typeof(let terms), .verdict): return "typeof \(try typeofList(terms)) : verdict"
        case (.typeof(let terms), .values(.typeof(let data))): return "typeof \(try typeofList(terms)) : \(try typeofList(data))"
        case (.typeof(let terms), .intervals(.typeof(let data))):
            return "typeof \(try typeofList(terms)) : interval \(try typeofList(data))"
        case (.typeof(let terms), .object(let kind)) where dialect >= .ranges && kind != .tunnel:
            return "typeof \(try typeofList(terms)) : \(kind.rawValue)"
        case (let key, nil): return "type \(try typeList(key))"
        case (let key, .verdict): return "type \(try typeList(key)) : verdict"
        case (let key, .values(let data)): return "type \(try typeList(key)) : \(try typeList(data))"
        case (let key, .intervals(let data)): return "type \(try typeList(key)) : interval \(try typeList(data))"
        case (let key, .object(let kind)):
            switch kind {
            case .counter, .quota, .limit, .secmark, .synproxy: return "type \(try typeList(key)) : \(kind.rawValue)"
            case .tunnel: return try noSpelling("map to tunnel", "nft has no words for a named map to tunnels")
            case .ctHelper, .ctTimeout, .ctExpectation:
                return try noSpelling(
                    "map to \(kind.rawValue)", "nft takes a map to objects of kind \(kind.rawValue) by typeof, and since 1.1.2",
                    help: "declare the map by `typeof` and a field")
            }
        }
    }

    private func typeofList(_ terms: [Term]) throws(RenderingError) -> String {
        var words: [String] = []
        for term in terms { words.append(try self.term(term, .typeof)) }
        return words.joined(separator: " . ")
    }

    private func typeList(_ content: SetDeclaration.Content) throws(RenderingError) -> String {
        var words: [String] = []
        switch content {
        case .types(let types):
            for type in types { words.append(try nameable(type)) }
        case .typeof(let terms):
            for term in terms { words.append(try nameable(self.type(of: term) ?? .invalid)) }
        case .sized(let types):
            for sized in types {
                if let bits = sized.type.bitLength, (bits + 7) / 8 != sized.bytes {
                    words.append(
                        try noSpelling("\(sized.type.nftName) \(sized.bytes)b", "nft's \(sized.type.nftName) has not \(sized.bytes) bytes"))
                } else {
                    words.append(try nameable(sized.type))
                }
            }
        }
        return words.joined(separator: " . ")
    }

    private func nameable(_ type: DataType) throws(RenderingError) -> String {
        if type.isNameable { return type.nftName }
        return try noSpelling(
            type.nftName, "nft can't declare a set of type \(type.nftName), whose name does not determine its length", help: "use typeof")
    }

    func element(_ element: Element) throws(RenderingError) -> String {
        var text = try key(element.key)
        if !element.statements.isEmpty { text += " \(try statements(element.statements))" }
        if let timeout = element.timeout { text += " timeout \(time(timeout))" }
        if let expires = element.expires { text += " expires \(time(expires))" }
        if let comment = element.comment { text += " comment \(try quoted(comment: comment))" }
        if let data = element.data { text += " : \(try self.data(data))" }
        return text
    }

    /// The content of the braces of an anonymous set or map.
    func list(_ elements: ElementList) throws(RenderingError) -> String {
        var words: [String] = []
        for element in elements { words.append(try self.element(element)) }
        return words.isEmpty ? try noSpelling("{ }", "nft can't read an empty set in a rule") : "{ \(words.joined(separator: ", ")) }"
    }

    private func key(_ key: ElementKey) throws(RenderingError) -> String {
        switch key {
        case .values(let values): try concatenated(values)
        case .ranges(let lower, let upper): try ranges(lower, upper, isData: false)
        case .catchAll: "*"
        }
    }

    private func data(_ data: ElementData) throws(RenderingError) -> String {
        switch data {
        case .values(let values): try concatenated(values)
        case .ranges(let lower, let upper): try ranges(lower, upper, isData: true)
        case .verdict(let verdict): try self.verdict(verdict)
        case .object(let name): try quoted(name)
        }
    }

    private func concatenated(_ values: [Value]) throws(RenderingError) -> String {
        var words: [String] = []
        for value in values { words.append(try self.value(value)) }
        return words.joined(separator: " . ")
    }

    private func ranges(_ lower: [Value], _ upper: [Value], isData: Bool) throws(RenderingError) -> String {
        guard lower.count == upper.count else { throw RenderingError("a range has \(lower.count) lower and \(upper.count) upper ends") }
        var words: [String] = []
        for (low, high) in zip(lower, upper) { words.append(try interval(low, high, keepsSingle: isData || lower == upper)) }
        return words.joined(separator: " . ")
    }

    /// A prefix where it is one, as nft lists it. Interval data stays an interval where it holds one address.
    func interval(_ low: Value, _ high: Value, keepsSingle: Bool = false) throws(RenderingError) -> String {
        if low == high, !keepsSingle { return try value(low) }
        if case .number(let from, let type) = low, case .number(let to, _) = high, type.family != nil, let bits = type.bitLength,
            let length = from.prefixLength(to: to, bits: Int(bits))
        {
            return "\(try value(low))/\(length)"
        }
        return low == high && !keepsSingle ? try value(low) : "\(try value(low, numeric: true))-\(try value(high, numeric: true))"
    }
}
