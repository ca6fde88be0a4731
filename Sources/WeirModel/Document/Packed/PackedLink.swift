// Links: their classes and filters are bulk; the rest is in the generic form.

extension PackedWriter {
    mutating func link(_ link: LinkConfiguration) throws {
        var rest = link
        rest.classes = []
        rest.filters = []
        try generic(rest)
        try array(link.classes) { writer, found in try writer.part(found) }
        try array(link.filters) { writer, filter in try writer.part(filter) }
    }
}

extension PackedReader {
    mutating func link() throws(DocumentError) -> LinkConfiguration {
        var link = try generic(LinkConfiguration.self)
        link.classes = try array { reader throws(DocumentError) in try reader.part() }
        link.filters = try array { reader throws(DocumentError) in try reader.part() }
        return link
    }
}

extension TrafficClass: PackedPart {
    static var blank: TrafficClass { TrafficClass(.none, parent: .none, HTB()) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        coder.align()
        try id.code(by: &coder)
        try parent.code(by: &coder)
        try options.code(by: &coder)
        try unknown.code(by: &coder)
        try at.code(by: &coder)
    }
}

extension Filter: PackedPart {
    static var blank: Filter { Filter(MatchAll(), on: .parent(.none)) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        coder.align()
        try attachment.code(by: &coder)
        try chain.code(by: &coder)
        try priority.code(by: &coder)
        try protocolID.code(by: &coder)
        try handle.code(by: &coder)
        try classifier.code(by: &coder)
        try classID.code(by: &coder)
        try actions.code(by: &coder)
        try flags.rawValue.code(by: &coder)
        try unknown.code(by: &coder)
        try status.code(by: &coder)
        try at.code(by: &coder)
    }
}

extension Action: PackedPart {
    static var blank: Action { Action(GAct(), .pass) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try options.code(by: &coder)
        try control.code(by: &coder)
        try index.code(by: &coder)
        try cookie.code(by: &coder)
        try hardwareStatistics.code(by: &coder)
        try flags.rawValue.code(by: &coder)
        try isInOldForm.code(by: &coder)
        try unknown.code(by: &coder)
        try references.code(by: &coder)
    }
}

extension Attachment: PackedPart {
    static var blank: Attachment { .parent(.none) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        var (isBlock, number): (Bool, UInt32) =
            switch self {
            case .parent(let handle): (false, handle.rawValue)
            case .block(let block): (true, block)
            }
        try coder.flag(&isBlock)
        try coder.number(&number)
        self = isBlock ? .block(number) : .parent(Handle(rawValue: number))
    }
}

extension FilterStatus: PackedPart {
    static var blank: FilterStatus { FilterStatus(handle: 0) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try handle.code(by: &coder)
        try isInHardware.code(by: &coder)
        try inHardwareCount.code(by: &coder)
        try rootTable.code(by: &coder)
    }
}

extension ActionReferences: PackedPart {
    static var blank: ActionReferences { ActionReferences(references: 0, bindings: 0) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try coder.signed(&references)
        try coder.signed(&bindings)
    }
}

extension RawAttribute: PackedPart {
    static var blank: RawAttribute { RawAttribute(type: 0, payload: []) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try type.code(by: &coder)
        try payload.code(by: &coder)
    }
}
