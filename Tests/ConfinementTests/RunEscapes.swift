/// What a policy can try while it runs.
enum RunEscapes {
    private static func tries(_ action: String, _ code: [(String, String)], _ detail: String = "") -> [Escape] {
        code.map { Escape($0.0, $0.1, "error: the policy tried to \(action)" + (detail.isEmpty ? "" : " `\(detail)`")) }
    }

    /// Calls by their numbers, on x86-64 alone.
    private static let raw = """
        @_silgen_name("syscall") func rawCall(_ n: Int, _ a: Int, _ b: Int, _ c: Int, _ d: Int, _ e: Int) -> Int
        func call(_ n: Int, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0, _ d: Int = 0, _ e: Int = 0) -> Int { rawCall(n, a, b, c, d, e) }
        func path(_ text: String) -> Int { Int(bitPattern: strdup(text)) }
        var room = [Int](repeating: 0, count: 64)
        let space = room.withUnsafeMutableBytes { Int(bitPattern: $0.baseAddress) }

        """

    private static let readsFile = """
        func shown(_ f: Int32) { var b = [UInt8](repeating: 0, count: 4096); let n = read(f, &b, 4096); if n > 0 { print("ESCAPED", String(decoding: b[..<n], as: UTF8.self)) } }

        """

    static let files =
        tries(
            "read the file",
            [
                ("open(2)", readsFile + "shown(open(\"@SECRET@\", O_RDONLY))"),
                ("openat(2) of a path from the root", readsFile + "shown(openat(AT_FDCWD, \"@SECRET@\", O_RDONLY))"),
                ("fopen(3)", "if let f = fopen(\"@SECRET@\", \"r\") { print(\"ESCAPED\", fgetc(f)) }"),
            ], "@SECRET@")
        + tries("read the file", [("a path up and down", readsFile + "shown(open(\"/etc/../etc/shadow\", O_RDONLY))")], "/etc/../etc/shadow")
        + tries("read the file", [("a path from here", readsFile + "shown(open(\"etc/passwd\", O_RDONLY))")], "etc/passwd")
        + [Escape("the users' names", "if let e = getpwnam(\"root\") { print(\"ESCAPED\", e.pointee.pw_uid) }", "error: the policy tried to open a socket")]
        + tries(
            "write the file",
            [
                ("creating a file", "_ = open(\"@MARK@\", O_WRONLY | O_CREAT, 0o600)"), ("creat(2)", "_ = creat(\"@MARK@\", 0o600)"),
                ("truncate(2)", "_ = truncate(\"@MARK@\", 1)"), ("fopen(3) for writing", "_ = fopen(\"@MARK@\", \"w\")"),
            ], "@MARK@")
        + tries("write the file", [("the terminal", "_ = open(\"/dev/tty\", O_RDWR)")], "/dev/tty")
        + tries("write the file", [("shared memory", "_ = shm_open(\"/escaped\", O_RDWR | O_CREAT, 0o600)")], "/dev/shm/escaped")
        + tries("make the folder", [("mkdir(2)", "_ = mkdir(\"@MARK@\", 0o700)")], "@MARK@")
        + tries("remove the file", [("unlink(2)", "_ = unlink(\"@SECRET@\")")], "@SECRET@")
        + tries("rename the file", [("rename(2)", "_ = rename(\"@SECRET@\", \"@MARK@\")")], "@SECRET@")
        + tries("link the file", [("link(2)", "_ = link(\"@SECRET@\", \"@MARK@\")")], "@SECRET@")
        + tries("make the file", [("symlink(2)", "_ = symlink(\"@SECRET@\", \"@MARK@\")"), ("mkfifo(3)", "_ = mkfifo(\"@MARK@\", 0o600)")], "@MARK@")
        + tries("change the file", [("chmod(2)", "_ = chmod(\"@SECRET@\", 0o777)"), ("chown(2)", "_ = chown(\"@SECRET@\", 0, 0)")], "@SECRET@")
        + [
            // Whoever looks finds nothing, and goes on.
            Escape("a library's folder, and up from there", readsFile + "shown(open(\"/usr/lib/../../@SECRET@\", O_RDONLY)); shown(open(\"/usr/lib/ssl/openssl.cnf\", O_RDONLY))", nil),
            Escape(
                "keys behind a library's symbolic link",
                readsFile + "for p in [\"/usr/lib/ssl/private/ssl-cert-snakeoil.key\", \"/usr/lib/environment.d/99-environment.conf\"] { shown(open(p, O_RDONLY)) }", nil),
            Escape(
                "the environment of others", readsFile + "for p in [\"/proc/self/environ\", \"/proc/1/environ\", \"/proc/self/maps\", \"/proc/\\(getppid())/environ\"] { shown(open(p, O_RDONLY)) }",
                nil),
            Escape("its own environment", "var i = 0; while let e = environ[i] { let t = String(cString: e); if t != \"WEIR_DOCUMENT=3\" { print(\"ESCAPED\", t) }; i += 1 }", nil),
            Escape(
                "a file's state by a long path",
                "var s = stat(); if stat(\"/usr/lib/\" + String(repeating: \"./\", count: 300) + \"../../etc/passwd\", &s) == 0 { print(\"ESCAPED\", s.st_size) }", nil),
            Escape(
                "a file's state",
                "var s = stat(); for p in [\"/etc/passwd\", \"@SECRET@\", \"/usr/lib\"] { if stat(p, &s) == 0 || lstat(p, &s) == 0 || access(p, F_OK) == 0 { print(\"ESCAPED\", p) } }", nil),
            Escape("descriptors of weir's", "for d in Int32(4)..<1024 { var s = stat(); if fstat(d, &s) == 0 { print(\"ESCAPED\", d) } }", nil),
            Escape("a working folder", "var b = [CChar](repeating: 0, count: 4096); if let c = getcwd(&b, 4096), String(cString: c) != \"/\" { print(\"ESCAPED\", String(cString: c)) }", nil),
            Escape("opening by handle, or by openat2", raw + "for n in [304, 303, 437, 9999] { if call(n, -100, path(\"/etc/passwd\"), space, 24) >= 0 { print(\"ESCAPED\", n) } }", nil),
        ]

