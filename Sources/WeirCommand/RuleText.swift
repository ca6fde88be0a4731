import Host
import Netfilter
import Nftables
import Planning
import Rendering
import WeirModel

/// Rules and elements of a diff in nft's words.
struct RuleText: DifferenceWords {
    private struct Name: Hashable {
        var family: Family
        var name: String
    }
    /// The table's sets, which a rule's text depends on.
    private var contexts: [Name: TableContext] = [:]

    init(desired: [CompiledTable], live: [CompiledTable]) {
        for table in live + desired {
            var context = Lifting.context(
                of: table, names: SystemNames(), dialect: .ofThisHost, rawExpression: ExpressionBytes.raw,
                knownExpression: ExpressionBytes.expression)
            let name = Name(family: table.family, name: table.name)
            if let known = contexts[name] { context.sets.merge(known.sets) { mine, _ in mine } }
            contexts[name] = context
        }
    }

    func rule(_ rule: CompiledRule, family: Family, table: String) -> String {
        let context = contexts[Name(family: family, name: table)] ?? TableContext(family: family)
        return NftRenderer.line(for: Lifting.lift(rule, in: context), family: family)
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
