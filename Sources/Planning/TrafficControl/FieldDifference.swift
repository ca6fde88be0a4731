import Documents
import TrafficLowering
import WeirModel

/// The options of any value as a flat list of names and texts, for telling people where two values differ.
enum FieldList {
    /// Names are those of documents, joined by dots; `nil` is left out.
    static func fields(of value: any Encodable, prefix: String = "") -> [(name: String, text: String)] {
        if let text = leaf(value) ?? bits(value, prefix) { return [(prefix, text)] }
        func under(_ name: String, _ value: any Encodable) -> [(name: String, text: String)] {
            fields(of: value, prefix: prefix.isEmpty ? name : "\(prefix).\(name)")
        }
        switch Members(of: value) {
        case .plain(let plain): return [(prefix, "\(plain)")]
        case .fields(let fields): return fields.flatMap(under)
        case .items(let items):
            return items.isEmpty ? [(prefix, "[]")] : items.enumerated().flatMap { under("\($0.offset)", $0.element) }
        case .choice(let name, let values):
            if values.isEmpty { return [(prefix, name)] }
            return values.flatMap { under($0.name == "_0" ? name : "\(name).\($0.name)", $0.value) }
        }
    }

    /// Where two values of one type differ.
    static func differences(_ desired: (any Encodable)?, _ live: (any Encodable)?) -> [TrafficControlDifference.Field] {
        let left = desired.map { fields(of: $0) } ?? []
        let right = live.map { fields(of: $0) } ?? []
        let leftTexts = Dictionary(left.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
        let rightTexts = Dictionary(right.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
        var names: [String] = []
        var seen: Set<String> = []
        for name in left.map(\.name) + right.map(\.name) where seen.insert(name).inserted { names.append(name) }
        return names.compactMap { name in
            leftTexts[name] == rightTexts[name]
                ? nil : TrafficControlDifference.Field(name: name, desired: leftTexts[name], live: rightTexts[name])
        }
    }

    /// Masks, and what they apply to, are read by their digits in hexadecimal.
    private static func bits(_ value: Any, _ name: String) -> String? {
        guard let number = value as? UInt32, ["mask", "value", "mark"].contains(name.split(separator: ".").last ?? ""), number > 9 else {
            return nil
        }
        return "0x" + String(number, radix: 16)
    }

    private static func leaf(_ value: Any) -> String? {
        switch value {
        case let text as String: text
        case let text as any TextCoded: text.description
        case let rate as BitRate: rate.description
        case let size as ByteSize: size.description
        case let time as TimeSpan: time.description
        case let chance as Qdisc.Netem.Chance:
            percent(chance.probability) + (chance.correlation == 0 ? "" : " after \(percent(chance.correlation))")
        case let set as any OptionSet: "\(set.rawValue)"
        case let name as any RawRepresentable<String>: name.rawValue
        default: nil
        }
    }
}

/// As tc writes a probability.
private func percent(_ fraction: UInt32) -> String {
    let text = String((Double(fraction) / Double(UInt32.max) * 1e6).rounded() / 1e4)
    return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + "%"
}

extension [TrafficControlDifference.Field] {
    fileprivate mutating func compare<Value: Equatable>(
        _ name: String, _ desired: Value?, _ live: Value?, _ text: (Value) -> String = { "\($0)" }
    ) {
        if desired != live { append(.init(name: name, desired: desired.map(text), live: live.map(text))) }
    }
}

extension AnyOptions {
    func differences(from live: AnyOptions) -> [TrafficControlDifference.Field] {
        if kind != live.kind { return [.init(name: "kind", desired: kind, live: live.kind)] }
        return FieldList.differences(options, live.options)
    }
}

extension Qdisc {
    func differences(from live: Qdisc, on link: LinkDefaults) -> [TrafficControlDifference.Field] {
        var fields = options.filled(from: live.options).canonical(on: link).differences(from: live.canonical(on: link).options)
        if handle != nil { fields.compare("handle", handle, live.handle) }
        if sizeTable?.canonical != live.sizeTable?.canonical {
            fields += FieldList.differences(sizeTable?.canonical, live.sizeTable?.canonical).map {
                .init(name: "stab.\($0.name)", desired: $0.desired, live: $0.live)
            }
        }
        fields.compare("ingress_block", ingressBlock, live.ingressBlock)
        fields.compare("egress_block", egressBlock, live.egressBlock)
        return fields
    }
}

extension Filter {
    /// The matches of both filters, if the policy has matches and those of the live filter can be expressed as such.
    func matches(otherThan live: Filter) -> TrafficControlDifference.Matches? {
        guard origin.value != nil, kind == live.kind, unknown == nil, live.unknown == nil,
            let mine = FilterMatching.lift(self), let theirs = FilterMatching.lift(live), mine.flower == theirs.flower,
            let desired = mine.cases.first, let found = theirs.cases.first, desired != found
        else { return nil }
        return TrafficControlDifference.Matches(desired: desired, live: found)
    }

    /// - Parameter matches: what is compared in place of the classifiers.
    func differences(from live: Filter, on link: LinkDefaults, besides matches: TrafficControlDifference.Matches?)
        -> [TrafficControlDifference.Field]
    {
        let mine = canonical(on: link)
        let theirs = live.canonical(on: link)
        var fields = matches == nil ? mine.classifier.differences(from: theirs.classifier) : []
        fields.compare("classid", classID, live.classID)
        fields.compare("protocol", protocolID, live.protocolID) { String($0, radix: 16) }
        if flags.intersection(.authored) != live.flags.intersection(.authored) {
            fields.compare("flags", flags.rawValue, live.flags.rawValue)
        }
        for place in 0..<max(mine.actions.count, theirs.actions.count) {
            let left = place < mine.actions.count ? mine.actions[place] : nil
            let right = place < theirs.actions.count ? theirs.actions[place] : nil
            fields += Self.differences(left, right, "action \(place + 1)")
        }
        return fields
    }

    private static func differences(_ left: Action?, _ right: Action?, _ name: String) -> [TrafficControlDifference.Field] {
        guard let left, let right else { return [.init(name: name, desired: left?.kind, live: right?.kind)] }
        var fields = left.options.differences(from: right.options)
        fields.compare("control", left.control, right.control)
        fields.compare("cookie", left.cookie, right.cookie)
        if left.index != nil, right.index != nil { fields.compare("index", left.index, right.index) }
        fields.compare("hw_stats", left.hardwareStatistics, right.hardwareStatistics)
        fields.compare("flags", left.flags.rawValue, right.flags.rawValue)
        return fields.map { .init(name: "\(name) \($0.name)", desired: $0.desired, live: $0.live) }
    }
}
