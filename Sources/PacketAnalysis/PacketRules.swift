import Findings
import WeirModel

/// The findings of the analysis.
package enum PacketFindings {
    package static let rules: [DiagnosticRule] = [
        DiagnosticRule(
            .ruleDead, "no packet gets to a rule and matches it", severity: .warning,
            why:
                "Over all packets and all ways to the rule, earlier rules have ended the way of each packet that it matches, the way to its chain "
                + "excludes them, or its own matches exclude each other. The finding names a set of earlier rules that take the packets "
                + "together, of which none can be spared.",
            help: "move the rule before those that take its packets, or take it out", source: "nft(8), VERDICT STATEMENT", in: .tables),
        DiagnosticRule(
            .ruleRedundant, "a rule changes nothing", severity: .warning,
            why:
                "Each packet that gets to the rule fares the same without it, because of the rules after it or the policy. That holds for all "
                + "rules with this finding together: they can be taken out at once, with the dead ones.",
            help: "take the rule out", source: "nft(8), VERDICT STATEMENT", in: .tables),
        DiagnosticRule(
            .rulesTooLarge, "too large to decide which rules can match and matter", severity: .undecided,
            why: "The sets of packets of some rules took more memory or time than the analysis may. Nothing is said of these rules.",
            help: "split the chain by what its rules match first, such as the link or the protocol", in: .tables),
        DiagnosticRule(
            .rulePartlyShadowed, "a rule never gets the packets of one of its values", severity: .warning,
            why:
                "The rule names a value among others, such as an element of a set, and earlier rules have taken all packets that have it, some of "
                + "them to another end. The rule looks as if it decided about them.",
            help: "move the rule before those that take the packets, or take the value out", source: "nft(8), VERDICT STATEMENT",
            in: .tables),
    ]
}
