import WeirModel

/// A part of a rule: a match, an action or a verdict.
public struct Statement: Sendable {
    let draft: Draft<WeirModel.Statement>

    init(_ draft: Draft<WeirModel.Statement>) { self.draft = draft }
    init(_ statement: WeirModel.Statement, _ notes: PendingDiagnostics = PendingDiagnostics()) { draft = Draft(statement, notes) }
}
