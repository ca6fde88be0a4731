import WeirModel

extension DiagnosticRule {
    static let documents: [DiagnosticRule] = [
        DiagnosticRule(
            .dataFile, "a data file can't be read",
            why: "Data files are regular files of at most 256 MiB in the policy's own folder. No link and no `..` leads out of it.",
            help: "put the file into the policy's folder", in: .documents),
        DiagnosticRule(
            .dataLine, "a line of a data file is not an element", why: "A line is one element of the set's type; `#` starts a comment.",
            help: "correct the line", in: .documents),
        DiagnosticRule(
            .badDocument, "a policy's document can't be written", why: "A value of the policy has no form in a document.",
            help: "correct the value that the finding names", in: .documents),
    ]

    static let acceptance: [DiagnosticRule] = [
        DiagnosticRule(
            .acceptUnknown, "an `Accept` names a finding that no check has", why: "A misspelled acceptance would accept nothing.",
            help: "`weir explain` lists all findings", in: .acceptance),
        DiagnosticRule(
            .acceptReason, "an `Accept` has no reason", why: "`because:` is the first question of every reviewer.", help: "give the reason",
            in: .acceptance),
        DiagnosticRule(
            .acceptRefused, "a finding that can't be accepted is accepted",
            why: "The kernel would refuse the object, or hold something other than the policy says.",
            help: "correct the object that the finding names", in: .acceptance),
        DiagnosticRule(
            .acceptNothing, "an `Accept` is not needed", severity: .warning, why: "The checks do not report the accepted finding.",
            help: "remove it", in: .acceptance),
    ]

    static let kernel: [DiagnosticRule] = [
        DiagnosticRule(
            .foreignTable, "a table belongs to another policy",
            why: "Weir marks its tables with the name of their policy, and changes no table of another one.",
            help: "rename the table, or delete it first with `nft delete table`", in: .kernel),
        DiagnosticRule(
            .adoptedTable, "a table exists already, and no policy made it", severity: .warning, why: "An apply makes it the policy's own.",
            help: "rename the table, if another program owns it", in: .kernel),
        DiagnosticRule(
            .otherFilesTable, "an apply would delete a table that came from another file",
            why: "Two files may give their policies one name by mistake. Each apply would then delete what only the other one has.",
            help: "give one of the policies another name, or delete the table by `weir apply --prune`", in: .kernel),
        DiagnosticRule(
            .noSuchLink, "a link of the policy does not exist", why: "Qdiscs and filters need the interface that they are attached to.",
            help: "create the interface first, or correct the name", in: .kernel),
        DiagnosticRule(
            .kernelProbe, "the running kernel refuses a part of the policy",
            why: "Weir asks the kernel by a transaction that it never commits.", help: "use what this kernel has, or a newer kernel",
            source: "net/netfilter/nf_tables_api.c NFNL_BATCH", in: .kernel),
        DiagnosticRule(
            .unsayable, "a statement has no form in the kernel's terms", why: "The kernel's expressions can't express it.",
            help: "rewrite the statement as the finding suggests", source: "include/uapi/linux/netfilter/nf_tables.h", in: .kernel),
        DiagnosticRule(
            .lowering, "a policy can't be translated into the kernel's terms", why: "An error that is not about one place of the policy.",
            help: "correct the object that the message names", in: .kernel),
    ]
}
