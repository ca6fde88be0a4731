import TrafficLowering
import WeirModel

/// The options of any value as a flat list of names and texts, for telling people where two values differ.
enum FieldList {
    /// Names are joined by dots; `nil` is left out.
    static func fields(of value: Any, prefix: String = "") -> [(name: String, text: String)] {
        if let text = leaf(value) { return [(prefix, text)] }
        let mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .optional {
            return mirror.children.first.map { fields(of: $0.value, prefix: prefix) } ?? []
        }
        if mirror.children.isEmpty { return prefix.isEmpty ? [] : [(prefix, "\(value)")] }
        return mirror.children.enumerated().flatMap { index, child in
            let name = child.label.map { $0.hasPrefix(".") ? "\(index)" : $0 } ?? "\(index)"
            return fields(of: child.value, prefix: prefix.isEmpty ? name : "\(prefix).\(name)")
        }
    }

    /// Where two values of one type differ.
    static func differences(_ desired: Any, _ live: Any) -> [TrafficControlDifference.Field] {
        let left = fields(of: desired)
        let right = fields(of: live)
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

    private static func leaf(_ value: Any) -> String? {
        switch value {
        case let text as String: text
        case let text as any TextCoded: text.description
        case let rate as BitRate: rate.description
        case let size as ByteSize: size.description
        case let time as TimeSpan: time.description
        case let set as any OptionSet: "\(set.rawValue)"
        case let name as any RawRepresentable<String>: name.rawValue
        default: nil
        }
    }
}

extension Kinded {
    func differences(from live: Kinded) -> [TrafficControlDifference.Field] {
        if kind != live.kind { return [.init(name: "kind", desired: kind, live: live.kind)] }
        return FieldList.differences(options, live.options)
    }
}

extension Qdisc {
    func differences(from live: Qdisc, on link: LinkFacts) -> [TrafficControlDifference.Field] {
        var fields = canonical(on: link).options.differences(from: live.canonical(on: link).options)
        if let handle, handle != live.handle {
            fields.append(.init(name: "handle", desired: handle.description, live: live.handle?.description))
        }
        if sizeTable?.canonical != live.sizeTable?.canonical {
            let mine: Any = sizeTable?.canonical as Any
            let theirs: Any = live.sizeTable?.canonical as Any
            fields += FieldList.differences(mine, theirs).map { .init(name: "stab.\($0.name)", desired: $0.desired, live: $0.live) }
        }
        if ingressBlock != live.ingressBlock {
            fields.append(.init(name: "ingress_block", desired: ingressBlock.map { "\($0)" }, live: live.ingressBlock.map { "\($0)" }))
        }
        if egressBlock != live.egressBlock {
            fields.append(.init(name: "egress_block", desired: egressBlock.map { "\($0)" }, live: live.egressBlock.map { "\($0)" }))
        }
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
    func differences(from live: Filter, on link: LinkFacts, besides matches: TrafficControlDifference.Matches?)
        -> [TrafficControlDifference.Field]
    {
        let mine = canonical(on: link)
        let theirs = live.canonical(on: link)
        var fields = matches == nil ? mine.classifier.differences(from: theirs.classifier) : []
        if classID != live.classID { fields.append(.init(name: "classid", desired: classID?.description, live: live.classID?.description)) }
        if protocolID != live.protocolID {
            fields.append(.init(name: "protocol", desired: String(protocolID, radix: 16), live: String(live.protocolID, radix: 16)))
        }
        if flags.intersection(.authored) != live.flags.intersection(.authored) {
            fields.append(.init(name: "flags", desired: "\(flags.rawValue)", live: "\(live.flags.rawValue)"))
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
        if left.control != right.control {
            fields.append(.init(name: "control", desired: left.control.description, live: right.control.description))
        }
        if left.cookie != right.cookie {
            fields.append(.init(name: "cookie", desired: left.cookie?.description, live: right.cookie?.description))
        }
        if let index = left.index, let other = right.index, index != other {
            fields.append(.init(name: "index", desired: "\(index)", live: "\(other)"))
        }
        if left.hardwareStatistics != right.hardwareStatistics {
            fields.append(
                .init(name: "hw_stats", desired: left.hardwareStatistics.map { "\($0)" }, live: right.hardwareStatistics.map { "\($0)" }))
        }
        if left.flags != right.flags {
            fields.append(.init(name: "flags", desired: "\(left.flags.rawValue)", live: "\(right.flags.rawValue)"))
        }
        if (left.isInOldForm ?? false) != (right.isInOldForm ?? false) {
            fields.append(
                .init(
                    name: "form", desired: left.isInOldForm == true ? "police" : "action police",
                    live: right.isInOldForm == true ? "police" : "action police"))
        }
        return fields.map { .init(name: "\(name) \($0.name)", desired: $0.desired, live: $0.live) }
    }
}
