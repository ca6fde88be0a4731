import Host
import Netfilter
import Planning
import Rendering
import WeirModel

/// Rules and elements of a diff in nft's words.
struct RuleWords: DifferenceWords {
    private struct Name: Hashable {
        var family: Family
        var name: String
    }
    /// Without rules and elements: what a rule's words depend on.
    private var tables: [Name: CompiledTable] = [:]

    init(desired: [CompiledTable], live: [CompiledTable]) {
        for table in live + desired {
            var bare = table
            for index in bare.chains.indices { bare.chains[index].rules = [] }
            for index in bare.sets.indices { bare.sets[index].elements = SetElements() }
            let name = Name(family: table.family, name: table.name)
            if let known = tables[name] { bare.sets += known.sets.filter { set in !bare.sets.contains { $0.name == set.name } } }
            tables[name] = bare
        }
    }

    func rule(_ rule: CompiledRule, family: Family, table: String) -> String {
        let compiled = tables[Name(family: family, name: table)] ?? CompiledTable(family: family, name: table)
        return NftRenderer.line(for: Lifting.lift(rule, in: Lifting.context(of: compiled, names: SystemNames())), family: family)
    }

    func elements(_ elements: SetElements, of set: CompiledSet, family: Family, table: String, limit: Int) -> [String] {
        var shown: [SetElement] = []
        for element in elements.prefix(limit) {
            guard set.specification.flags & 4 != 0, set.specification.fieldLengths.count < 2, let end = element.keyEnd else {
                shown.append(element)
                continue
            }
            var start = element
            start.keyEnd = nil
            shown += [start, SetElement(key: end, flags: 1)]
        }
        var bare = set
        bare.elements = SetElements(shown)
        let lifted = Lifting.lift(bare, in: Lifting.context(of: CompiledTable(family: family, name: table, sets: [bare])))
        return lifted.elements.map { NftRenderer.line(for: $0, family: family) }
    }
}
