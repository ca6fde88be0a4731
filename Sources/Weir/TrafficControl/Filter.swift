public import WeirModel

/// The place of a filter, chain or qdisc: `.required` is in hardware (tc's `skip_sw` for a filter), `.never` in software (`skip_hw`),
/// `.preferred` leaves it to the kernel.
public typealias Offload = WeirModel.Offload

/// The classifier for a filter's matches, if the author names one: `by: .u32`.
public typealias MatchClassifier = WeirModel.Filter.MatchClassifier

/// A filter of a qdisc, or of the packets that a link receives or sends: `Filter(ip.dscp == .ef, classify: 10)`, and, for a kernel without
/// flower, `Filter(ip.dscp == .ef, by: .u32, classify: 10)`.
public struct Filter: Sendable {
    enum Matching: Sendable {
        /// A rule's matches, and verdicts as actions.
        case statements([Statement], by: MatchClassifier?, rest: Classifier.Flower?)
        case classifier(ClassifierKind, protocolID: EtherType?)
    }

    let matching: Matching
    let target: Target
    let actions: [TrafficAction]
    let flags: FilterFlags
    let place: Place
    let notes: PendingDiagnostics
    let location: SourceLocation

    /// The class that packets go to.
    enum Target: Sendable {
        case none
        case number(UInt16)
        case handle(Handle)
    }

    struct Place: Sendable {
        var chain: UInt32
        var priority: UInt16?
        var handle: UInt32?
    }

    /// A filter from a rule's matches: tc's `filter … flower ip_tos …`.
    ///
    /// - Parameters:
    ///   - matches: all of them have to match; without any, every packet matches. `.accept`, `.drop` and `.continue` among them are
    ///     actions.
    ///   - classifier: the classifier for the matches. By default, the first that can express all of them: flower; fw for a mark; matchall
    ///     for none; u32; basic. u32 and basic expect ports and other transport fields where they are without IP options and IPv6 extension
    ///     headers: packets with these, and later fragments, do not match. u32 compares under masks; basic can also compare with `!=` and
    ///     by order. Filters that hardware has to hold become neither fw nor basic.
    ///   - flower: keys of flower that have no field: `flower: { $0.tunnel = .init(keyID: 7) }`.
    ///   - classify: the number of the class that packets go to, below the qdisc around the filter.
    ///   - classid: that class by its whole handle.
    ///   - actions: in the order in which they run. An edit of an IPv4 or IPv6 header keeps the filter to packets of that family.
    ///   - offload: `.required` for hardware only (tc's `skip_sw`), `.never` for software only (`skip_hw`).
    ///   - verbose: whether the kernel reports why hardware refuses the filter.
    ///   - chain: the chain of filters; packets start in chain 0.
    ///   - priority: lower ones are tried earlier; by default, filters are tried in their order.
    ///   - handle: the classifier's number for the filter; by default the kernel chooses.
    public init(
        _ matches: Statement..., by classifier: MatchClassifier? = nil, flower rest: ((inout Classifier.Flower) -> Void)? = nil,
        classify number: UInt16? = nil, classid: Handle? = nil,
        actions: [TrafficAction] = [], offload: Offload = .preferred, verbose: Bool = false, chain: UInt32 = 0, priority: UInt16? = nil,
        handle: UInt32? = nil, file: String = #filePath, line: Int = #line, column: Int = #column
    ) {
        var flower: Classifier.Flower?
        if let rest {
            var keys = Classifier.Flower()
            rest(&keys)
            flower = keys
        }
        self.init(
            .statements(matches, by: classifier ?? (flower == nil ? nil : .flower), rest: flower), Self.target(number, classid), actions,
            Self.flags(offload, verbose),
            Place(chain: chain, priority: priority, handle: handle), here(file, line, column))
    }

