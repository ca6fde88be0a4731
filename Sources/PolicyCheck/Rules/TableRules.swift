internal import Findings
internal import WeirModel

extension PolicyCheck {
    /// Tables, chains, and the statements of their rules.
    static let tableRules: [DiagnosticRule] = [
        DiagnosticRule(
            .emptyPolicy, "a policy defines nothing", severity: .warning,
            why:
                "A policy without a table and a link changes nothing when it is applied. Often a table was made and not put into the policy.",
            help: "put tables and links between the braces of `Policy`", in: .tables),
        DiagnosticRule(
            .ownedTable, "a table would vanish when weir ends",
            why: "The kernel deletes a table with the owner flag when the socket that made it is closed.",
            help: "remove the flag, or add persist (Linux 6.9)", source: "net/netfilter/nf_tables_api.c nft_rcv_nl_event", in: .tables),
        DiagnosticRule(
            .chainPlace, "a base chain's family, hook, type, and priority do not go together",
            why: "Each family has its own hooks, each hook its own chain types, and nat chains must run after connection tracking.",
            help: "take a hook and a type that the family has: `weir` lists them with the finding",
            source: "net/netfilter/nft_chain_filter.c, nft_chain_nat.c, nft_chain_route.c", in: .tables),
        DiagnosticRule(
            .jumpLoop, "chains jump in a circle", why: "A packet would never leave it. The kernel refuses the rule that closes the circle.",
            help: "let the last chain return instead", source: "net/netfilter/nf_tables_api.c nf_tables_check_loops", in: .tables),
        DiagnosticRule(
            .jumpDepth, "jumps nest too deeply", why: "The kernel keeps at most 16 return addresses for a packet (NFT_JUMP_STACK_SIZE).",
            help: "use goto where the chain need not return, or merge chains", source: "include/net/netfilter/nf_tables.h", in: .tables),
        DiagnosticRule(
            .unreachableChain, "no packet reaches a chain", severity: .warning,
            why: "The chain has no hook, and no chain that packets reach jumps to it.", help: "jump to it, or give it a hook",
            source: "nft(8), CHAINS", in: .tables),
        DiagnosticRule(
            .unreachableRule, "no packet reaches a rule", severity: .warning,
            why: "An earlier rule of the chain ends the evaluation for every packet.",
            help: "move the rule up, or remove it", source: "nft(8), VERDICT STATEMENT", in: .tables),
        DiagnosticRule(
            .statementAfterVerdict, "a statement follows the verdict of its rule",
            why: "A verdict ends the evaluation of the rule, so statements after it never run.", help: "put the verdict last",
            source: "nft(8), VERDICT STATEMENT", in: .tables),
        DiagnosticRule(
            .statementPlace, "the kernel does not take a statement or field in this family, hook, or chain type",
            why:
                "NAT, tproxy, reject, queue, and other statements are restricted to certain places, and the kernel refuses the rule elsewhere.",
            help: "move the rule to a chain that allows it", source: "net/netfilter/nft_*.c validate()", in: .tables),
        DiagnosticRule(
            .noInterface, "a rule matches an interface that the packet does not have at this hook", severity: .warning,
            why: "At prerouting and input no output interface is chosen yet, at output and postrouting there is no input interface.",
            help: "match the other interface, or move the rule", source: "net/netfilter/nft_meta.c", in: .tables),
        DiagnosticRule(
            .numberRange, "a number does not fit the kernel's field",
            why: "The kernel would keep the low bits only, and the rule would do something else.", help: "take a number within the range",
            source: "include/uapi/linux/netfilter/nf_tables.h", in: .tables),
        DiagnosticRule(
            .timeRange, "a time does not fit the kernel's field",
            why: "The kernel counts some times in seconds, others in milliseconds, with a limited number of bits.",
            help: "take a shorter time", source: "net/netfilter/nf_tables_api.c", in: .tables),
        DiagnosticRule(
            .sysctl, "a policy needs a sysctl", severity: .tip,
            why:
                "Forwarding, translation to loopback, synproxy, and byte counts of connections depend on kernel settings outside of nftables.",
            help: "set it in /etc/sysctl.d", source: "Documentation/networking/ip-sysctl.rst, nf_conntrack-sysctl.rst", in: .tables),
    ]

    /// The kinds of references in rules.
    static let referenceRules: [DiagnosticRule] =
        [
            DiagnosticRule(
                .undefinedChain, "a jump goes to a chain that the table does not have",
                why: "Chains are looked up in the rule's own table; the kernel refuses the rule (ENOENT).",
                help: "define the chain in this table, or correct the name", source: "net/netfilter/nf_tables_api.c nft_verdict_init",
                in: .tables),
            DiagnosticRule(
                .baseChainTarget, "a jump goes to a base chain",
                why: "The kernel calls a base chain at its hook and takes no jump to it (EOPNOTSUPP).",
                help: "move its rules to a chain without a hook, and jump to that from both",
                source: "net/netfilter/nf_tables_api.c nft_verdict_init", in: .tables),
            DiagnosticRule(
                .setKind, "a set is used where a map is needed, or the reverse",
                why: "A match needs a set; `.map`, `.vmap`, and object references need maps of values, verdicts, and objects.",
                help: "declare a set of the needed kind", source: "net/netfilter/nft_lookup.c", in: .tables),
        ]
        + ([
            (.undefinedSet, "set"), (.undefinedMap, "map"), (.undefinedFlowtable, "flowtable"), (.undefinedCounter, "counter"),
            (.undefinedQuota, "quota"), (.undefinedLimit, "limit"), (.undefinedSecmark, "secmark"), (.undefinedSynproxy, "synproxy"),
            (.undefinedCtHelper, "ct helper"), (.undefinedCtTimeout, "ct timeout"), (.undefinedCtExpectation, "ct expectation"),
        ] as [(Diagnostic.ID, String)]).map { id, kind in
            DiagnosticRule(
                id, "a rule names a \(kind) that its table does not have",
                why: "Sets, objects, and flowtables are visible only in their table; the kernel refuses the rule (ENOENT).",
                help: "declare the \(kind) in this table, or correct the name", source: "net/netfilter/nf_tables_api.c", in: .tables)
        }
}
