import WeirModel

@testable import Weir

typealias Policy = Weir.Policy
typealias Table = Weir.Table
typealias Chain = Weir.Chain
typealias Rule = Weir.Rule
typealias Statement = Weir.Statement
typealias Verdict = Weir.Verdict
typealias Field = Weir.Field
typealias Counter = Weir.Counter
typealias Quota = Weir.Quota
typealias Limit = Weir.Limit
typealias Flowtable = Weir.Flowtable
typealias Interface = Weir.Interface
typealias Synproxy = Weir.Synproxy

/// The state that a policy's content describes.
func state(@PolicyBuilder _ content: () -> PolicyContent) -> HostState { content().state(named: "test") }

/// The model of one rule in a table of the family, and what its author hears.
func model(_ rule: Rule, in family: Family = .inet) -> (rules: [WeirModel.Rule], table: WeirModel.Table, diagnostics: [Diagnostic]) {
    let state = state { Table("t", family) { Chain("c") { rule } } }
    return (state.tables[0].chains[0].rules, state.tables[0], state.diagnostics)
}
typealias Filter = Weir.Filter
