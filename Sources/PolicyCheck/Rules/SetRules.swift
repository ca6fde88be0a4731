internal import Findings
internal import WeirModel

extension PolicyCheck {
    static let setRules: [DiagnosticRule] = [
        DiagnosticRule(
            .duplicateKey, "a key has two values in one map",
            why: "The kernel keeps one element for each key and refuses the second (EEXIST).", help: "remove one of the elements",
            source: "net/netfilter/nf_tables_api.c nft_add_set_elem", in: .sets),
        DiagnosticRule(
            .elementType, "an element is not of its set's type", why: "The bytes of another type would match other packets.",
            help: "write the element in the type of the set's keys", source: "nft(8), SETS", in: .sets),
        DiagnosticRule(
            .elementData, "an element of a map has no data, or an element of a set has some",
            why: "Each element of a map gives a value; a set only holds keys.",
            help: "declare a map for keys with values, a set for keys alone",
            source: "nft(8), MAPS", in: .sets),
        DiagnosticRule(
            .elementTimeout, "an element has a timeout, and its set takes none",
            why: "The kernel refuses it without the set's timeout flag.",
            help: "give the set the flag `.timeout`", source: "net/netfilter/nf_tables_api.c nft_add_set_elem", in: .sets),
        DiagnosticRule(
            .setSize, "a set has more elements than its size allows", why: "The kernel refuses the first element beyond the size (ENFILE).",
            help: "raise the size, or leave it out", source: "net/netfilter/nf_tables_api.c nft_add_set_elem", in: .sets),
        DiagnosticRule(
            .overlappingIntervals, "intervals of a set or map overlap",
            why: "The kernel refuses overlapping intervals, and in a map one packet would have two values.",
            help: "join or split them, or let a set merge them with auto-merge", source: "net/netfilter/nft_set_rbtree.c", in: .sets),
        DiagnosticRule(
            .dynamicInterval, "packets add elements to a set of intervals",
            why: "Sets with intervals can't be changed from the packet path.", help: "let packets add to a set of single values",
            source: "net/netfilter/nft_dynset.c", in: .sets),
        DiagnosticRule(
            .keyType, "a field is looked up in a set of another type", why: "The bytes of the two types have different meanings.",
            help: "match a field of the set's type, or declare the set with that type", source: "nft(8), SETS", in: .sets),
        DiagnosticRule(
            .mixedTypeof, "a map mixes typeof and type", why: "nft has no syntax for keys by typeof with data by type, or the reverse.",
            help: "declare both by typeof, or both by type", source: "nft(8), MAPS", in: .sets),
        DiagnosticRule(
            .emptyList, "a list has no elements",
            why: "A match against an empty list would match no packet. An empty list never means any.",
            help: "leave the rule or match out where the list is empty, or use a named set, which may be empty", in: .sets),
        DiagnosticRule(
            .noL3, "a ct expectation has no network layer", why: "In an inet table the kernel can't derive it from the family.",
            help: "add `l3: .ip` or `l3: .ip6`", source: "net/netfilter/nft_ct.c nft_ct_expect_obj_init", in: .sets),
    ]

    static let nameRules: [DiagnosticRule] = [
        DiagnosticRule(
            .duplicateName, "two objects of one kind have the same name", why: "The kernel would hold one of them (EEXIST).",
            help: "rename one, or join them", source: "net/netfilter/nf_tables_api.c", in: .tables),
        DiagnosticRule(
            .emptyName, "a name is empty", isAcceptable: true,
            why: "The kernel takes empty names of sets and objects; nft can't refer to them.",
            help: "give it a name", source: "include/uapi/linux/netfilter/nf_tables.h", in: .tables),
        DiagnosticRule(
            .tooLong, "a name, comment, log prefix, or cookie is too long", why: "The kernel's fields have fixed sizes.",
            help: "shorten it",
            source: "include/uapi/linux/netfilter/nf_tables.h NFT_NAME_MAXLEN, NFT_USERDATA_MAXLEN", in: .tables),
        DiagnosticRule(
            .textNul, "a text holds a NUL", why: "The kernel's strings end at the first NUL.", help: "remove it",
            source: "include/uapi/linux/netfilter/nf_tables.h", in: .tables),
        DiagnosticRule(
            .nftName, "stock nft can list a name but not read it", severity: .warning,
            why:
                "`nft list ruleset` prints names without quotes; names that are keywords or hold other characters than nft's do not load again.",
            help: "rename it, if the listing is to be loaded again or nft is to change it", source: "nft's src/scanner.l", in: .tables),
        DiagnosticRule(
            .nftText, "stock nft can list a text but not read it", severity: .warning,
            why: "nft's strings have no escape for quotes and line ends, and comments have at most 128 bytes.",
            help: "leave that out, if the listing is to be loaded again", source: "nft's src/scanner.l", in: .tables),
        DiagnosticRule(
            .linkName, "no interface can have this name", isAcceptable: true,
            why: "An interface name has 1 to 15 bytes, and no `/`, `:`, or white space.", help: "correct the name",
            source: "net/core/dev.c dev_valid_name", in: .tables),
        DiagnosticRule(
            .iptablesWildcard, "an interface name ends in `+`", severity: .warning,
            why: "That is the wildcard of iptables. nft's is `*`, and `wg+` is only a link of that very name.",
            help: "write `*` in place of the `+`", source: "nft(8), META EXPRESSION TYPES", in: .tables),
        DiagnosticRule(
            .wildcardDevice, "stock nft before 1.1.6 hangs on a wildcard device", severity: .warning,
            why: "Listing a chain or flowtable whose device ends in `*` never ends there.",
            help: "list the devices by name, or accept the finding where no older nft is in use", source: "nft 1.1.3, `nft list ruleset`",
            in: .tables),
    ]
}
