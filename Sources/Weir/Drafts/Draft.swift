import WeirModel

/// A piece of the model in the making, with its findings and the declarations that it needs in its table.
///
/// Operators and literals don't know their place in the source, so findings wait here for the enclosing call, which does.
struct Draft<Value: Sendable>: Sendable {
    var value: PerFamily<Value>
    var notes: PendingDiagnostics

    init(_ value: PerFamily<Value>, _ notes: PendingDiagnostics = PendingDiagnostics()) { (self.value, self.notes) = (value, notes) }

    init(_ value: Value, _ notes: PendingDiagnostics = PendingDiagnostics()) { self.init(.same(value), notes) }

    func map<Result>(_ transform: (Value) -> Result) -> Draft<Result> { Draft<Result>(value.map(transform), notes) }

    func combined<Other, Result>(with other: Draft<Other>, _ transform: (Value, Other) -> Result) -> Draft<Result> {
        Draft<Result>(value.combined(with: other.value, transform), notes + other.notes)
    }

    func noting(_ more: PendingDiagnostics) -> Draft { Draft(value, notes + more) }
}

/// The findings and uses that a draft carries to the enclosing call.
struct PendingDiagnostics: Sendable {
    var problems: [Diagnostic] = []
    /// Sets, objects and flowtables that the table declares because of the use.
    var uses: [Use] = []

    static func + (left: PendingDiagnostics, right: PendingDiagnostics) -> PendingDiagnostics {
        if right.isEmpty { return left }
        if left.isEmpty { return right }
        return PendingDiagnostics(problems: left.problems + right.problems, uses: left.uses + right.uses)
    }

    static func += (left: inout PendingDiagnostics, right: PendingDiagnostics) { left = left + right }

    var isEmpty: Bool { problems.isEmpty && uses.isEmpty }

    mutating func error(_ id: Diagnostic.ID, _ message: String, help: String? = nil) {
        problems.append(Diagnostic(.error, id: id, message, help: help))
    }

    static func error(_ id: Diagnostic.ID, _ message: String, help: String? = nil) -> PendingDiagnostics {
        PendingDiagnostics(problems: [Diagnostic(.error, id: id, message, help: help)])
    }
}

/// A declaration that follows from a use.
enum Use: Sendable {
    /// Without a use: the author put it into the table.
    case set(SetDraft, SetDraft.Use?)
    /// `implied`: a counter that a rule names and that is not declared elsewhere.
    case object(WeirModel.StatefulObject, implied: Bool)
    case flowtable(Flowtable)
}

/// The place of an author's call.
func here(_ file: String, _ line: Int, _ column: Int) -> SourceLocation { SourceLocation(file: file, line: line, column: column) }
