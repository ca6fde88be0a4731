/// What a policy can try while it is read, compiled and linked.
enum BuildEscapes {
    /// Words for the linker in the section that the compiler's driver takes them from.
    static func linkerFlags(_ flags: [String]) -> String {
        let bytes = flags.flatMap { (flag: String) -> [UInt8] in Array(flag.utf8) + [0] }
        let type = bytes.map { _ in "UInt8" }.joined(separator: ",")
        return "@section(\".swift1_autolink_entries\") @used\nlet inj: (\(type)) = (\(bytes.map(String.init).joined(separator: ",")))"
    }

    private static let section = "error: the policy puts data into the section "

    static let linkers = [
        Escape("a flag for the linker", linkerFlags(["-foobar"]), "policy.swift:3:11: " + section + "`.swift1_autolink_entries`"),
        Escape(
            "a linker of its own", linkerFlags(["-B/tmp/weir-evil-linker"]), section + "`.swift1_autolink_entries`"),
        Escape("a file that the linker writes", linkerFlags(["-Wl,-o,@MARK@", "-Wl,--noinhibit-exec"]), section),
        Escape("the linker's map", linkerFlags(["-Wl,-Map=@MARK@"]), section),
        Escape("a response file", linkerFlags(["-Wl,@/etc/shadow"]), section),
        Escape("a version script", linkerFlags(["-Wl,--version-script=/etc/shadow"]), section),
    ]
    /// A section whose name the linker, the loader or the start code knows.
    static let sections = [
        ".init_array", ".preinit_array", ".fini_array", ".ctors", ".dtors", ".init", ".fini", ".note.gnu.property", ".note.ABI-tag", ".deplibs",
        ".linker-options", ".llvmbc", ".llvm.lto", ".interp", ".dynamic", ".dynsym", ".gnu.warning.malloc", ".gnu_debuglink", ".plt", ".got",
        ".init_array.0", "weir", ".symtab_meta", "swift5_unheard_of",
    ].map { name in
        Escape("the section \(name)", "@section(\"\(name)\") @used\nlet inj: (UInt8, UInt8) = (1, 2)", "policy.swift:3:11: \(section)`\(name)`")
    }

    static let symbols =
        [
            ("malloc", "(_ n: Int) -> UnsafeMutableRawPointer? { nil }"), ("write", "(_ d: Int32, _ b: UnsafeRawPointer, _ n: Int) -> Int { n }"),
            ("_start", "() {}"), ("_init", "() {}"), ("__libc_start_main", "() {}"), ("getenv", "(_ n: UnsafePointer<CChar>) -> UnsafePointer<CChar>? { nil }"),
            ("__preinit", "() {}"), ("swift_once", "() {}"),
        ].map { name, rest in
            Escape("its own \(name)", "@_cdecl(\"\(name)\")\npublic func f\(rest)", "policy.swift:3:10: error: the policy defines the C symbol `\(name)`")
        } + [
            Escape("a body for a symbol of C's", "@_silgen_name(\"free\")\npublic func f(_ p: UnsafeMutableRawPointer?) {}", "error: the policy defines the C symbol `free`"),
            Escape(
                "a weak symbol of C's", "@_alwaysEmitIntoClient @inline(never) @_silgen_name(\"getenv\")\npublic func f(_ n: UnsafePointer<CChar>) -> UnsafePointer<CChar>? { nil }\n_ = f(\"x\")",
                "error: the policy defines the C symbol `getenv`"),
            Escape("a symbol that is nowhere", "@_silgen_name(\"weir_evil\") func evil()\nevil()", "error: the policy cannot be linked"),
        ]

    static let compilers = [
        Escape("a macro's plugin by its path", "@freestanding(expression) macro m() -> Int = #externalMacro(module: \"/tmp/evil\", type: \"M\")\nlet x = #m", "error:"),
        Escape("a macro's plugin", "@freestanding(expression) macro m() -> Int = #externalMacro(module: \"SwiftMacros\", type: \"M\")\nlet x = #m", "plugin for module 'SwiftMacros' not found"),
        Escape(
            "a module map beside the policy", "import CEvil", "error: no such module 'CEvil'",
            setUp: "printf 'module CEvil { header \"/etc/shadow\" export * }' > @HERE@/module.modulemap"),
        Escape("a module of weir's own", "import Netfilter", "error: no such module 'Netfilter'"),
        Escape("a file's text by its name", "#sourceLocation(file: \"/etc/shadow\", line: 1)\nlet x: Int = \"\"", "error: cannot convert value of type 'String' to specified type 'Int'"),
        Escape("an embedded file", "let x = #embed(\"@SECRET@\")", "error:"),
        Escape("a bridging header", "#include \"/etc/shadow\"", "error:"),
        Escape("a flag in the source", "// swift-tools-version: 6.0\n#if canImport(FoundationNetworking)\nimport FoundationNetworking\n#endif", nil),
        Escape("nesting without end", "let x = " + String(repeating: "(", count: 40_000) + "1" + String(repeating: ")", count: 40_000), "error:"),
        Escape("an object too large", "struct B<T> { var a: T, b: T, c: T, d: T }\ntypealias C<T> = B<B<B<B<T>>>>\nvar big: C<C<C<C<Int>>>>? = nil\nprint(MemoryLayout<C<C<Int>>>.size)", nil),
    ]

