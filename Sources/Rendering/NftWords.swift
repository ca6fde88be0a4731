import WeirModel

extension NftRenderer {
    /// A name of a table, chain, set or object; nft reads only plain words that it doesn't reserve.
    func name(_ name: String) throws(RenderingError) -> String {
        switch NftName(name) {
        case .plain: break
        case .noWord: return try noSpelling(name, "nft can't read the name `\(name)`", help: NftName.rule)
        case .keyword: return try noSpelling(name, "nft can't read the name `\(name)`, which is a word of its language")
        }
        return name
    }
}
