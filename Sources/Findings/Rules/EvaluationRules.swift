import WeirModel

extension DiagnosticRule {
    private static func rule(_ id: Diagnostic.ID, _ title: String, _ why: String, help: String) -> DiagnosticRule {
        DiagnosticRule(id, title, reads: [], why: why, help: help, in: .evaluation)
    }

    static let evaluation: [DiagnosticRule] = [
        rule(
            .swift, "the Swift compiler reports an error or a warning", "The message is the compiler's own.",
            help: "correct the line; docs.swift.org explains the language"),
        rule(
            .policyUnreadable, "a policy's file can't be read", "The operating system's reason is given.",
            help: "check the path and its permissions"
        ),
        rule(
            .policyTooLarge, "a policy's sources are larger than 64 MiB", "Long lists make the compiler slow.",
            help: "keep long lists in data files, named by `contentsOf:`"),
        rule(
            .policyFile, "a policy's folder holds a file that is refused",
            "Links out of the folder, pipes, devices, and names with control characters are not read.",
            help: "keep regular files only in the policy's folder"),
        rule(
            .policyNoFile, "a policy's folder holds no Swift file", "A policy is a Swift file, or a folder of them.",
            help: "put the policy into `main.swift`"),
        rule(
            .policyNoMain, "a folder of several Swift files has no `main.swift`", "Only `main.swift` may have statements at its top level.",
            help: "put `Policy(…)` into `main.swift`"),
        rule(
            .compilerMissing, "no Swift compiler", "A policy in Swift is compiled before it is read.",
            help: "install Swift, or pass a document that `weir compile` wrote elsewhere"),
        rule(
            .compilerIncomplete, "the Swift toolchain has no static standard library", "Policies are linked statically.",
            help: "install the complete toolchain from https://swift.org/install"),
        rule(
            .compilerNeverEnds, "the compiler did not finish in time", "Long expressions and large literals take it long.",
            help: "split long bodies into functions of at most 50 rules"),
        rule(
            .compilerCrashed, "the Swift compiler crashed", "Its own message is given.",
            help: "simplify the policy where the message points"),
        rule(
            .compilerMismatch, "the compiler is not the one that built the module `Weir`",
            "Swift modules are read by their own version only.",
            help: "build `weir` with this compiler, or put the other one first in PATH"),
        rule(
            .libraryMissing, "the module `Weir` is not beside the program", "Policies are compiled against it.",
            help: "install `weir` with its lib folder"),
        rule(
            .policyDoesNotCompile, "a policy does not compile", "The compiler's messages follow.", help: "correct the lines that they name"),
        rule(
            .policyObject, "a compiled policy holds sections or symbols that are refused",
            "They could direct the linker or run code before the policy.", help: "remove `@section`, `@_cdecl`, and `@_silgen_name`"),
        rule(
            .policyDoesNotLink, "a policy can't be linked", "It uses a function that neither `Weir` nor Swift's library defines.",
            help: "use what `Weir` and Swift's standard library define"),
        rule(
            .policyProgramTooLarge, "a compiled policy is too large", "Long lists make the program large.",
            help: "keep long lists in data files, named by `contentsOf:`"),
        rule(
            .unconfined, "the machine can't confine a policy", "A policy can be a stranger's; see Sources/SECURITY.md.",
            help: "allow user namespaces, or use a kernel with Landlock; for a policy that you trust, pass --allow-unconfined"),
        rule(
            .notStarted, "a tool or the policy can't be started", "The step that failed and the system's reason are given.",
            help: "check the limits on processes and memory"),
        rule(
            .noPrivateFolder, "no private folder can be created", "The compiler works in a folder that no one else can reach.",
            help: "set XDG_CACHE_HOME or TMPDIR to a folder with room"),
        rule(.policyThrew, "a policy threw an error", "Its own error is given.", help: "catch it, or make the call that throws succeed"),
        rule(.policyCrashed, "a policy crashed", "Swift's message or the signal is given.", help: "correct the line that it names"),
        rule(.policyExited, "a policy ended itself", "A policy ends where its file ends.", help: "remove the call of `exit`"),
        rule(.policyNeverEnds, "a policy did not end in time", "It may run for 30 s.", help: "look for a loop without an end"),
        rule(
            .policyOutOfMemory, "a policy used too much memory", "It may have 4 GiB of address space.",
            help: "keep long lists in data files, named by `contentsOf:`"),
        rule(.policyPrintsTooMuch, "a policy printed too much", "It may print 1 MiB.", help: "remove `print` from the loop"),
        rule(
            .policyForbidden, "a policy tried something forbidden",
            "A policy computes a document. It has no files, no network, and no other programs.",
            help: "put the data that it needs into the file, or into a data file named by `contentsOf:`"),
        rule(
            .policyMissing, "a file makes no policy", "A file defines one `Policy`.",
            help: "write `Policy(\"name\") { … }` at its top level"),
        rule(
            .policySeveral, "a file makes more than one policy", "A file defines one `Policy`.",
            help: "put the tables of both into one policy, or use two files"),
        rule(
            .documentTooLarge, "a policy's document is too large", "It may have 64 MiB.",
            help: "keep long lists in data files, named by `contentsOf:`"),
        rule(
            .documentGarbage, "a policy's output is not a document", "Something else was written to the document's descriptor.",
            help: "write to no descriptor that the policy did not open"),
        rule(
            .documentTruncated, "a policy's document is cut off", "The policy ended while it was being written.",
            help: "do not end the process within the policy"),
        rule(
            .documentVersion, "a policy's document has an unknown version", "`weir` and its module `Weir` are of different versions.",
            help: "install both together"),
    ]
}