    /// A filter with a classifier and its options: `Filter(using: .u32 { … }, classify: 10)`.
    ///
    /// - Parameters:
    ///   - protocol: the EtherType of the packets that it sees; all by default.
    ///   - handle: the classifier's number for the filter, such as fw's mark.
    public init(
        using classifier: ClassifierKind, protocol protocolID: EtherType? = nil, classify number: UInt16? = nil, classid: Handle? = nil,
        actions: [TrafficAction] = [], offload: Offload = .preferred, verbose: Bool = false, chain: UInt32 = 0, priority: UInt16? = nil,
        handle: UInt32? = nil, file: String = #filePath, line: Int = #line, column: Int = #column
    ) {
        self.init(
            .classifier(classifier, protocolID: protocolID), Self.target(number, classid), actions, Self.flags(offload, verbose),
            Place(chain: chain, priority: priority, handle: handle), here(file, line, column))
    }

    private init(
        _ matching: Matching, _ target: Target, _ actions: [TrafficAction], _ flags: FilterFlags, _ place: Place, _ location: SourceLocation
    ) {
        self.matching = matching
        self.target = target
        self.actions = actions
        self.flags = flags
        self.place = place
        self.location = location
        notes = .unplaced()
    }

    private static func target(_ number: UInt16?, _ classid: Handle?) -> Target {
        number.map { .number($0) } ?? classid.map { .handle($0) } ?? .none
    }

    private static func flags(_ offload: Offload, _ verbose: Bool) -> FilterFlags {
        var flags: FilterFlags = verbose ? .verbose : []
        switch offload {
        case .required: flags.insert(.skipSoftware)
        case .preferred: break
        case .never: flags.insert(.skipHardware)
        }
        return flags
    }

    /// The filter in the model; `nil` if none of its matches is left.
    func model(on attachment: Attachment, classes major: UInt16?, _ notes: inout PendingDiagnostics) -> WeirModel.Filter? {
        var own = self.notes
        defer { notes += own.placed(at: location) }
        if case .number = target, major == nil {
            own.error(.noClass, "there are no classes here", help: "leave `classify` out, or move the filter to `Root`")
        }
        switch matching {
        case .classifier(let kind, let protocolID):
            let number = protocolID?.number(&own) ?? WeirModel.Filter.allProtocols
            return model(kind, attachment, major, number, actions)
        case .statements(let statements, let classifier, let rest):
            var matches = FilterStatements()
            for statement in statements { matches.add(statement, &own) }
            if matches.cases.isEmpty { return nil }
            let kind = ClassifierKind(Classifier.Matches(matches.cases, by: classifier, flower: rest))
            return model(kind, attachment, major, WeirModel.Filter.allProtocols, matches.actions + actions)
        }
    }

    private func model(
        _ kind: ClassifierKind, _ attachment: Attachment, _ major: UInt16?, _ protocolID: UInt16, _ actions: [TrafficAction]
    ) -> WeirModel.Filter {
        let classID: Handle? =
            switch target {
            case .none: nil
            case .number(let number): major.map { Handle($0, number) }
            case .handle(let handle): handle
            }
        return WeirModel.Filter(
            kind.options, on: attachment, chain: place.chain, priority: place.priority, protocolID: protocolID, handle: place.handle,
            classID: classID,
            actions: actions, flags: flags, unknown: kind.unknown, at: location)
    }
}

/// A filter's statements: matches, which may differ between the IP families, and verdicts.
private struct FilterStatements {
    private(set) var actions: [TrafficAction] = []
    private(set) var cases: [[WeirModel.Statement]] = [[]]

    mutating func add(_ statement: Statement, _ notes: inout PendingDiagnostics) {
        notes += PendingDiagnostics(problems: statement.draft.notes.problems)
        switch statement.draft.value {
        case .same(.verdict(.accept)): actions.append(.pass)
        case .same(.verdict(.drop)): actions.append(.drop)
        case .same(.verdict(.continue)): actions.append(.continue)
        case .same(let model): cases = cases.map { $0 + [model] }
        case .split(let ip, let ip6): cases = [ip, ip6].compactMap { $0 }.flatMap { model in cases.map { $0 + [model] } }
        }
    }
}
