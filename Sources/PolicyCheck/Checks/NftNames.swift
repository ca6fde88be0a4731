internal import Findings
internal import WeirModel

extension PolicyCheck {
    static let nftNames = Check(
        finds: [.nftName],
        table: { facts in
            facts.names.compactMap { kind, name, location in
                // Empty names are reported separately.
                guard !name.isEmpty else { return nil }
                let reason: String
                switch NftName(name) {
                case .plain: return nil
                case .noWord: reason = NftName.rule
                case .keyword: reason = "it is a word of nft's language"
                }
                return Diagnostic(
                    .warning, id: .nftName, "stock nft can list the \(kind) `\(name)` but not read its name: \(reason)",
                    help: "give it another name, if `nft list ruleset` is to be loaded again or nft is to change it",
                    source: "nft's src/scanner.l", subject: facts.subject, at: location)
            }
        })
}
