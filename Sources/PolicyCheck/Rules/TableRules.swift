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
            why:
                "At prerouting and input no output interface is chosen yet, and at output there is no input interface. Its name is empty then, and its index 0: `==` matches nothing, `!=` everything.",
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

    /// What packets meet on their way.
    static let packetRules: [DiagnosticRule] = [
        DiagnosticRule(
            .conntrackOrder, "a rule is on the wrong side of connection tracking", severity: .warning,
            why:
                "Connection tracking looks at packets at prerouting and output, with priority -200. Before it no packet has a connection, and `ct state` is `invalid`; after it `notrack` is too late.",
            help: "give the chain another priority: `.raw` for notrack, `.mangle` or later for matches of connections",
            source: "net/netfilter/nft_ct.c", in: .tables),
        DiagnosticRule(
            .withoutEffect, "a rule matches and does nothing", severity: .warning,
            why: "Without a verdict, a counter, or another statement a rule has no effect. Often the verdict was forgotten.",
            help: "end it with a verdict or a counter, or remove it", in: .tables),
        DiagnosticRule(
            .unusedSet, "no rule uses a set", severity: .warning,
            why: "Its elements restrict nothing and allow nothing. Often a rule was to match it, and matches everything instead.",
            help: "match it in a rule of its table, or remove it", in: .sets),
        DiagnosticRule(
            .acceptNotFinal, "an accept is not final", severity: .warning,
            why: "`accept` ends the base chain that it is in. The next base chain of the hook sees the packet too, and may drop it.",
            help: "accept the packets in the later chain as well, or set a mark and accept that there",
            source: "net/netfilter/core.c nf_hook_slow", in: .tables),
        DiagnosticRule(
            .noNeighbourDiscovery, "an input chain drops neighbour discovery", severity: .warning,
            why: "IPv6 finds the hosts of a link by ICMPv6. A host that drops it can't be reached by IPv6 once its neighbours forget it.",
            help: "accept neighbour solicitations and advertisements, or drop IPv6 as a whole", source: "RFC 4890, 4.4.1", in: .tables),
        DiagnosticRule(
            .listenerNextHeader, "a rule looks for multicast listeners' reports by their next header", severity: .warning,
            why: "They begin with a hop-by-hop header, so `ip6 nexthdr` is 0 and never ICMPv6.",
            help: "match `icmpv6.type` alone, which implies `meta.l4proto`", source: "RFC 3810, 5", in: .tables),
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
            (.undefinedTunnel, "tunnel"),
            (.undefinedCtHelper, "ct helper"), (.undefinedCtTimeout, "ct timeout"), (.undefinedCtExpectation, "ct expectation"),
        ] as [(Diagnostic.ID, String)]).map { id, kind in
            DiagnosticRule(
                id, "a rule names a \(kind) that its table does not have",
                why: "Sets, objects, and flowtables are visible only in their table; the kernel refuses the rule (ENOENT).",
                help: "declare the \(kind) in this table, or correct the name", source: "net/netfilter/nf_tables_api.c", in: .tables)
        }
}
