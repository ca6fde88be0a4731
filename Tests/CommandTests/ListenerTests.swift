import Tags
import Testing

/// An apply is about the kernel: whether anybody reads what it says changes nothing.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct ListenerTests {
    private static let files = [
        "doc.json": """
        {"weir": {"format": "host-state", "version": 1}, "policy": "p", "tables": [
        {"family": "inet", "name": "t", "chains": [{"name": "c", "rules": [{"statements": [{"verdict": "drop"}]}]}]}]}
        """
    ]

    static let redirections = [
        ">/dev/full", ">&-", ">&- 2>&-", "<&- >&- 2>&-", ">/dev/full 2>/dev/full", ">/dev/null 2>&-", "> >(true)", "> >(exec 0<&-; sleep 0.2) 2>&1",
    ]

    @Test(arguments: redirections)
    func theTablesAreThere(_ redirection: String) throws {
        let result = try laboratory(
            Self.files,
            """
            status=0; $weir apply doc.json \(redirection) || status=$?
            echo $status; nft list ruleset
            nft flush ruleset
            """)
        #expect(result.output == "0\ntable inet t {\n\tchain c {\n\t\tdrop\n\t}\n}\n", "\(result.errors)")
    }

    @Test func aPolicyIsCompiledAndApplied() throws {
        let result = try laboratory(
            ["policy.swift": "import Weir\n\nprint(\"hello\")\nPolicy(\"p\") { Table(\"t\", .ip) { Chain(\"c\") { Rule(.drop) } } }\n"],
            "$weir apply policy.swift <&- >&- 2>&-; nft list tables")
        #expect(result.output == "table ip t\n")
    }

    /// It is said where it can be.
    @Test func thatThePlanWasNotShownIsSaid() throws {
        let result = try laboratory(Self.files, "$weir apply doc.json >/dev/full")
        #expect(result.errors == "weir: the plan can't be shown: no space left on device\nweir: applied 3 operations\n")
    }

    /// Whoever holds the other end of a full pipe and does not read holds up nothing.
    @Test func aReaderThatReadsNoMoreIsNotWaitedFor() throws {
        let result = try laboratory(
            Self.files,
            """
            mkfifo pipe
            exec 8<>pipe
            dd if=/dev/zero of=pipe bs=4096 oflag=nonblock 2>/dev/null || true
            status=0; timeout 120 $weir apply doc.json >pipe 2>&1 || status=$?
            echo $status; nft list tables
            """)
        #expect(result.output == "0\ntable inet t\n")
    }

    /// With the standard output closed, the socket to the kernel got its number, and the kernel was sent the plan.
    @Test(.enabled(if: Laboratory.has("strace"), "no strace(1)"))
    func nothingElseIsWrittenTo() throws {
        let result = try laboratory(
            Self.files,
            """
            strace -f -o calls -e trace=write $weir apply doc.json <&- >&- 2>&-
            grep -v -e ' = -1 EBADF' -e '+++ exited' -e 'write([0-9]*, "[0-9]*.n", ' calls || true
            grep -c 'missing.* = -1 EBADF' calls
            """)
        #expect(result.output == "1\n")
    }

    /// Where the output is what was asked for, it is trouble that nobody gets it.
    @Test(arguments: [
        "compile doc.json", "capture", "diff doc.json", "check doc.json --format json", "apply --dry-run doc.json", "apply --sandbox doc.json",
        "nic lo", "tips --seconds 0", "explain",
    ])
    func aProductThatCanNotBeWrittenIsTrouble(_ words: String) throws {
        for redirection in [">/dev/full", ">&-"] {
            let result = try laboratory(Self.files, "status=0; $weir \(words) \(redirection) || status=$?; [ $status = 2 ]")
            #expect(result.errors.contains("weir: cannot write the standard output: "), "\(redirection): \(result.errors)")
        }
    }
}
