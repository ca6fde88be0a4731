internal import CNftnl
import Netfilter
internal import Synchronization
internal import Threads
import WeirModel

/// How many elements may still turn out to be missing before asking on is in vain; shared by the sockets that ask.
private final class Allowance: Sendable {
    private let left: Atomic<Int>
    init(_ count: Int) { left = Atomic(count) }

    var isSpent: Bool { left.load(ordering: .relaxed) < 0 }
    func spend(_ count: Int) { left.wrappingSubtract(count, ordering: .relaxed) }
}

extension NftablesSession {
    /// The elements that a set does not hold as they are given: they are absent, or mapped to something else. nil: more than `most` are.
    ///
    /// The kernel is asked for each by key, which takes time in proportion to the elements; a dump of a large set takes time in proportion
    /// to their square. (Kernel 6.1 answers wrongly for the end of an interval where the next one begins.) The end at zero that nft puts in
    /// front of intervals is not asked for: it means nothing, and the kernel denies it.
    package func missing(
        _ elements: SetElements, fromSet set: String, of table: SnapshotRequest.TableName, atMost most: Int = .max
    ) throws -> SetElements? {
        let elements = elements.withoutEndAtZero
        let allowance = Allowance(most)
        guard elements.count > Self.many else {
            return try missing(elements, 0..<elements.count, fromSet: set, of: table, allowance)
        }
        // The kernel answers several sockets at once, and spends on it most of the time that this takes.
        let size = Self.many / 2
        let pieces = stride(from: 0, to: elements.count, by: size).map { $0..<min($0 + size, elements.count) }
        let found = pieces.concurrentMap(piece: 1) { piece in
            Result { try NftablesSession().missing(elements, piece, fromSet: set, of: table, allowance) }
        }
        var missing = SetElements()
        for piece in found {
            guard let piece = try piece.get() else { return nil }
            missing.append(contentsOf: piece)
        }
        return missing
    }

    /// From here on elements are asked for by several sockets.
    private static let many = 40_000

    private func missing(
        _ elements: SetElements, _ range: Range<Int>, fromSet set: String, of table: SnapshotRequest.TableName, _ allowance: Allowance
    ) throws -> SetElements? {
        let subject = "asking for elements of set `\(table.family.rawValue) \(table.name) \(set)`"
        let place = ElementMessage.Place(table: table.name, set: set)
        let layout = elements.layout ?? .init(key: 0)
        var missing = SetElements()
        var index = range.lowerBound
        // The first element that is not there ends the answer, and the rest of the question was in vain: where elements are missing,
        // questions are short.
        var size = elementsPerQuestion
        while index < range.upperBound {
            guard !allowance.isSpent else { return nil }
            // Answers come one an element, in order.
            var asked = 0
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
                                case .row(let row, let flags): ElementMessage.encode(row, layout, flags: flags, keyOnly: true, to: writer)
                                case .whole(let element): ElementMessage.encode(element, keyOnly: true, to: writer)
                                }
                                asked += 1
                                return asked < min(size, range.upperBound - index)
                            }
                        }
                    },
                    each: { message in
                        guard answered < asked else { return }
                        if try !ElementMessage.decode(message, isElement: index + answered, of: elements) { differing.append(answered) }
                        answered += 1
                    })
                size = min(size * 2, elementsPerQuestion)
            } catch let error as NftablesError where error.kind == .absent && answered < asked {
                differing.append(answered)
                answered += 1
                size = max(size / 2, 1)
            } catch let error as NftablesError where error.kind.isDisturbance && elementsPerQuestion > 16 {
                elementsPerQuestion /= 2
                size = min(size, elementsPerQuestion)
                continue
            }
            guard answered > 0 else { throw NftablesError.malformed("no answer for an element of set `\(set)`") }
            for place in differing { missing.append(elements[index + place]) }
            allowance.spend(differing.count)
            index += answered
        }
        return allowance.isSpent ? nil : missing
    }

    /// The elements of a set, found by querying those that are expected. `nil` if it takes a dump: the set has other elements, the kernel
    /// does not report the number of elements (6.1 does not), or elements are added and expire without a transaction.
    ///
    /// `live`: the set as a snapshot of the same generation has it; its elements need not have been read.
    package func elements(of live: CompiledSet, expecting expected: SetElements, in table: SnapshotRequest.TableName) throws -> SetElements?
    {
        let flags = live.specification.flags
        guard let count = live.elementCount, flags & (NFT_SET_TIMEOUT.rawValue | NFT_SET_EVAL.rawValue) == 0 else { return nil }
        // A tree counts its intervals by halving the ends. So of an even number of ends one more may be hidden; and of any number, an interval
        // that reaches to the highest value, and so has no end, where the meaningless end at zero is not there.
        let isTree = flags & NFT_SET_INTERVAL.rawValue != 0 && live.specification.fieldLengths.count < 2
        let counted = isTree ? 2 : 1
        if isTree, expected.count.isMultiple(of: 2) { return nil }
        // With one element more missing than the set lacks in number, it holds one that is not expected. So as soon as that is seen, or
        // where it lacks many, asking would be in vain.
        let lacking = expected.count - Int(count) * counted
        guard lacking >= 0, lacking <= Self.mostLacking,
            let missing = try missing(expected, fromSet: live.name, of: table, atMost: lacking),
            (expected.count - missing.count) / counted == Int(count)
        else { return nil }
        if isTree, try holdsOther(than: expected, live, table) { return nil }
        if missing.isEmpty { return expected }
        let absent = Set(missing)
        return SetElements(expected.lazy.filter { !absent.contains($0) })
    }

    /// A question that meets a missing element costs as much as one that is answered for a hundred.
    private static let mostLacking = 1000

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
        } catch let error as NftablesError where error.kind == .absent {
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
        let layout = layout ?? Layout(key: 0)
        rest.reserveCapacity(count, layout: layout)
        var place = 0
        forEachStored { stored in
            defer { place += 1 }
            if place == index { return true }
            switch stored {
            case .row(let row, let flags): rest.append(row, layout, flags: flags)
            case .whole(let element): rest.append(element)
            }
            return true
        }
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
