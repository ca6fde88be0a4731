public import WeirModel

/// `.required` of a filter is skip_sw, `.never` skip_hw; `.preferred` leaves it to the kernel.
public typealias Offload = WeirModel.Offload

/// A filter of a qdisc, or of what a link receives or sends: `Filter(ip.dscp == .ef, classify: 10)`.
public struct Filter: Sendable {
    enum Matching: Sendable {
        /// A rule's matches, and verdicts for actions: lowered to the classifier that can say them.
        case statements([Statement])
        case classifier(any TrafficOptions, protocolID: UInt16, handle: UInt32?)
    }

    let matching: Matching
    let number: UInt16?
    let actions: [TrafficAction]
    let offload: Offload
    let chain: UInt32
    let priority: UInt16?
    let location: SourceLocation

    /// - Parameters:
    ///   - matches: all of them have to match; none matches every packet. `.accept`, `.drop` and `.continue` among them are actions.
    ///   - classify: the number of the class that packets go to.
    public init(
        _ matches: Statement..., classify number: UInt16? = nil, actions: [TrafficAction] = [], offload: Offload = .preferred, chain: UInt32 = 0,
        priority: UInt16? = nil, file: String = #filePath, line: Int = #line, column: Int = #column
    ) {
        self.init(.statements(matches), number, actions, offload, chain, priority, here(file, line, column))
    }

    /// A classifier with its own options: `Filter(using: Classifier.U32(…), …)`.
    ///
    /// - Parameters:
    ///   - protocol: the EtherType that it sees; left out, all.
    ///   - handle: the classifier's own name of the filter, such as fw's mark.
    public init(
        using classifier: any TrafficOptions, protocol protocolID: UInt16 = WeirModel.Filter.allProtocols, handle: UInt32? = nil,
        classify number: UInt16? = nil, actions: [TrafficAction] = [], offload: Offload = .preferred, chain: UInt32 = 0, priority: UInt16? = nil,
        file: String = #filePath, line: Int = #line, column: Int = #column
    ) {
        let matching = Matching.classifier(classifier, protocolID: protocolID, handle: handle)
        self.init(matching, number, actions, offload, chain, priority, here(file, line, column))
    }

    private init(
        _ matching: Matching, _ number: UInt16?, _ actions: [TrafficAction], _ offload: Offload, _ chain: UInt32, _ priority: UInt16?,
        _ location: SourceLocation
    ) {
        self.matching = matching
        self.number = number
        self.actions = actions
        self.offload = offload
        self.chain = chain
        self.priority = priority
        self.location = location
    }

    /// The filter in the model: one, or one for each thing that the classifier can't say together.
    func models(on attachment: Attachment, classes major: UInt16?, _ notes: inout Notes) -> [WeirModel.Filter] {
        var own = Notes()
        defer { notes += Notes(problems: own.problems.map { $0.at(location) }) }
        if number != nil, major == nil { own.error("no-class", "there are no classes here", help: "leave `classify` out, or move the filter to `Root`") }
        switch matching {
        case .classifier(let options, let protocolID, let handle):
            return [model(options, attachment, major, protocolID, handle, actions)]
        case .statements(let statements):
            var lowering = FilterLowering(location: location)
            for statement in statements { lowering.add(statement, &own) }
            return lowering.results(&own).map { result in
                model(result.options, attachment, major, result.protocolID, result.handle, lowering.actions + actions)
            }
        }
    }

    private func model(
        _ options: any TrafficOptions, _ attachment: Attachment, _ major: UInt16?, _ protocolID: UInt16, _ handle: UInt32?, _ actions: [TrafficAction]
    ) -> WeirModel.Filter {
        let flags: FilterFlags
        switch offload {
        case .required: flags = .skipSoftware
        case .preferred: flags = []
        case .never: flags = .skipHardware
        }
        var classID: Handle?
        if let number, let major { classID = Handle(major, number) }
        return WeirModel.Filter(
            options, on: attachment, chain: chain, priority: priority, protocolID: protocolID, handle: handle, classID: classID, actions: actions,
            flags: flags, at: location)
    }
}
