internal import CNftnl
import Netfilter
import WeirModel

extension Session {
    /// The elements that a set does not hold as they are given: they are absent, or mapped to something else.
    ///
    /// The kernel is asked for each by key, which takes time in proportion to the elements; a dump of a large set takes time in proportion
    /// to their square. The end at zero that nft puts in front of intervals is not asked for: it means nothing, and the kernel denies it.
    public func missing(_ elements: SetElements, fromSet set: String, of table: SnapshotRequest.TableName) throws -> SetElements {
        let subject = "asking for elements of set `\(table.family.rawValue) \(table.name) \(set)`"
        let place = ElementMessage.Place(table: table.name, set: set)
        let layout = elements.layout ?? .init(key: 0)
        let elements = elements.withoutEndAtZero
        var missing = SetElements()
        var index = 0
        while index < elements.count {
            // Answers come one an element, in order; the first that is not there ends them.
            var asked = SetElements()
            var answered = 0
            var differing: [Int] = []
            do {
                try ask(
                    NFT_MSG_GETSETELEM, family: table.family.nfproto, subject: subject,
                    attributes: { writer in
                        ElementMessage.encode(place, to: writer)
                        writer.nest(NFTA_SET_ELEM_LIST_ELEMENTS) {
                            elements.forEachStored(from: index) { stored in
                                switch stored {
                                case .row(let row, let flags):
                                    ElementMessage.encode(row, layout, flags: flags, keyOnly: true, to: writer)
                                    asked.append(row, layout, flags: flags)
                                case .whole(let element):
                                    ElementMessage.encode(element, keyOnly: true, to: writer)
                                    asked.append(element)
                                }
                                return asked.count < elementsPerQuestion
                            }
                        }
                    },
                    each: { message in
                        guard message.nftables == NFT_MSG_NEWSETELEM.rawValue, answered < asked.count else { return }
                        if try !ElementMessage.decode(message, isElement: answered, of: asked) { differing.append(answered) }
                        answered += 1
                    })
            } catch let error as NftablesError where error.errno == ErrnoMeaning.noEntry && answered < asked.count {
                differing.append(answered)
                answered += 1
            }
            guard answered > 0 else { throw NftablesError.malformed("no answer for an element of set `\(set)`") }
            for place in differing { missing.append(elements[index + place]) }
            index += answered
        }
        return missing
    }

    /// Whether a set holds these elements and no others; nil where that can't be told without a dump: the kernel gives no number of elements
    /// (6.1 does not), or elements come and go by themselves.
    ///
    /// `live`: the set as a snapshot of the same generation has it; its elements need not have been read.
    public func holds(exactly elements: SetElements, live: CompiledSet, of table: SnapshotRequest.TableName) throws -> Bool? {
        let flags = live.specification.flags
        guard let count = live.elementCount, flags & (NFT_SET_TIMEOUT.rawValue | NFT_SET_EVAL.rawValue) == 0 else { return nil }
        guard flags & NFT_SET_INTERVAL.rawValue != 0, live.specification.fieldLengths.count < 2 else {
            return try elements.count == count && missing(elements, fromSet: live.name, of: table).isEmpty
        }
        // Of intervals the kernel counts half the ends, and rounds: one that reaches to the highest value, which has no end, may be hidden.
        guard elements.count / 2 == count else { return false }
        return try missing(elements, fromSet: live.name, of: table).isEmpty && !holdsOther(than: elements, live, table)
    }

    /// Whether the highest value is in an interval that is not among the elements.
    private func holdsOther(than elements: SetElements, _ live: CompiledSet, _ table: SnapshotRequest.TableName) throws -> Bool {
        let highest = SetElement(key: [UInt8](repeating: 0xff, count: Int(min(live.specification.keyLength, 64))))
        var found = SetElements()
        do {
            try ask(
                NFT_MSG_GETSETELEM, family: table.family.nfproto, subject: "asking for elements of set `\(live.name)`",
                attributes: { writer in
                    ElementMessage.encode(.init(table: table.name, set: live.name), to: writer)
                    writer.nest(NFTA_SET_ELEM_LIST_ELEMENTS) { ElementMessage.encode(highest, keyOnly: true, to: writer) }
                }, each: { try ElementMessage.decode($0, into: &found) })
        } catch let error as NftablesError where error.errno == ErrnoMeaning.noEntry {
            return false
        }
        return found.contains { start in start.flags & 1 == 0 && !elements.contains { $0.key == start.key && $0.flags & 1 == 0 } }
    }
}

extension SetElements {
    /// Without the end of no interval that nft puts at zero.
    fileprivate var withoutEndAtZero: SetElements {
        guard let index = firstIndexOfEndAtZero else { return self }
        var rest = SetElements()
        if let layout { rest.reserveCapacity(count, layout: layout) }
        for (place, element) in enumerated() where place != index { rest.append(element) }
        return rest
    }

    private var firstIndexOfEndAtZero: Int? {
        var index = -1
        var found: Int?
        forEachStored { stored in
            index += 1
            if case .row(let key, let flags) = stored, flags & 1 != 0, key.allSatisfy({ $0 == 0 }) { found = index }
            return found == nil
        }
        return found
    }
}
