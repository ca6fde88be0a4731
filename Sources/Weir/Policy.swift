import WeirModel

/// The policy: everything that a host does with packets. A program has one, at its top level.
public struct Policy: Sendable {
    /// A policy: `Policy("edge") { Table(…) { … }; Link("eth0") { … } }`.
    ///
    /// - Parameters:
    ///   - name: the mark by which Weir tells this policy's objects from another's.
    ///   - content: tables, links and acceptances.
    @discardableResult
    public init(
        _ name: String, file: String = #filePath, line: Int = #line, column: Int = #column,
        @PolicyBuilder _ content: () -> PolicyContent = { PolicyContent() }
    ) {
        let state = content().state(named: name)
        PolicyRegistry.register(state, at: here(file, line, column))
    }
}

/// The content of a policy, as its builder collects it.
public struct PolicyContent: Sendable {
    var tables: [Table] = []
    var links: [Link] = []
    var accepted: [Accept] = []

    /// Nothing.
    public init() {}

    init(tables: [Table] = [], links: [Link] = [], accepted: [Accept] = []) {
        (self.tables, self.links, self.accepted) = (tables, links, accepted)
    }

    init(_ parts: [PolicyContent]) {
        self.init(tables: parts.flatMap(\.tables), links: parts.flatMap(\.links), accepted: parts.flatMap(\.accepted))
    }

    func state(named name: String) -> HostState {
        var state = HostState(policy: name, accepted: accepted.map(\.model))
        for table in tables { state.tables.append(table.model(&state.diagnostics)) }
        for link in links { state.links.append(link.model(&state.diagnostics)) }
        return state
    }
}

/// Collects the content of a policy: tables, links, acceptances, `for` and `if`.
@resultBuilder
public enum PolicyBuilder {
    public static func buildExpression(_ table: Table) -> PolicyContent { PolicyContent(tables: [table]) }
    public static func buildExpression(_ link: Link) -> PolicyContent { PolicyContent(links: [link]) }
    public static func buildExpression(_ accept: Accept) -> PolicyContent { PolicyContent(accepted: [accept]) }
    public static func buildExpression(_ content: PolicyContent) -> PolicyContent { content }
    public static func buildBlock(_ parts: PolicyContent...) -> PolicyContent { PolicyContent(parts) }
    public static func buildArray(_ parts: [PolicyContent]) -> PolicyContent { PolicyContent(parts) }
    public static func buildOptional(_ part: PolicyContent?) -> PolicyContent { part ?? PolicyContent() }
    public static func buildEither(first: PolicyContent) -> PolicyContent { first }
    public static func buildEither(second: PolicyContent) -> PolicyContent { second }

    @available(*, unavailable, message: "a chain belongs in a table: Table(\"name\", .inet) { … }")
    public static func buildExpression(_ chain: Chain) -> PolicyContent { PolicyContent() }
}
