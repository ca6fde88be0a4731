// Links: their classes and filters are bulk; the rest is in the generic form.

import WeirModel

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
        try coder.parts(&id, &parent, &options, &unknown, &at)
    }
}

extension Filter: PackedPart {
    static var blank: Filter { Filter(MatchAll(), on: .parent(.none)) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        coder.align()
        try coder.parts(&attachment, &chain, &priority, &protocolID)
        try coder.parts(&handle, &classifier, &classID, &actions)
        try coder.parts(&flags.rawValue, &unknown, &status, &at)
    }
}

extension Action: PackedPart {
    static var blank: Action { Action(GAct(), .pass) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try coder.parts(&options, &control, &index, &cookie, &hardwareStatistics)
        try coder.parts(&flags.rawValue, &isInOldForm, &unknown, &references)
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
        try coder.parts(&handle, &isInHardware, &inHardwareCount, &rootTable)
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
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) { try coder.parts(&type, &payload) }
}
