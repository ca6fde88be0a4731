/// The messages for each kind of failure, in one place.
extension EvaluationError.Kind {
    /// A stable identifier.
    var id: String { words.id }
    var message: String { words.message }
    var help: String? { words.help }

    private var words: (id: String, message: String, help: String?) {
        switch self {
        case .unreadable(let reason):
            ("policy-unreadable", "can't read the policy: \(reason)", nil)
        case .tooLarge(let bytes):
            (
                "policy-too-large", "the policy's files hold more than \(size(bytes))",
                "keep long lists in data files, named by `contentsOf:`"
            )
        case .refusedFile(_, let reason):
            ("policy-file", reason, "a policy consists of regular files in its folder")
        case .noSwiftFile:
            ("policy-no-file", "the folder holds no Swift file", "put the policy into `main.swift` there")
        case .noMain:
            (
                "policy-no-main", "the folder holds several Swift files and no `main.swift`",
                "put `Policy(…)` into `main.swift`, and declarations alone into the others"
            )
        case .noCompiler:
            (
                "compiler-missing", "no Swift compiler: `swiftc` is not in PATH",
                "install Swift from https://swift.org/install, or give the document that `weir compile` wrote on another machine"
            )
        case .noStaticLibrary(let folder):
            (
                "compiler-incomplete", "the Swift toolchain in `\(folder)` has no static standard library",
                "install the complete toolchain from https://swift.org/install"
            )
        case .noLibrary(let searched):
            (
                "library-missing", "the module `Weir` is not beside this program: neither in `\(searched.joined(separator: "` nor in `"))`",
                "install `weir` together with its lib folder, or run it from its build folder"
            )
        case .doesNotCompile:
            ("policy-does-not-compile", "the policy does not compile", nil)
        case .compilesForever(let seconds):
            (
                "compiler-never-ends", "the compiler did not finish within \(plain(seconds)) s",
                "cut long bodies into functions of at most 50 rules, or make the rules in a loop"
            )
        case .otherCompiler:
            (
                "compiler-mismatch", "the module `Weir` was built with another version of Swift than the `swiftc` found here",
                "rebuild `weir` with this compiler, or put the one that built it first in PATH"
            )
        case .compilerCrashed:
            ("compiler-crashed", "the Swift compiler crashed on the policy", nil)
        case .refusedObject(let reason):
            (
                "policy-object", reason,
                "a policy can't define sections or C symbols: remove `@section`, `@_cdecl` or `@_silgen_name`"
            )
        case .doesNotLink:
            ("policy-does-not-link", "the policy cannot be linked", "use only `Weir` and Swift's standard library")
        case .programTooLarge(let bytes):
            (
                "policy-program-too-large", "the compiled policy has more than \(size(bytes))",
                "keep long lists in data files, named by `contentsOf:`"
            )
        case .unconfined(let reason):
            (
                "unconfined", "this machine cannot confine a policy: \(reason)",
                "allow user namespaces, or use a kernel with Landlock; for a policy that you trust, pass --allow-unconfined"
            )
        case .notStarted(let program, let step, let reason):
            ("not-started", "can't start `\(program)`: \(step): \(reason)", nil)
        case .noPrivateFolder(let reason):
            (
                "no-private-folder", "can't make a private folder to compile in: \(reason)",
                "set XDG_CACHE_HOME or TMPDIR to a folder with room"
            )
        case .threw(let error):
            ("policy-threw", "the policy threw an error: \(error)", "catch it with `do` and `catch`, or make the call that throws succeed")
        case .crashed(let reason):
            ("policy-crashed", "the policy crashed: \(reason)", nil)
        case .exited(let code):
            (
                "policy-exited", "the policy ended itself with code \(code)",
                "remove the call of `exit`: a policy ends at the end of its file"
            )
        case .neverEnds(let seconds):
            ("policy-never-ends", "the policy did not end within \(plain(seconds)) s", "look for a loop without an end")
        case .outOfMemory(let bytes):
            (
                "policy-out-of-memory", "the policy used more memory than it may, \(size(Int(bytes)))",
                "keep long lists in data files, named by `contentsOf:`: they are read without the policy"
            )
        case .printsTooMuch(let bytes):
            ("policy-prints-too-much", "the policy printed more than \(size(bytes))", "remove the call of `print` from the loop")
        case .forbidden(let action, let detail):
            ("policy-forbidden", "the policy tried to \(action)" + (detail.isEmpty ? "" : " `\(detail)`"), forbiddenHelp(action))
        case .noPolicy:
            (
                "policy-missing", "nothing is defined: the file makes no `Policy`",
                "write `Policy(\"name\") { … }` at the top level of the file, or of `main.swift` in a folder"
            )
        case .severalPolicies(let places):
            (
                "policy-several", "more than one policy is defined" + (places.isEmpty ? "" : ": \(places.joined(separator: ", "))"),
                "put the tables of both into one `Policy`, or the policies into separate files"
            )
        case .documentTooLarge(let bytes):
            (
                "document-too-large", "the policy's document has more than \(size(bytes))",
                "keep long lists in data files, named by `contentsOf:`"
            )
        case .documentGarbage:
            ("document-garbage", "the result is not a document", "the policy must not write to descriptors that it did not open")
        case .documentTruncated:
            ("document-truncated", "the document breaks off", "the policy must not end its own process while it is being written")
        case .documentVersion(let version):
            (
                "document-version", "the document comes framed in version \(version), and this `weir` knows version 1",
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
