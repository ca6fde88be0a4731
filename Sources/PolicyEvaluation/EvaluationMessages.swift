import WeirModel

/// The messages for each kind of failure, in one place.
extension EvaluationError.Kind {
    /// The identifier that is printed.
    var id: Diagnostic.ID { words.id }
    var message: String { words.message }
    var help: String? { words.help }

    private var words: (id: Diagnostic.ID, message: String, help: String?) {
        switch self {
        case .unreadable(let reason):
            (.policyUnreadable, "can't read the policy: \(reason)", nil)
        case .tooLarge(let bytes):
            (
                .policyTooLarge, "the policy's files hold more than \(size(bytes))",
                "keep long lists in data files, named by `contentsOf:`"
            )
        case .refusedFile(_, let reason):
            (.policyFile, reason, "a policy consists of regular files in its folder")
        case .noSwiftFile:
            (.policyNoFile, "the folder holds no Swift file", "put the policy into `main.swift` there")
        case .noMain:
            (
                .policyNoMain, "the folder holds several Swift files and no `main.swift`",
                "put `Policy(…)` into `main.swift`, and declarations alone into the others"
            )
        case .noCompiler:
            (
                .compilerMissing, "no Swift compiler: `swiftc` is not in PATH",
                "install Swift from https://swift.org/install, or give the document that `weir compile` wrote on another machine"
            )
        case .noStaticLibrary(let folder):
            (
                .compilerIncomplete, "the Swift toolchain in `\(folder)` has no static standard library",
                "install the complete toolchain from https://swift.org/install"
            )
        case .noLibrary(let searched):
            (
                .libraryMissing, "the module `Weir` is not beside this program: neither in `\(searched.joined(separator: "` nor in `"))`",
                "install `weir` together with its lib folder, or run it from its build folder"
            )
        case .doesNotCompile:
            (.policyDoesNotCompile, "the policy does not compile", nil)
        case .compilesForever(let seconds):
            (
                .compilerNeverEnds, "the compiler did not finish within \(plain(seconds)) s",
                "cut long bodies into functions of at most 50 rules, or make the rules in a loop"
            )
        case .otherCompiler:
            (
                .compilerMismatch, "the module `Weir` was built with another version of Swift than the `swiftc` found here",
                "rebuild `weir` with this compiler, or put the one that built it first in PATH"
            )
        case .compilerCrashed:
            (.compilerCrashed, "the Swift compiler crashed on the policy", nil)
        case .refusedObject(let reason):
            (
                .policyObject, reason,
                "a policy can't define sections or C symbols: remove `@section`, `@_cdecl` or `@_silgen_name`"
            )
        case .doesNotLink:
            (.policyDoesNotLink, "the policy cannot be linked", "use only `Weir` and Swift's standard library")
        case .programTooLarge(let bytes):
            (
                .policyProgramTooLarge, "the compiled policy has more than \(size(bytes))",
                "keep long lists in data files, named by `contentsOf:`"
            )
        case .unconfined(let reason):
            (
                .unconfined, "this machine cannot confine a policy: \(reason)",
                "allow user namespaces, or use a kernel with Landlock; for a policy that you trust, pass --allow-unconfined"
            )
        case .notStarted(let program, let step, let reason):
            (.notStarted, "can't start `\(program)`: \(step): \(reason)", nil)
        case .noPrivateFolder(let reason):
            (
                .noPrivateFolder, "can't make a private folder to compile in: \(reason)",
                "set XDG_CACHE_HOME or TMPDIR to a folder with room"
            )
        case .threw(let error):
            (.policyThrew, "the policy threw an error: \(error)", "catch it with `do` and `catch`, or make the call that throws succeed")
        case .crashed(let reason):
            (.policyCrashed, "the policy crashed: \(reason)", nil)
        case .exited(let code):
            (.policyExited, "the policy ended itself with code \(code)", "remove the call of `exit`: a policy ends at the end of its file")
        case .neverEnds(let seconds):
            (.policyNeverEnds, "the policy did not end within \(plain(seconds)) s", "look for a loop without an end")
        case .outOfMemory(let bytes):
            (
                .policyOutOfMemory, "the policy used more memory than it may, \(size(Int(bytes)))",
                "keep long lists in data files, named by `contentsOf:`: they are read without the policy"
            )
        case .printsTooMuch(let bytes):
            (.policyPrintsTooMuch, "the policy printed more than \(size(bytes))", "remove the call of `print` from the loop")
        case .forbidden(let action, let detail):
            (.policyForbidden, "the policy tried to \(action)" + (detail.isEmpty ? "" : " `\(detail)`"), forbiddenHelp(action))
        case .noPolicy:
            (
                .policyMissing, "nothing is defined: the file makes no `Policy`",
                "write `Policy(\"name\") { … }` at the top level of the file, or of `main.swift` in a folder"
            )
        case .severalPolicies(let places):
            (
                .policySeveral, "more than one policy is defined" + (places.isEmpty ? "" : ": \(places.joined(separator: ", "))"),
                "put the tables of both into one `Policy`, or the policies into separate files"
            )
        case .documentTooLarge(let bytes):
            (
                .documentTooLarge, "the policy's document has more than \(size(bytes))",
                "keep long lists in data files, named by `contentsOf:`"
            )
        case .documentGarbage:
            (.documentGarbage, "the result is not a document", "the policy must not write to descriptors that it did not open")
        case .documentTruncated:
            (.documentTruncated, "the document breaks off", "the policy must not end its own process while it is being written")
        case .documentVersion(let version):
            (
                .documentVersion, "the document comes framed in version \(version), and this `weir` knows version 1",
                "install `weir` and its module `Weir` together"
            )
        }
    }

    private func forbiddenHelp(_ action: String) -> String {
        switch action {
        case "read the file": "a policy sees no files; name a list in the policy's own folder by `contentsOf:`"
        case "open a socket":
            "a policy has no network; put the data that it needs into the file, or into a data file named by `contentsOf:`"
        default: "a policy only computes: the same file gives the same document on every machine"
        }
    }
}

private func plain(_ seconds: Double) -> String { seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds) }

private func size(_ bytes: Int) -> String {
    for (unit, factor) in [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)] where bytes >= factor && bytes % factor == 0 {
        return "\(bytes / factor) \(unit)"
    }
    return "\(bytes) bytes"
}
