internal import Findings
internal import WeirModel

/// The limits of the kernel and nft, in bytes. linux/netfilter/nf_tables.h, linux/if.h, linux/netfilter/nf_log.h.
private enum Longest {
    /// `NFT_NAME_MAXLEN`, with its NUL.
    static let name = 255
    /// `IFNAMSIZ`, with its NUL.
    static let device = 15
    /// `NFT_USERDATA_MAXLEN`, without the comment's type, its length and its NUL.
    static let comment = 253
    /// nft's `NFTNL_UDATA_COMMENT_MAXLEN`.
    static let commentOfNft = 128
    /// `NF_LOG_PREFIXLEN`, with its NUL.
    static let logPrefix = 127
}

extension PolicyCheck {
    static let nameLengths = Check(
        finds: [.emptyName, .tooLong, .textNul],
        table: { facts in
            facts.texts.flatMap { item -> [Diagnostic] in
                func error(_ id: Diagnostic.ID, _ problem: String, help: String? = nil) -> Diagnostic {
                    Diagnostic(
                        .error, id: id, "\(item.what) \(problem)", help: help, source: "linux/netfilter/nf_tables.h",
                        subject: facts.subject,
                        at: item.location)
                }
                if item.text.isEmpty { return item.mayBeEmpty ? [] : [error(.emptyName, "is empty")] }
                var found: [Diagnostic] = []
                if item.isCut, item.text.utf8.contains(0) {
                    found.append(error(.textNul, "contains a NUL, at which the kernel would end it"))
                }
                let count = item.text.outsideBytes.count
                if count > item.limit {
                    found.append(error(.tooLong, "has \(count) bytes: the kernel takes \(item.limit)", help: "shorten it"))
                }
                return found
            }
        })

    static let nftTexts = Check(
        finds: [.nftText],
        table: { facts in
            facts.texts.compactMap { item in
                guard item.mayBeEmpty, let reason = item.whyNftCannotReadIt else { return nil }
                return Diagnostic(
                    .warning, id: .nftText, "stock nft can list \(item.what) but not read it: \(reason)",
                    help: "leave that out, if `nft list ruleset` is to be loaded again", source: "nft's src/scanner.l",
                    subject: facts.subject,
                    at: item.location)
            }
        })
}

/// A text that the kernel holds of a table.
private struct Text {
    var what: String
    var text: String
    /// Bytes.
    var limit: Int
    var location: SourceLocation?
    /// Comments and prefixes, which are quoted.
    var mayBeEmpty = false
    /// Whether the kernel takes a NUL for its end; comments are bytes to it.
    var isCut = true

    var whyNftCannotReadIt: String? {
        if text.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 < 0x20 && $0 != 0 }) {
            return "its texts can't contain `\"` or a line's end"
        }
        if isCut { return nil }
        if text.utf8.contains(0) { return "it ends at the NUL in it" }
        let count = text.outsideBytes.count
        return count > Longest.commentOfNft && count <= limit ? "it has \(count) bytes, and nft takes \(Longest.commentOfNft)" : nil
    }
}

extension TableIndex {
    fileprivate var texts: [Text] {
        func name(_ what: String, _ name: String, limit: Int = Longest.name, at location: SourceLocation?) -> Text {
            Text(what: "\(what) `\(name.prefix(40))`", text: name, limit: limit, location: location)
        }
        func comment(of what: String, _ text: String?, at location: SourceLocation?) -> [Text] {
            text.map {
                [
                    Text(
                        what: "the comment of \(what)", text: $0, limit: Longest.comment, location: location, mayBeEmpty: true, isCut: false
                    )
                ]
            } ?? []
        }
        func devices(_ names: [String], at location: SourceLocation?) -> [Text] {
            names.map { text in
                let prefix = NamePattern.prefix(of: text).map { String(outside: $0) }
                return name("the device", prefix ?? NamePattern.name(of: text), limit: Longest.device, at: location)
            }
        }
        let ofChains = chains.flatMap { chain -> [Text] in
            comment(of: "chain `\(chain.chain.name)`", chain.chain.comment, at: chain.chain.at.location)
                + devices(chain.chain.base?.devices ?? [], at: chain.chain.at.location)
                + chain.rules.flatMap { rule -> [Text] in
                    let prefixes = rule.parts.statements.compactMap { if case .log(let log) = $0 { log.prefix } else { nil } }
                    return comment(of: "a rule in `\(chain.chain.name)`", rule.rule.comment, at: rule.location)
                        + prefixes.map {
                            Text(
                                what: "the log prefix `\($0.prefix(40))`", text: $0, limit: Longest.logPrefix, location: rule.location,
                                mayBeEmpty: true)
                        }
                }
        }
        let ofSets = table.sets.flatMap { set -> [Text] in
            // An element with a comment is never packed.
            comment(of: "set `\(set.name)`", set.comment, at: set.at.location)
                + set.elements.whole.sorted { $0.key < $1.key }.flatMap {
                    comment(of: "an element of `\(set.name)`", $0.value.comment, at: set.at.location)
                }
        }
        let ofObjects = table.objects.flatMap { comment(of: "`\($0.name)`", $0.comment, at: $0.at.location) }
        let ofFlowtables = table.flowtables.flatMap { devices($0.devices, at: $0.at.location) }
        return names.map { name("the name of \($0.kind)", $0.name, at: $0.location) }
            + comment(of: "table `\(self.name)`", table.comment, at: table.at.location) + ofChains + ofSets + ofObjects + ofFlowtables
    }
}
