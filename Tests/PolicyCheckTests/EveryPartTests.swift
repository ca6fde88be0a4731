import ModelGenerators
import PolicyCheck
import Tags
import Testing
import WeirModel

/// What is named anywhere in a rule is checked.
@Suite(.tags(.pure)) struct EveryPartTests {
    @Test func whatIsNotThereIsFoundWhereverARuleNamesIt() throws {
        let naming = try Marks.each(mark: "z_/") { statement, marks, seed in
            let messages = PolicyCheck.diagnostics(of: HostState.of(statement)).map(\.message)
            for name in marks.all.subtracting(unkinded(statement)) {
                #expect(messages.contains { $0.contains("`\(name)`") }, "seed \(seed): nothing is said of \(name) in \(statement)")
            }
        }
        #expect(naming > 400)
    }

    /// Objects in lists that hold none: the list is refused as such.
    private func unkinded(_ statement: Statement) -> Set<String> {
        var names: Set<String> = []
        statement.walk { if case .object(nil, let name) = $0 { names.insert(name) } }
        return names
    }

    @Test func aStatementBehindAVerdictIsFoundInBoundChains() {
        let bad = Rule([.verdict(.accept), .counter(Counter())])
        let elements: ElementList = [Element(.values([.number(1, .mark)]), data: .verdict(.jump(.anonymous([bad]))))]
        for statement: Statement in [
            .verdict(.jump(.anonymous([bad]))), .verdict(.goto(.anonymous([Rule([.verdict(.jump(.anonymous([bad])))])]))),
            .verdictMap(key: .field(.meta(.mark)), .anonymous(elements)),
        ] {
            #expect(PolicyCheck.diagnostics(of: HostState.of(statement)).map(\.id).contains(.statementAfterVerdict), "\(statement)")
        }
    }
}
