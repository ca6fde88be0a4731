// The objects as the kernel will hold them, for comparisons.

extension Qdisc {
    public func canonical(on link: LinkDefaults) -> Qdisc {
        var copy = self
        copy.options = options.canonical(on: link)
        copy.sizeTable = sizeTable?.canonical
        return copy
    }

    /// Whether a live qdisc satisfies this one, ignoring the handle.
    public func isSatisfied(by live: Qdisc, on link: LinkDefaults) -> Bool {
        kind == live.kind && options.filled(from: live.options).canonical(on: link) == live.options.canonical(on: link)
            && sizeTable?.canonical == live.sizeTable?.canonical && (unknown == nil || unknown == live.unknown)
    }
}

extension TrafficClass {
    public func canonical(on link: LinkDefaults) -> TrafficClass {
        var copy = self
        copy.options = options.canonical(on: link)
        return copy
    }

    public func isSatisfied(by live: TrafficClass, on link: LinkDefaults) -> Bool {
        options.canonical(on: link) == live.options.canonical(on: link) && (unknown == nil || unknown == live.unknown)
    }
}

extension Action {
    public func canonical(on link: LinkDefaults) -> Action {
        var copy = self
        copy.options = options.canonical(on: link)
        copy.references = nil
        copy.isInOldForm = nil
        return copy
    }

    /// The form in which a filter holds a policer does not count: the kernel makes the same action of both.
    public func isSatisfied(by live: Action, on link: LinkDefaults) -> Bool {
        // An index that nothing else holds may be the kernel's own choice.
        if let index, let other = live.index, index != other { return false }
        return options.canonical(on: link) == live.options.canonical(on: link) && control == live.control && cookie == live.cookie
            && hardwareStatistics == live.hardwareStatistics && flags == live.flags
            && (unknown == nil || unknown == live.unknown)
    }
}

extension Filter {
    public func canonical(on link: LinkDefaults) -> Filter {
        var copy = withImpliedEtherType
        copy.classifier = copy.classifier.canonical(on: link)
        copy.actions = actionsAsWritten.map { $0.canonical(on: link) }
        copy.status = nil
        return copy
    }

    /// Whether a live filter is the same apart from priority and handle.
    public func isSatisfied(by live: Filter, on link: LinkDefaults) -> Bool {
        protocolID == live.protocolID && kind == live.kind && chain == live.chain && hasSameMatch(as: live, on: link)
            && classID == live.classID
            && actions.count == live.actions.count
            && zip(actionsAsWritten, live.actionsAsWritten).allSatisfy { $0.isSatisfied(by: $1, on: link) }
    }

    /// Without what the kernel adds: a filter's own skip_sw or skip_hw is handed on to its actions.
    public var actionsAsWritten: [Action] {
        var implied: ActionFlags = []
        if flags.contains(.skipSoftware) { implied.insert(.skipSoftware) }
        if flags.contains(.skipHardware) { implied.insert(.skipHardware) }
        if implied.isEmpty { return actions }
        return actions.map { action in
            var copy = action
            copy.flags.subtract(implied)
            return copy
        }
    }

    /// The classifier as it would be on the link, for comparison by its matches.
    public func canonicalClassifier(on link: LinkDefaults) -> Classifier { withImpliedEtherType.classifier.canonical(on: link) }

    /// Whether both match the same packets in the same place.
    public func hasSameMatch(as live: Filter, on link: LinkDefaults) -> Bool {
        (protocolID == live.protocolID && classifier == live.classifier
            || canonicalClassifier(on: link) == live.canonicalClassifier(on: link))
            && flags.intersection(.authored) == live.flags.intersection(.authored) && (unknown == nil || unknown == live.unknown)
    }

    /// Whether the kernel can put this filter in the place of a live one with the same handle.
    public func canReplaceInPlace(_ live: Filter, on link: LinkDefaults) -> Bool {
        switch kind {
        case Flower.kind, Basic.kind, BPF.kind, CGroup.kind: flags.intersection(.authored) == live.flags.intersection(.authored)
        // The kernel does not change u32 selectors and fw masks.
        case U32.kind, FW.kind:
            hasSameMatch(as: live, on: link) && classifier.as(U32.self)?.divisor == nil && !(classID == nil && live.classID != nil)
        default: false
        }
    }
}