    private static let main = "cp @HERE@/policy.swift @HERE@/main.swift; rm @HERE@/policy.swift; "
    private static let notFile = "a policy consists of regular files in its folder"

    static let inputs = [
        Escape(
            "a symbolic link out of the folder", "", "@HERE@/policy.swift: error: a symbolic link leads out of the policy's folder", argument: "@HERE@/policy.swift",
            setUp: "ln -s @SECRET@ @HERE@/policy.swift"),
        Escape("a symbolic link in a folder", "let a = 1", "leak.swift: error: a symbolic link leads out of the policy's folder", argument: "@HERE@", setUp: main + "ln -s @SECRET@ @HERE@/leak.swift"),
        Escape("a symbolic link up", "let a = 1", "leak.swift: error: a symbolic link leads out of the policy's folder", argument: "@HERE@", setUp: main + "ln -s ../secret @HERE@/leak.swift"),
        Escape(
            "a process's environment", "let a = 1", "leak.swift: error: a symbolic link leads out of the policy's folder", argument: "@HERE@",
            setUp: main + "ln -s /proc/self/environ @HERE@/leak.swift"),
        Escape("a dangling link", "let a = 1", "gone.swift: error: can't read the policy: no such file or directory", argument: "@HERE@", setUp: main + "ln -s nowhere.swift @HERE@/gone.swift"),
        Escape("a link to a folder", "let a = 1", "more: error: a symbolic link to a folder is not followed", argument: "@HERE@", setUp: main + "ln -s /etc @HERE@/more"),
        Escape("a pipe as source", "", "policy.swift: error: not a regular file", setUp: "mkfifo @HERE@/policy.swift"),
        Escape("a pipe in a folder", "let a = 1", "pipe.swift: error: not a regular file", argument: "@HERE@", setUp: main + "mkfifo @HERE@/pipe.swift"),
        Escape("a folder named as a file", "let a = 1", nil, argument: "@HERE@", setUp: main + "mkdir @HERE@/folder.swift"),
        Escape("a device", "let a = 1", "zero.swift: error: a symbolic link leads out", argument: "@HERE@", setUp: main + "ln -s /dev/zero @HERE@/zero.swift"),
        Escape("a sparse giant", "let a = 1", "giant.swift: error: the policy's files hold more than 64 MiB", argument: "@HERE@", setUp: main + "truncate -s 60G @HERE@/giant.swift"),
        Escape(
            "a name of two lines", "let a = 1", "error: the file name holds a control character", argument: "@HERE@",
            setUp: main + "mkdir -p $'@HERE@/a\\n/etc'; echo > $'@HERE@/a\\n/etc/shadow\\nb.swift'"),
        Escape("a name that steers the terminal", "let a = 1", "error: the file name holds a control character", argument: "@HERE@", setUp: main + "echo > $'@HERE@/e\\e[2J.swift'"),
        Escape("a name that is written backwards", "let a = 1", "error: the file name holds a control character", argument: "@HERE@", setUp: main + "echo > $'@HERE@/e\\u202etfiws.swift'"),
        Escape("a name that is not UTF-8", "let a = 1", "error: the file name is not UTF-8", argument: "@HERE@", setUp: main + "echo 'let x: Int = \"\"' > $'@HERE@/inv\\xff.swift'"),
        Escape(
            "names like options", "let a = 1", nil, argument: "@HERE@",
            setUp: main
                + "for n in -Xfrontend -load-plugin-library=@MARK@ @resp -o '$(id)' 'a b' \"q'\" 'd\"q' 'b\\s' 'x,y:z'; do mkdir -p \"@HERE@/$(dirname -- \"$n\")\"; echo > \"@HERE@/${n##*/}.swift\"; done"
        ),
        Escape("a response file as source", "let a = 1", nil, argument: "@HERE@", setUp: main + "echo '// -o @MARK@' > @HERE@/@resp.swift"),
        Escape("folders without end", "let a = 1", "error: folders are nested more than 32 deep", argument: "@HERE@", setUp: main + "mkdir -p @HERE@/$(printf 'd/%.0s' {1..40})"),
    ]

    /// A data file's fault is a finding of the check.
    static let data = [
        ("a data file that is a pipe", "pipe.txt", "`pipe.txt` is not a regular file", "mkfifo @HERE@/pipe.txt"),
        ("a data file out of the folder", "../secret", "lies outside the policy's folder", ""),
        ("a data file behind a link", "link.txt", "lies outside the policy's folder", "ln -s @SECRET@ @HERE@/link.txt"),
        ("a data file by its path", "/etc/shadow", "lies outside the policy's folder", ""),
        ("a sparse data file", "giant.txt", "has more than 256 MiB", "truncate -s 60G @HERE@/giant.txt"),
    ].map { name, file, refusal, setUp in
        var escape = Escape(name, "let list = AddressSet(\"list\", contentsOf: \"\(file)\")", refusal, setUp: setUp)
        escape.policy = "\nPolicy(\"base\") { Table(\"t\", .inet) { Chain(\"c\", .filter(.input)) { Rule(source == list, .drop) } } }\n"
        escape.status = 1
        return escape
    }

    static let all = linkers + sections + symbols + compilers + inputs + data
}
