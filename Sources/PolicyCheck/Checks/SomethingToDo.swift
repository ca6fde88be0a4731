internal import Findings
internal import WeirModel

extension PolicyCheck {
    static let somethingToDo = Check(finds: [.emptyPolicy]) { facts in
        guard facts.state.tables.isEmpty, facts.state.links.isEmpty, facts.state.policy != nil else { return [] }
        return [
            Diagnostic(
                .warning, id: .emptyPolicy, "policy `\(facts.state.policy ?? "")` defines no table and no link",
                help: "applied, it removes every table that it made before")
        ]
    }
}
