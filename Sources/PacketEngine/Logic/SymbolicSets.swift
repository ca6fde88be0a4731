import Diagrams

/// A question to a set that is asked again and again.
struct MemberKey: Hashable {
    var set: Int
    /// Which of its entries.
    var group: Int
    var key: [SymbolicWord]
}

extension SymbolicLogic {
    package func member(of number: Int, key registers: RegisterFile<SymbolicWord>, at slot: Int, under condition: Diagram) -> Diagram {
        let set = program.sets[number]
        let key = key(of: set, registers, slot)
        if set.isDynamic || !set.statefuls.isEmpty { return arena.and(condition, unknownMember(set, key, under: condition)) }
        return arena.and(condition, set.hasCatchAll ? .always : entries(of: set, group: 0, key) { _ in true })
    }

    package func verdicts(
        of number: Int, key registers: RegisterFile<SymbolicWord>, at slot: Int, under condition: Diagram, endings: inout [Ending<Diagram>]
    ) {
        let map = program.sets[number]
        guard case .verdicts(let verdicts) = map.content else { return }
        let key = key(of: map, registers, slot)
        if map.isDynamic || !map.statefuls.isEmpty {
            // Any of its verdicts, or none.
            var left = arena.and(condition, unknownMember(map, key, under: condition))
            for verdict in Set(verdicts).sorted(by: { "\($0)" < "\($1)" }) {
                let isIt = unknowns.condition(.member("verdict \(verdict) of \(unknownName(map, key))"))
                endings.append(Ending(verdict, arena.and(left, isIt)))
                left = arena.without(left, isIt)
            }
            return
        }
        for (group, members) in groups(verdicts, of: map, key) { endings.append(Ending(group, arena.and(condition, members))) }
    }

    package func objects(
        of number: Int, key registers: RegisterFile<SymbolicWord>, at slot: Int, under condition: Diagram
    ) -> [(object: Int, condition: Diagram)] {
        let map = program.sets[number]
        guard case .objects(let objects) = map.content else { return [] }
        let key = key(of: map, registers, slot)
        if map.isDynamic || !map.statefuls.isEmpty {
            var left = arena.and(condition, unknownMember(map, key, under: condition))
            return Set(objects).sorted().map { object in
                let isIt = unknowns.condition(.member("object \(object) of \(unknownName(map, key))"))
                defer { left = arena.without(left, isIt) }
                return (object, arena.and(left, isIt))
            }
        }
        return groups(objects, of: map, key).map { ($0.0, arena.and(condition, $0.1)) }
    }

    package func value(
        of number: Int, key slot: Int, registers: inout RegisterFile<SymbolicWord>, into destination: Int, under condition: Diagram
    ) -> Diagram {
        let map = program.sets[number]
        guard case .values(let words, let values) = map.content, words > 0 else { return .never }
        let key = key(of: map, registers, slot)
        let places = (0..<words).filter { destination + $0 < registers.words.count }
        if map.isDynamic || !map.statefuls.isEmpty {
            for place in places {
                registers[destination + place] = .bits(
                    arena.bits(unknowns.variables(.value("word \(place) of \(unknownName(map, key))"), count: 32)))
            }
            return arena.and(condition, unknownMember(map, key, under: condition))
        }
        let entries = (0..<(values.count / words)).map { Array(values[($0 * words)..<(($0 + 1) * words)]) }
        var found = Diagram.never
        for (value, members) in groups(entries, of: map, key) {
            found = arena.or(found, members)
            for place in places {
                registers[destination + place] = arena.select(members, .constant(value[place]), registers[destination + place])
            }
        }
        return arena.and(condition, found)
    }

    // MARK: entries

    /// The packets of each value that entries have, disjoint.
    private func groups<Value: Hashable>(_ values: [Value], of map: ProgramSet, _ key: [SymbolicWord]) -> [(Value, Diagram)] {
        var order: [Value] = []
        var entriesOf: [Value: Set<Int>] = [:]
        for (entry, value) in values.prefix(map.count).enumerated() {
            if entriesOf[value] == nil { order.append(value) }
            entriesOf[value, default: []].insert(entry)
        }
        var result: [(Value, Diagram)] = []
        if map.shape == .boxes {
            // The first entry that holds the key wins.
            var taken = Diagram.never
            var packets: [Value: Diagram] = [:]
            for entry in 0..<min(map.count, values.count) {
                let box = arena.without(entries(of: map, group: -1 - entry, key) { $0 == entry }, taken)
                taken = arena.or(taken, box)
                packets[values[entry]] = arena.or(packets[values[entry]] ?? .never, box)
            }
            result = order.map { ($0, packets[$0] ?? .never) }
        } else {
            result = order.enumerated().map { group, value in
                (value, entries(of: map, group: group + 1, key) { entriesOf[value]?.contains($0) ?? false })
            }
        }
        if map.hasCatchAll, let last = values.last {
            let others = arena.not(result.reduce(.never) { arena.or($0, $1.1) })
            if let index = result.firstIndex(where: { $0.0 == last }) {
                result[index].1 = arena.or(result[index].1, others)
            } else {
                result.append((last, others))
            }
        }
        return result
    }