    static let processes =
        tries(
            "start a process",
            [
                ("fork(2)", "@_silgen_name(\"fork\") func libcFork() -> Int32\nif libcFork() == 0 { print(\"ESCAPED\") }"),
                ("vfork(2)", "@_silgen_name(\"vfork\") func libcFork() -> Int32\nif libcFork() == 0 { print(\"ESCAPED\"); _exit(0) }"),
                ("clone(2) by its number", raw + "if call(56, 17) == 0 { print(\"ESCAPED\"); _exit(0) }"),
            ])
        + tries(
            "make a system call that is not allowed",
            [
                ("posix_spawn(3)", "var p = pid_t(); if posix_spawn(&p, \"/bin/true\", nil, nil, [nil], nil) == 0 { print(\"ESCAPED\") }"),
                ("system(3)", "@_silgen_name(\"system\") func libcSystem(_: UnsafePointer<CChar>) -> Int32\nif libcSystem(\"echo ESCAPED > @MARK@\") == 0 { print(\"ESCAPED\") }"),
                ("a blocked SIGSYS", "var all = sigset_t(); sigfillset(&all); pthread_sigmask(SIG_BLOCK, &all, nil); _ = open(\"@SECRET@\", O_RDONLY)"),
            ])
        + tries(
            "start a program",
            [
                ("execve(2)", "var a: [UnsafeMutablePointer<CChar>?] = [nil]; execve(\"/bin/echo\", &a, &a); print(\"ESCAPED\")"),
                ("execveat(2) of a path", raw + "_ = call(322, 5, path(\"/bin/echo\"), space, space, 0); print(\"ESCAPED\")"),
                ("execveat(2) of a path, with the flag of the start", raw + "_ = call(322, 5, path(\"/bin/echo\"), space, space, 0x1000); print(\"ESCAPED\")"),
            ])
        + tries(
            "open a socket",
            [
                ("an inet socket", "_ = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)"), ("an inet6 socket", "_ = socket(AF_INET6, Int32(SOCK_DGRAM.rawValue), 0)"),
                ("a unix socket", "_ = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)"), ("a netlink socket", "_ = socket(16, 3, 12)"), ("a packet socket", "_ = socket(17, 3, 0)"),
                ("a vsock socket", "_ = socket(40, 1, 0)"), ("a pair of sockets", "var p: [Int32] = [0, 0]; _ = socketpair(AF_UNIX, 1, 0, &p)"),
            ])
        + tries(
            "send a signal to another process",
            [
                ("the parent", "_ = kill(getppid(), SIGKILL)"), ("all processes", "_ = kill(-1, SIGKILL)"), ("the first process", "_ = kill(1, SIGKILL)"),
                ("itself, to stop", "_ = kill(getpid(), SIGSTOP)"),
            ])
        + tries("trace a process", [("ptrace(2)", raw + "_ = call(101, 16, Int(getppid()))")])
        + tries("read the memory of a process", [("process_vm_readv(2)", raw + "_ = call(310, Int(getppid()))")])
        + tries("make a namespace", [("unshare(2)", raw + "_ = call(272, 0x10000000)")])
        + tries("enter a namespace", [("setns(2)", raw + "_ = call(308, 3)")])
        + tries("mount a file system", [("mount(2)", raw + "_ = call(165, path(\"proc\"), path(\"/\"), path(\"proc\"))")])
        + tries("change its root", [("chroot(2)", "_ = chroot(\"/\")")])
        + tries("take over the signal SIGSYS", [("a handler of its own for SIGSYS", "signal(SIGSYS) { _ in }; _ = open(\"@SECRET@\", O_RDONLY); print(\"ESCAPED\")")])
        + tries("filter its own system calls", [("seccomp(2)", raw + "_ = call(317, 1, 0, space)")])
        + [
            Escape("a unix datagram", "if socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0) >= 0 { print(\"ESCAPED\") }", nil),
            Escape(
                "calls that don't exist here",
                raw
                    + "for n in [425, 321, 323, 250, 434, 438, 175, 313, 246, 435, 105, 106, 117, 29, 68, 64, 319, 424, 440, 448, 442] { if call(n, space, space, space) >= 0 { print(\"ESCAPED\", n) } }",
                nil),
            Escape("x32 calls", raw + "_ = call(0x40000000 | 2, path(\"@SECRET@\"), 0); print(\"ESCAPED\")", "error: the policy tried to make a system call that is not allowed"),
            Escape("larger limits", "var r = rlimit(rlim_cur: 1 << 40, rlim_max: 1 << 40); if setrlimit(__rlimit_resource_t(9), &r) == 0 { print(\"ESCAPED\") }", nil),
            Escape("other users", "for u in [0, 1, 1000] as [UInt32] { if setuid(u) == 0 || setgid(u) == 0 { print(\"ESCAPED\", u) } }; if getuid() == 0 { print(\"ESCAPED\") }", nil),
            Escape("a library by its path", "if dlopen(\"/lib/x86_64-linux-gnu/libm.so.6\", RTLD_NOW) != nil { print(\"ESCAPED\") }", nil),
            Escape("threads without end", "for _ in 0..<2000 { var t = pthread_t(); if pthread_create(&t, nil, { _ in sleep(1000); return nil }, nil) != 0 { break } }", nil),
        ]

