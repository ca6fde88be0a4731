import WeirModel

/// nft's names of fields, as a match or a packet begins with them.
enum FieldNames {
    /// The most words that a name has: `tcp option maxseg size`, `ct original ip saddr`.
    static let longest = 4

    static let all: [String: Field] = {
        var names: [String: Field] = [:]
        for field in HeaderField.allCases { names[field.rawValue] = .header(field) }
        for key in MetaKey.allCases {
            names["meta \(key.rawValue)"] = .meta(key)
            if isBare(key) { names[key.rawValue] = .meta(key) }
        }
        for key in CtKey.allCases {
            if key.directionUse != .required { names["ct \(key.rawValue)"] = .ct(key, direction: nil) }
            guard key.directionUse != .none else { continue }
            for direction in [CtDirection.original, .reply] {
                names["ct \(direction.rawValue) \(key.rawValue)"] = .ct(key, direction: direction)
            }
        }
        for key in RtKey.allCases { names["rt \(key.rawValue)"] = .rt(key) }
        for field in ExtensionHeaderField.allCases { names[field.rawValue] = .extensionHeader(field) }
        for header in ExtensionHeader.allCases { names["exthdr \(header.rawValue)"] = .extensionHeaderPresence(header) }
        for field in TCPOptionField.allCases { names["tcp option \(field.rawValue)"] = .tcpOption(field) }
        for option in TCPOption.allCases { names["tcp option \(option.rawValue)"] = .tcpOptionPresence(kind: option.kind) }
        for field in IPOptionField.allCases { names["ip option \(field.rawValue)"] = .ipOption(field) }
        for option in IPOption.allCases { names["ip option \(option.rawValue)"] = .ipOptionPresence(option) }
        return names
    }()

    /// The keys of `meta` that nft takes without that word.
    private static func isBare(_ key: MetaKey) -> Bool {
        switch key {
        case .mark, .iif, .iifname, .iiftype, .oif, .oifname, .oiftype, .skuid, .skgid, .nftrace, .rtclassid, .ibrname, .obrname, .pkttype,
            .cpu, .iifgroup, .oifgroup, .cgroup, .ipsec, .time, .day, .hour:
            true
        case .length, .protocol, .nfproto, .l4proto, .priority, .secmark, .random, .iifkind, .oifkind, .ibrpvid, .ibrvproto, .sdif,
            .sdifname, .broute, .ibrhwaddr:
            false
        }
    }

    /// The field that the next words name, and how many of them do.
    ///
    /// - Parameter header: that of the field before: `tcp dport 22 flags syn` names it once.
    static func find(_ words: ArraySlice<Words.Word>, after header: Header?) -> (field: Field, count: Int)? {
        let names = words.prefix(longest).prefix { !$0.isQuoted }.map(\.text)
        for prefix in [[], header.map { [$0.rawValue] } ?? []] {
            for count in stride(from: names.count, to: 0, by: -1) {
                if let field = all[(prefix + names.prefix(count)).joined(separator: " ")] { return (field, count) }
            }
        }
        return nil
    }

    /// The name that was probably meant.
    static func suggestion(for words: ArraySlice<Words.Word>, after header: Header?) -> String? {
        let given = words.prefix(2).map(\.text)
        for count in stride(from: given.count, to: 0, by: -1) {
            let name = given.prefix(count).joined(separator: " ")
            if let near = Suggestion.nearest(to: name, among: all.keys) { return near }
            if let header, let near = Suggestion.nearest(to: "\(header.rawValue) \(name)", among: header.fields.map(\.rawValue)) {
                return near
            }
        }
        return nil
    }
}
