// Options of traffic control: the number of their kind, then the parts. 0 is any kind, in the generic form. The numbers never change.

import WeirModel

extension AnyOptions: PackedPart {
    static var blank: Self { Self(RawOptions(kind: "", payload: nil)) }

    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        var number = Coder.isReading ? 0 : PackedKind.of(options)?.rawValue ?? 0
        try coder.number(&number)
        guard number != 0 else { return try coder.generic(&self) }
        guard let kind = PackedKind(rawValue: number), Catalogue.self == kind.catalogue else {
            throw coder.refusal("an unknown kind of options")
        }
        switch kind {
        case .u32: try code(Filter.U32.self, by: &coder)
        case .flower: try code(Filter.Flower.self, by: &coder)
        case .matchall: try code(Filter.MatchAll.self, by: &coder)
        case .fw: try code(Filter.FW.self, by: &coder)
        case .gact: try code(Action.GAct.self, by: &coder)
        case .mirred: try code(Action.Mirred.self, by: &coder)
        case .police: try code(Action.Police.self, by: &coder)
        case .skbedit: try code(Action.SKBEdit.self, by: &coder)
        case .vlan: try code(Action.VLAN.self, by: &coder)
        case .htbClass: try code(TrafficClass.HTB.self, by: &coder)
        case .hfscClass: try code(TrafficClass.HFSC.self, by: &coder)
        case .matches: try code(Filter.Matches.self, by: &coder)
        }
    }

    private mutating func code<Options: TrafficOptions & PackedPart, Coder: PackedCoder>(_ type: Options.Type, by coder: inout Coder)
        throws(DocumentError)
    {
        try coder.box(type)
        var parts: Options = Coder.isReading ? .blank : options as? Options ?? .blank
        try parts.code(by: &coder)
        options = parts
    }
}

/// The kinds that have a packed form.
private enum PackedKind: UInt8 {
    case u32 = 1
    case flower, matchall, fw, gact, mirred, police, skbedit, vlan, htbClass, hfscClass, matches

    static func of(_ options: any TrafficOptions) -> PackedKind? {
        switch options {
        case is Filter.U32: .u32
        case let flower as Filter.Flower: flower.hasNewerKeys ? nil : .flower
        case is Filter.MatchAll: .matchall
        case is Filter.FW: .fw
        case is Action.GAct: .gact
        case let mirred as Action.Mirred: mirred.block == nil ? .mirred : nil
        case is Action.Police: .police
        case is Action.SKBEdit: .skbedit
        case is Action.VLAN: .vlan
        case is TrafficClass.HTB: .htbClass
        case is TrafficClass.HFSC: .hfscClass
        case let matches as Filter.Matches: matches.flower?.hasNewerKeys == true ? nil : .matches
        default: nil
        }
    }

    var catalogue: any KindCatalogue.Type {
        switch self {
        case .u32, .flower, .matchall, .fw, .matches: ClassifierCatalogue.self
        case .gact, .mirred, .police, .skbedit, .vlan: ActionCatalogue.self
        case .htbClass, .hfscClass: TrafficClassCatalogue.self
        }
    }
}
