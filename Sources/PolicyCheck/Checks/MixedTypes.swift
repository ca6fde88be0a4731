internal import Findings
internal import WeirModel

extension PolicyCheck {
    static let mixedTypes = Check(
        finds: [.mixedTypeof],
        table: { facts in
            facts.table.sets.compactMap { set in
                let data: SetDeclaration.Content
                switch set.data {
                case .values(let content)?, .intervals(let content)?: data = content
                case .verdict?, .object?, nil: return nil
                }
                guard set.key.isTypeof != data.isTypeof else { return nil }
                return Diagnostic(
                    .error, id: .mixedTypeof,
                    "the \(set.key.isTypeof ? "keys" : "data") of map `\(set.name)` are by typeof, and its \(set.key.isTypeof ? "data" : "keys") by type",
                    help: "declare both by typeof, or both by type: nft can't mix them", source: "nft(8)",
                    subject: facts.subject(of: set), at: set.at.location)
            }
        })
}

extension SetDeclaration.Content {
    fileprivate var isTypeof: Bool { if case .typeof = self { true } else { false } }
}
