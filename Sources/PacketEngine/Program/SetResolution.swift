import Netfilter

extension ProgramSet {
    /// `NFT_SET_*`.
    private enum Flag {
        static let interval: UInt32 = 4
        static let map: UInt32 = 8
        static let timeout: UInt32 = 16
        static let evaluated: UInt32 = 32
    }

    /// `NFT_SET_ELEM_*`.
    enum ElementFlag {
        static let intervalEnd: UInt32 = 1
        static let catchAll: UInt32 = 2
    }

    /// Without elements.
    init(number: Int, table: Int, name: String?, specification: SetSpecification) {
        self.number = number
        self.table = table
        self.name = name
        self.specification = specification
        let keyBytes = min(Int(specification.keyLength), 64)
        keyWords = max(1, (keyBytes + 3) / 4)
        lastWordMask = PacketEngine.lastWordMask(bytes: keyBytes)
        var word = 0
        fields = specification.fieldLengths.map { length in
            let words = word..<(word + (Int(length) + 3) / 4)
            word = words.upperBound
            return Field(words: words, bytes: Int(length))
        }
        if fields.isEmpty || word != keyWords { fields = [Field(words: 0..<keyWords, bytes: keyBytes)] }
        if specification.flags & Flag.interval != 0 { shape = fields.count > 1 ? .boxes : .intervals }
        isDynamic = specification.flags & (Flag.timeout | Flag.evaluated) != 0
    }
}

extension ProgramBuilder {
    /// A set with its elements as entries.
    mutating func resolved(
        _ specification: SetSpecification, _ elements: SetElements, name: String?, number: Int, managedElsewhere: Bool
    ) throws(ProgramError) -> ProgramSet {
        var set = ProgramSet(number: number, table: table, name: name, specification: specification)
        set.isDynamic = set.isDynamic || managedElsewhere || program.sets[number].isDynamic
        var bounds = SetBounds(set)
        var content = try ContentBuilder(specification)
        var statefuls: [Int: [Int]] = [:]
        var catchAll: SetElement?
        for element in elements {
            if element.flags & ProgramSet.ElementFlag.catchAll != 0 {
                catchAll = element
                continue
            }
            guard bounds.append(element) else {
                throw error("an element of set `\(name ?? "")` has a key of \(element.key.count) bytes")
            }
            if !element.expressions.isEmpty { statefuls[bounds.count - 1] = try self.statefuls(element.expressions) }
            try content.append(element.data, in: &self)
        }
        if let catchAll {
            set.hasCatchAll = true
            statefuls[bounds.count] = try self.statefuls(catchAll.expressions)
            try content.append(catchAll.data, in: &self)
        }
        let order = bounds.resolve(into: &set) + (catchAll == nil ? [] : [bounds.count])
        if !statefuls.isEmpty {
            for (entry, index) in order.enumerated() {
                if let actions = statefuls[index], !actions.isEmpty { set.statefuls[entry] = actions }
            }
        }
        set.content = content.content(in: order)
        return set
    }
}

/// What a map's elements lead to.
private struct ContentBuilder {
    private var content: ProgramSet.Content

    /// `NFT_DATA_VERDICT`.
    private static let verdictType: UInt32 = 0xffff_ff00

    init(_ specification: SetSpecification) throws(ProgramError) {
        content =
            if specification.objectType != nil {
                .objects([])
            } else if specification.dataType == Self.verdictType {
                .verdicts([])
            } else if specification.dataType != nil {
                .values(words: max(1, (min(Int(specification.dataLength ?? 4), 64) + 3) / 4), [])
            } else {
                .none
            }
    }

    /// The end of an interval has no data; what stands for it is never read.
    mutating func append(_ data: SetElement.Data?, in builder: inout ProgramBuilder) throws(ProgramError) {
        switch content {
        case .none: break
        case .values(let words, var all):
            content = .none
            var value: [UInt32] = []
            if case .value(let bytes) = data { value = bytes.registerWords }
            all.append(contentsOf: value.prefix(words))
            all.append(contentsOf: repeatElement(0, count: max(0, words - value.count)))
            content = .values(words: words, all)
        case .verdicts(var all):
            content = .none
            if case .verdict(let verdict) = data { all.append(try builder.verdict(verdict)) } else { all.append(.continue) }
            content = .verdicts(all)
        case .objects(var all):
            content = .none
            if case .object(let name) = data { all.append(try builder.object(named: name)) } else { all.append(-1) }
            content = .objects(all)
        }
    }

    func content(in order: [Int]) -> ProgramSet.Content {
        switch content {
        case .none: .none
        case .values(let words, let all):
            .values(words: words, ContiguousArray(order.lazy.flatMap { all[($0 * words)..<(($0 + 1) * words)] }))
        case .verdicts(let all): .verdicts(order.map { all[$0] })
        case .objects(let all): .objects(order.map { all[$0] })
        }
    }
}
