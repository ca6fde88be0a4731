import Netfilter
import Nftables

extension CompiledTable {
    /// The table with expressions that were given as bytes read as far as they can be, so that they compare with the kernel's by meaning.
    var withKnownExpressions: CompiledTable {
        var table = self
        for chain in table.chains.indices {
            for rule in table.chains[chain].rules.indices {
                let expressions = table.chains[chain].rules[rule].expressions
                guard expressions.contains(where: { if case .raw = $0 { true } else { false } }) else { continue }
                table.chains[chain].rules[rule].expressions = expressions.map { expression in
                    if case .raw(let raw) = expression { ExpressionBytes.expression(raw) } else { expression }
                }
            }
        }
        return table
    }
}
