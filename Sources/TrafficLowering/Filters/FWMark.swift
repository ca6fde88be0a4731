import WeirModel

/// fw knows the mark, the protocol and the link that the packet came by.
enum FWMark {
    static func lower(_ matches: [FilterMatch]) throws(FilterProblem) -> FilterMatching.Result {
        var fw = Filter.FW()
        var protocols = PositionedMatches(.fw)
        var mark: UInt32?
        for match in matches {
            switch match.field {
            case .meta(.mark):
                guard mark == nil else { throw FilterProblem("fw compares the mark once") }
                guard match.comparison == .equal, match.operand.last == nil else {
                    throw FilterProblem("fw can only compare a mark for equality")
                }
                let masked = match.operand.masked(UInt32.self)
                (mark, fw.mask) = (masked.value, masked.mask)
            case .meta(.iifname), .meta(.iif): fw.indev = try match.linkName(.fw)
            case let field where field.isProtocolOfFilter: try protocols.add(match)
            default: throw FilterMatching.Classifier.fw.lacks(match.field)
            }
        }
        guard let mark else { throw FilterProblem("fw matches a mark, and there is none", help: "add `meta.mark`") }
        return FilterMatching.Result(fw, protocolID: try protocols.filters()[0].protocolID, handle: mark)
    }
}
