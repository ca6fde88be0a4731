import Netfilter

extension ConcreteLogic {
    package mutating func member(
        of set: Int, key registers: RegisterFile<UInt32>, at slot: Int, under condition: Bool
    ) -> Bool {
        let set = program.sets[set]
        guard condition, let element = find(set, registers, slot) else { return false }
        return run(element.statefuls, key(set, registers, slot))
    }

    package mutating func value(
        of map: Int, key slot: Int, registers: inout RegisterFile<UInt32>, into destination: Int, under condition: Bool
    ) -> Bool {
        let map = program.sets[map]
        guard condition, let element = find(map, registers, slot) else { return false }
        guard case .values(let words, let values) = map.content else { return false }
        let elementKey = key(map, registers, slot)
        for offset in 0..<words where destination + offset < Registers.slots {
            registers[destination + offset] =
                element.entry >= 0 ? values[element.entry * words + offset] : offset < element.value.count ? element.value[offset] : 0
        }
        return run(element.statefuls, elementKey)
    }

    package mutating func verdicts(
        of map: Int, key registers: RegisterFile<UInt32>, at slot: Int, under condition: Bool, endings: inout [Ending<Bool>]
    ) {
        let map = program.sets[map]
        guard condition, let element = find(map, registers, slot), case .verdicts(let verdicts) = map.content,
            verdicts.indices.contains(element.entry), run(element.statefuls, key(map, registers, slot))
        else { return }
        endings.append(Ending(verdicts[element.entry], true))
    }

    package mutating func objects(
        of map: Int, key registers: RegisterFile<UInt32>, at slot: Int, under condition: Bool
    ) -> [(object: Int, condition: Bool)] {
        let map = program.sets[map]
        guard condition, let element = find(map, registers, slot), case .objects(let objects) = map.content,
            objects.indices.contains(element.entry)
        else { return [] }
        return [(objects[element.entry], true)]
    }

    // MARK: lookups

    func key(_ set: ProgramSet, _ registers: RegisterFile<UInt32>, _ slot: Int) -> StatefulMemory.Key {
        var key = StatefulMemory.Key()
        key.reserveCapacity(set.keyWords)
        for word in 0..<set.keyWords { key.append(self.word(set, registers, slot, word)) }
        return key
    }

    @inline(__always)
    private func word(_ set: ProgramSet, _ registers: RegisterFile<UInt32>, _ slot: Int, _ offset: Int) -> UInt32 {
        offset == set.keyWords - 1 ? registers[slot + offset] & set.lastWordMask : registers[slot + offset]
    }

    private func find(_ set: ProgramSet, _ registers: RegisterFile<UInt32>, _ slot: Int) -> StatefulMemory.Element? {
        if let elements = memory.elements[set.number] {
            if let element = elements[key(set, registers, slot)] { return element }
        } else if let entry = entry(set, registers, slot) {
            return StatefulMemory.Element(entry: entry, statefuls: set.statefuls.isEmpty ? [] : set.statefuls[entry] ?? [])
        }
        guard set.hasCatchAll else { return nil }
        return StatefulMemory.Element(entry: set.count, statefuls: set.statefuls[set.count] ?? [])
    }

    private func entry(_ set: ProgramSet, _ registers: RegisterFile<UInt32>, _ slot: Int) -> Int? {
        switch set.shape {
        case .exact:
            if let index = memory.index[set.number] {
                return set.keyWords == 1 ? index.entry(word(set, registers, slot, 0)) : index.entry(key(set, registers, slot))
            }
            return (0..<set.count).first { entry in
                (0..<set.keyWords).allSatisfy { set.lower[entry * set.keyWords + $0] == word(set, registers, slot, $0) }
            }
        case .intervals:
            // The last interval that does not begin behind the key.
            var (low, high) = (0, set.count)
            while low < high {
                let middle = (low + high) / 2
                if compare(set, set.lower, middle, registers, slot, 0..<set.keyWords) <= 0 { low = middle + 1 } else { high = middle }
            }
            return low > 0 && compare(set, set.upper, low - 1, registers, slot, 0..<set.keyWords) >= 0 ? low - 1 : nil
        case .boxes:
            return (0..<set.count).first { entry in
                set.fields.allSatisfy { field in
                    compare(set, set.lower, entry, registers, slot, field.words) <= 0
                        && compare(set, set.upper, entry, registers, slot, field.words) >= 0
                }
            }
        }
    }

    /// How a bound compares with the key, by `memcmp`.
    private func compare(
        _ set: ProgramSet, _ bounds: ContiguousArray<UInt32>, _ entry: Int, _ registers: RegisterFile<UInt32>, _ slot: Int,
        _ words: Range<Int>
    ) -> Int {
        for offset in words {
            let (bound, word) = (bounds[entry * set.keyWords + offset], word(set, registers, slot, offset))
            if bound != word { return bound < word ? -1 : 1 }
        }
        return 0
    }

    /// Runs the expressions of an element. False if one breaks.
    mutating func run(_ statefuls: [Int], _ element: StatefulMemory.Key) -> Bool {
        for action in statefuls where !allows(program.actions[action], element) { return false }
        return true
    }
}