    static let documents = [
        Escape("a forged document", "let f = \"weir\\u{1}\\u{1}\"; write(3, f, 6); _exit(0)", "error: the document breaks off"),
        Escape("garbage as document", "write(3, \"garbage\", 7)", "error: the result is not a document"),
        Escape(
            "frames without end",
            "let frame = Array(\"weir\\u{1}\\u{1}\".utf8) + [UInt8](repeating: 0, count: 8) + Array(\"done\".utf8); for _ in 0..<100_001 { write(3, frame, frame.count) }; _exit(0)",
            "error: the result is not a document"),
        Escape("an end before the document", "exit(0)", "error:"),
        Escape("no channel", "close(3)", "error:"),
        Escape("a forged refusal", "write(3, \"weir\\u{1}\\u{4}\\u{6}\\0\\0\\0\\0\\0\\0\\0\\u{1b}[2Jxdone\", 24); _exit(159)", "error: the policy tried to make a system call that is not allowed"),
        Escape("last words of another file", "fputs(\"policy/../../../etc/passwd:3: Fatal error: \\n\", stderr); abort()", "policy.swift: error: the policy crashed"),
        Escape("all memory", "var all: [[UInt8]] = []; while true { all.append([UInt8](repeating: 1, count: 64 << 20)) }", "error: the policy used more memory than it may"),
        Escape("output without end", "while true { print(\"more\") }", "error: the policy printed more than 1 MiB"),
        Escape("a recursion without end", "func f(_ x: Int) -> Int { f(x + 1) + 1 }; print(f(0))", "error: the policy crashed"),
    ]

    static let all = files + processes + documents
}
