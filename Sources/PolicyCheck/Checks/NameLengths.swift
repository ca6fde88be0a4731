import WeirModel

/// What the kernel and nft take at most, in bytes. linux/netfilter/nf_tables.h, linux/if.h, linux/netfilter/nf_log.h.
private enum Longest {
    /// `NFT_NAME_MAXLEN`, with its NUL.
    static let name = 255
    /// `IFNAMSIZ`, with its NUL.
    static let device = 15
    /// nft's `NFTNL_UDATA_COMMENT_MAXLEN`.
    static let comment = 128
    /// `NF_LOG_PREFIXLEN`, with its NUL.
    static let logPrefix = 127
}

extension PolicyCheck {
    static let nameLengths = PolicyCheck(
        "names and comments that are too long or empty", finds: ["empty-name", "too-long"],
        table: { facts in
            let table = facts.table
            var found: [Diagnostic] = []
            func check(_ what: String, _ text: String?, limit: Int, at location: SourceLocation?, mayBeEmpty: Bool = false) {
                guard let text else { return }
                if text.isEmpty, !mayBeEmpty {
                    found.append(Diagnostic(.error, id: "empty-name", "\(what) is empty", subject: facts.name, at: location))
                }
                guard text.utf8.count > limit else { return }
                found.append(
                    Diagnostic(
                        .error, id: "too-long", "\(what) has \(text.utf8.count) bytes: the kernel takes \(limit)", help: "shorten it",
                        source: "linux/netfilter/nf_tables.h", subject: facts.name, at: location))
            }
            for (kind, name, location) in facts.names {
                check("the name of \(kind) `\(name.prefix(40))`", name, limit: Longest.name, at: location)
            }
            check("the comment of table `\(facts.name)`", table.comment, limit: Longest.comment, at: table.at.location, mayBeEmpty: true)
            for chain in facts.chains {
                check(
                    "the comment of chain `\(chain.name)`", chain.chain.comment, limit: Longest.comment, at: chain.chain.at.location,
                    mayBeEmpty: true)
                for device in chain.chain.base?.devices ?? [] {
                    check("the device `\(device)`", device, limit: Longest.device, at: chain.chain.at.location)
                }
                for rule in chain.rules {
                    check(
                        "the comment of a rule in `\(chain.name)`", rule.rule.comment, limit: Longest.comment, at: rule.location,
                        mayBeEmpty: true)
                    for case .log(let log) in rule.statements {
                        check(
                            "the log prefix `\((log.prefix ?? "").prefix(40))`", log.prefix, limit: Longest.logPrefix, at: rule.location,
                            mayBeEmpty: true)
                    }
                }
            }
            for set in table.sets {
                check("the comment of set `\(set.name)`", set.comment, limit: Longest.comment, at: set.at.location, mayBeEmpty: true)
                // An element with a comment is never packed.
                for (_, element) in set.elements.whole.sorted(by: { $0.key < $1.key }) {
                    check(
                        "the comment of an element of `\(set.name)`", element.comment, limit: Longest.comment, at: set.at.location,
                        mayBeEmpty: true)
                }
            }
            for object in table.objects {
                check("the comment of `\(object.name)`", object.comment, limit: Longest.comment, at: object.at.location, mayBeEmpty: true)
            }
            for flowtable in table.flowtables {
                for device in flowtable.devices {
                    check("the device `\(device)`", device, limit: Longest.device, at: flowtable.at.location)
                }
            }
            return found
        })
}
