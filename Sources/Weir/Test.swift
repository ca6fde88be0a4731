import WeirModel

/// A test of the policy, at the program's top level: what is to become of packets. `weir test` proves it for all packets that it describes, or shows
/// one that fares otherwise.
///
/// ```swift
/// Test("guests don't reach the LAN") {
///     Expect(.dropped, iif: guests, oif: lan)
///     Expect(.accepted, replies: .accepted, iif: guests, oif: wan, tcp.dport == 443)
/// }
/// ```
public struct Test: Sendable {
    let model: PacketTest
    let findings: [Diagnostic]

    /// - Parameters:
    ///   - name: a sentence that says what the policy guarantees.
    ///   - expectations: at least one.
    @discardableResult
    public init(
        _ name: String, file: String = #filePath, line: Int = #line, column: Int = #column,
        @TestBuilder _ expectations: () -> Expectations = { Expectations() }
    ) {
        let location = here(file, line, column)
        let all = expectations().expectations
        var test = PacketTest(name, expectations: all.map(\.model), at: location)
        var declarations = Declarations()
        var findings: [Diagnostic] = []
        if all.isEmpty {
            findings.append(
                Diagnostic(
                    .error, id: .emptyTest, "the test `\(name)` expects nothing", help: "write an `Expect(…)` between its braces",
                    at: location))
        }
        for (number, expectation) in all.enumerated() {
            var notes = PendingDiagnostics()
            test.matches.chains.append(expectation.chain(named: String(number), &notes))
            for use in notes.uses { declarations.declare(use) }
            findings += notes.problems.map { $0.at(expectation.location) }
        }
        declarations.finish()
        test.matches.sets = declarations.sets
        findings += declarations.problems.map { $0.at(location) }
        model = test
        self.findings = findings
        PolicyRegistry.register(test, findings)
    }
}

/// What is to become of all packets of a description: `Expect(.dropped, iif: guests, oif: lan, tcp.dport == 22)`.
///
/// Packets are new connections (nft's `ct state new`) unless a match on `ct.state` says otherwise.
public struct Expect: Sendable {
    let model: PacketTest.Expectation
    let rule: Rule
    let notes: PendingDiagnostics
    let location: SourceLocation

    /// The fate of packets.
    public enum Fate: String, Sendable {
        /// They pass all chains on their way.
        case accepted
        /// A rule or a policy drops or rejects them.
        case dropped
    }

    /// A way through the stack.
    public enum Path: String, Sendable {
        /// To this host.
        case input
        /// Through this host.
        case forward
        /// From this host.
        case output
    }

    /// - Parameters:
    ///   - fate: of each packet that is described.
    ///   - replies: of each answer to them, if that is to be tested as well: addresses, ports and interfaces exchanged, `ct state established`.
    ///   - iif: the interface by which the packets come. Without it and with `oif`, the host sends them.
    ///   - oif: the interface by which they leave.
    ///   - path: the way through the stack. Without it, both interfaces mean `forward`, `oif` alone means `output`, and `iif` alone means `input` and
    ///     `forward`.
    ///   - matches: further matches, as in a rule.
    public init(
        _ fate: Fate, replies: Fate? = nil, iif: Interface? = nil, oif: Interface? = nil, path: Path? = nil, _ matches: Statement...,
        file: String = #filePath, line: Int = #line, column: Int = #column
    ) {
        location = here(file, line, column)
        var notes = PendingDiagnostics()
        model = PacketTest.Expectation(
            fate.model, replies: replies?.model, iif: iif.flatMap { $0.name(&notes) }, oif: oif.flatMap { $0.name(&notes) },
            path: path.flatMap { PacketTest.Path(rawValue: $0.rawValue) }, at: location)
        rule = Rule(matches, file: file, line: line, column: column)
        self.notes = notes
    }

    /// The chain of the matches.
    func chain(named name: String, _ notes: inout PendingDiagnostics) -> WeirModel.Chain {
        var chain = WeirModel.Chain(name: name, at: location)
        notes += self.notes
        guard !rule.statements.isEmpty else { return chain }
        chain.rules = rule.models(in: .inet, &notes)
        for statement in chain.rules.flatMap(\.statements) where !statement.isMatch {
            notes.error(
                .testStatement, "an expectation describes packets by matches alone",
                help: "leave out verdicts, counters, and statements that change packets")
        }
        return chain
    }
}

extension Expect.Fate {
    var model: PacketTest.Fate {
        switch self {
        case .accepted: .accepted
        case .dropped: .dropped
        }
    }
}

extension WeirModel.Statement {
    fileprivate var isMatch: Bool { if case .match = self { true } else { false } }
}

/// The expectations of a test, as its builder collects them.
public struct Expectations: Sendable {
    var expectations: [Expect] = []
    /// No expectations.
    public init() {}
    init(_ expectations: [Expect]) { self.expectations = expectations }
}

/// Collects the expectations of a test: `Expect`, `for` and `if`.
@resultBuilder
public enum TestBuilder {
    public static func buildExpression(_ expectation: Expect) -> Expectations { Expectations([expectation]) }
    public static func buildExpression(_ expectations: Expectations) -> Expectations { expectations }
    public static func buildBlock(_ parts: Expectations...) -> Expectations { Expectations(parts.flatMap(\.expectations)) }
    public static func buildArray(_ parts: [Expectations]) -> Expectations { Expectations(parts.flatMap(\.expectations)) }
    public static func buildOptional(_ part: Expectations?) -> Expectations { part ?? Expectations() }
    public static func buildEither(first: Expectations) -> Expectations { first }
    public static func buildEither(second: Expectations) -> Expectations { second }

    @available(*, unavailable, message: "a test has expectations: Expect(.accepted, …) or Expect(.dropped, …)")
    public static func buildExpression(_ rule: Rule) -> Expectations { Expectations() }
}