    private func key(of set: ProgramSet, _ registers: RegisterFile<SymbolicWord>, _ slot: Int) -> [SymbolicWord] {
        (0..<set.keyWords).map { word in
            guard slot + word < registers.words.count else { return .constant(0) }
            let value = registers[slot + word]
            return word == set.keyWords - 1 && set.lastWordMask != .max ? and(value, .constant(set.lastWordMask)) : value
        }
    }

    private func entries(of set: ProgramSet, group: Int, _ key: [SymbolicWord], _ isChosen: (Int) -> Bool) -> Diagram {
        let name = MemberKey(set: set.number, group: group, key: key)
        if let known = members[name] { return known }
        let chosen = group < 0 ? [-1 - group] : (0..<set.count).filter(isChosen)
        let result: Diagram
        switch set.shape {
        case .boxes: result = union(chosen[...]) { box(of: set, $0, key) }
        case .intervals: result = intervals(of: set, chosen, key)
        case .exact: result = points(of: set, chosen, key)
        }
        // What is found within a question goes with it.
        if !isWithinQuestion { members[name] = result }
        return result
    }

    private func union(_ entries: ArraySlice<Int>, _ diagram: (Int) -> Diagram) -> Diagram {
        guard entries.count > 1 else { return entries.first.map(diagram) ?? .never }
        let middle = (entries.startIndex + entries.endIndex) / 2
        return arena.or(union(entries[..<middle], diagram), union(entries[middle...], diagram))
    }

    private func box(of set: ProgramSet, _ entry: Int, _ key: [SymbolicWord]) -> Diagram {
        set.fields.reversed().reduce(.always) { result, field in
            let bits = field.words.flatMap { key[$0].diagrams }
            let first = entry * set.keyWords
            let low = field.words.flatMap { set.lower[first + $0].bytes }
            let high = field.words.flatMap { (set.upper.isEmpty ? set.lower : set.upper)[first + $0].bytes }
            // Of a field that is not whole words the rest is padding.
            let count = min(field.bytes, low.count)
            let known = Array(bits.prefix(count * 8))
            return arena.and(result, arena.inRange(known, low.prefix(count), high.prefix(count)))
        }
    }

    private func intervals(of set: ProgramSet, _ chosen: [Int], _ key: [SymbolicWord]) -> Diagram {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(chosen.count * set.keyWords * 8)
        for entry in chosen {
            let words = (entry * set.keyWords)..<((entry + 1) * set.keyWords)
            for word in words { bytes.append(word: set.lower[word]) }
            for word in words { bytes.append(word: set.upper[word]) }
        }
        return arena.member(key.flatMap(\.diagrams), of: SortedIntervals(bytes: bytes, length: set.keyWords * 4))
    }

    /// Keys with their bits in the order of the variables, so that each step makes one node.
    private func points(of set: ProgramSet, _ chosen: [Int], _ key: [SymbolicWord]) -> Diagram {
        let bits = key.flatMap(\.diagrams)
        let order = bits.indices.sorted { arena.level(of: bits[$0]) < arena.level(of: bits[$1]) }
        let isInOrder = order == Array(bits.indices)
        var keys = chosen.map { entry in
            var bytes: [UInt8] = []
            for word in (entry * set.keyWords)..<((entry + 1) * set.keyWords) { bytes.append(word: set.lower[word]) }
            return isInOrder ? bytes : bytes.permuted(order)
        }
        keys.sort { $0.lexicographicallyPrecedes($1) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(keys.count * set.keyWords * 8)
        for (index, key) in keys.enumerated() where index == 0 || key != keys[index - 1] { bytes += key + key }
        return arena.member(order.map { bits[$0] }, of: SortedIntervals(bytes: bytes, length: set.keyWords * 4))
    }

    // MARK: sets that change

    private func unknownMember(_ set: ProgramSet, _ key: [SymbolicWord], under condition: Diagram) -> Diagram {
        if !set.statefuls.isEmpty { effects = arena.or(effects, condition) }
        return unknowns.condition(.member(unknownName(set, key)))
    }

    /// The same key of the same set, as long as no rule adds to it.
    private func unknownName(_ set: ProgramSet, _ key: [SymbolicWord]) -> String {
        let name = set.name.map { "\(program.tables[set.table]) \($0)" } ?? "\(set.number)"
        guard growingSets.contains(set.number) || !set.statefuls.isEmpty else { return "\(name) \(key)" }
        asksState = true
        // By its place among the rules that ask this set, which is the same in two programs that differ elsewhere.
        let place = RulePlace(chain: set.number, rule: rule)
        let asked = questions[place] ?? questions.keys.count { $0.chain == set.number }
        questions[place] = asked
        return "\(name) \(key) in \(asked) \(visits[-2 - set.number] ?? 0)"
    }
}

extension [UInt8] {
    fileprivate mutating func append(word: UInt32) {
        append(UInt8(truncatingIfNeeded: word >> 24))
        append(UInt8(truncatingIfNeeded: word >> 16))
        append(UInt8(truncatingIfNeeded: word >> 8))
        append(UInt8(truncatingIfNeeded: word))
    }

    /// With the bit at each place of the order in its stead.
    fileprivate func permuted(_ order: [Int]) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: count)
        for (place, bit) in order.enumerated() where self[bit / 8] >> UInt8(7 - bit % 8) & 1 == 1 {
            result[place / 8] |= 128 >> UInt8(place % 8)
        }
        return result
    }
}
