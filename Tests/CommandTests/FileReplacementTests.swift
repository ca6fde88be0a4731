import Tags
import Testing

/// What is written takes the place of what was there as a whole, or not at all.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct FileReplacementTests {
    /// A document of some kilobytes.
    private static let document: String = {
        let chains = (0..<200).map { #"{"name": "chain-\#($0)", "comment": "as long as it needs to be"}"# }.joined(separator: ",\n")
        return """
            {"weir": {"format": "host-state", "version": 1}, "policy": "p", "tables": [{"family": "inet", "name": "t", "chains": [
            \(chains)]}]}
            """
    }()
    private static let files = ["doc.json": document, "rules.nft": ruleset]
    private static let ruleset =
        "table inet f {\n" + (0..<100).map { "chain c\($0) { tcp dport \($0 + 1) counter; }\n" }.joined() + "}\n"
    /// No command finds room for a file of several pages: `full DIRECTORY`.
    private static let full = """
        full() { dd if=/dev/zero of=$1/filling bs=4096 2>/dev/null || true; }
        fails() { status=0; "$@" >/dev/null 2>errors || status=$?; [ $status = 2 ] || { echo "exit $status of $*"; cat errors; exit 1; }; }
        """

    @Test func aFullDiskLosesNoFile() throws {
        let result = try laboratory(
            Self.files,
            Self.full + """

                mkdir disk
                export weir
                unshare -m bash -e <<'INSIDE'
                mount -t tmpfs -o size=64k tmpfs disk
                \(Self.full)
                nft -f rules.nft
                for name in compile.json capture.json import.swift nic.json policy/main.swift; do
                    mkdir -p $(dirname disk/$name); echo precious > disk/$name
                done
                full disk
                find disk | sort > before
                fails $weir compile doc.json -o disk/compile.json
                grep -q 'cannot write `disk/compile.json`: no space left on device' errors
                fails $weir compile doc.json --format nft -o disk/compile.json
                fails $weir capture -o disk/capture.json
                fails $weir import --force -o disk/import.swift
                fails $weir import --force -o disk/policy
                fails $weir nic lo -o disk/nic.json
                fails $weir import -o disk/new-policy
                for name in compile.json capture.json import.swift nic.json policy/main.swift; do
                    [ "$(cat disk/$name)" = precious ] || { echo "$name is lost"; exit 1; }
                done
                find disk | sort | diff before -
                INSIDE
                """)
        #expect(result.output == "")
    }

    /// The system ends who writes past its limit, in the midst of it.
    @Test func whoIsKilledTearsNoFile() throws {
        try laboratory(
            Self.files,
            """
            nft -f rules.nft
            mkdir place policy; echo precious > place/state.json; echo precious > policy/main.swift
            killed() { status=0; (ulimit -f 1; exec "$@") >/dev/null 2>&1 || status=$?; [ $status = 153 ] || { echo "exit $status of $*"; exit 1; }; }
            killed $weir compile doc.json -o place/state.json
            killed $weir capture -o place/state.json
            killed $weir import --force -o policy
            [ "$(cat place/state.json policy/main.swift)" = "$(printf 'precious\\nprecious')" ]
            [ "$(ls policy)" = main.swift ]
            [ "$(ls place)" = state.json ]
            [ -z "$(ls -A place policy | grep -v -e '^\\.weir-[0-9a-f]*\\.tmp$' -e '^place:' -e '^policy:' -e state.json -e main.swift)" ]
            killed $weir import -o new
            [ ! -e new ]
            """)
    }

    @Test func whatIsBehindALinkIsReplaced() throws {
        let result = try laboratory(
            Self.files,
            """
            mkdir real links
            echo old > real/state.json
            ln -s ../real/state.json links/one; ln -s one links/two; ln -s ../real/absent.json links/dangling
            $weir compile doc.json -o links/two
            $weir compile doc.json -o links/dangling
            $weir compile doc.json | tee >(cmp - real/state.json) | cmp - real/absent.json
            readlink links/one links/two links/dangling
            ln -s loop links/loop
            ! $weir compile doc.json -o links/loop 2>errors
            grep -c 'too many levels of symbolic links' errors
            ln real/state.json real/other-name
            ls real
            """)
        #expect(result.output == "../real/state.json\none\n../real/absent.json\n1\nabsent.json\nother-name\nstate.json\n")
    }

    @Test func modesAreKeptAndNewOnesAreByTheUmask() throws {
        let result = try laboratory(
            Self.files,
            """
            touch a.json b.json; chmod 604 a.json; chmod 600 b.json
            umask 027
            for name in a b new; do $weir compile doc.json -o $name.json; done
            stat -c %a a.json b.json new.json
            """)
        #expect(result.output == "604\n600\n640\n")
    }

    @Test(.enabled(if: Laboratory.isRoot, "only root can give files away"))
    func ownersAreKeptAndOthersFilesInAFolderForEverybodyAreNotTouched() throws {
        let result = try laboratory(
            Self.files,
            """
            touch theirs.json secret.json; chown 65534:65534 theirs.json; chmod 640 theirs.json
            $weir compile doc.json -o theirs.json
            stat -c '%u:%g %a' theirs.json
            mkdir everybodys; chmod 1777 everybodys
            as_nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
            echo secret > secret.json
            as_nobody ln -s ../secret.json everybodys/state.json
            as_nobody ln -s ../new.json everybodys/dangling.json
            as_nobody touch everybodys/file.json
            for name in state dangling file; do
                status=0; $weir compile doc.json -o everybodys/$name.json 2>errors || status=$?; echo $status; grep -o 'permission denied' errors
            done
            cat secret.json everybodys/file.json; ls everybodys new.json 2>&1 | grep new
            """)
        let refused = "2\npermission denied\n"
        #expect(
            result.output
                == "65534:65534 640\n\(refused)\(refused)\(refused)secret\nls: cannot access 'new.json': No such file or directory\n")
    }

    @Test(.enabled(if: Laboratory.isRoot, "only root can become another user"))
    func aFileThatMayNotBeWrittenIsNotReplaced() throws {
        let result = try laboratory(
            Self.files,
            """
            mkdir place shut; echo precious > place/state.json; chmod 444 place/state.json; chmod 777 place
            echo precious > shut/state.json; chmod 666 shut/state.json; chmod 755 shut
            install -m 755 $weir program
            as_nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
            for place in place shut; do
                status=0; as_nobody ./program compile doc.json -o $place/state.json 2>errors || status=$?; cat errors; echo $status
            done
            cat place/state.json shut/state.json
            """)
        #expect(
            result.output == """
                weir: cannot write `place/state.json`: permission denied
                2
                weir: cannot write `shut/state.json`: permission denied
                help: files are written beside their place, then renamed: make the folder writable, or write to `/dev/stdout`
                2
                precious
                precious

                """)
    }

    @Test func whatIsNoFileIsWrittenStraight() throws {
        let result = try laboratory(
            Self.files,
            """
            $weir compile doc.json > expected
            $weir compile doc.json -o /dev/null
            [ -c /dev/null ]
            mkfifo pipe
            timeout 60 cat pipe > through & reader=$!
            $weir compile doc.json -o pipe
            wait $reader
            [ -p pipe ]; cmp expected through
            $weir compile doc.json -o /dev/stdout | cmp expected -
            echo first > log
            { $weir compile doc.json -o /dev/stdout; $weir compile doc.json -o /dev/fd/1; echo last; } >> log
            { echo first; cat expected expected; echo last; } | cmp - log
            { $weir compile doc.json -o /proc/self/fd/7; } 7> seventh
            cmp expected seventh
            $weir compile doc.json -o >(cat > substituted)
            for step in 1 2 3 4 5 6 7 8 9; do cmp -s expected substituted && break; sleep 0.2; done
            cmp expected substituted
            mkdir folder
            ! $weir compile doc.json -o folder/ 2>errors
            cat errors; ls -A folder
            """)
        #expect(result.output == "weir: cannot write `folder/`: is a directory\n")
    }

    @Test func anImportedFolderIsThereAsAWhole() throws {
        let result = try laboratory(
            Self.files,
            """
            nft -f rules.nft
            umask 022
            $weir import -o policy/
            stat -c %a policy policy/main.swift
            $weir import -o - 2>/dev/null; ls -A | grep -c weir- || true
            mkdir empty; $weir import -o empty; diff -r policy empty
            echo old > empty/main.swift; echo kept > empty/notes.txt
            $weir import --force -o empty; diff -r policy empty || true
            ! $weir import -o missing/policy 2>errors
            cat errors; ls
            """)
        #expect(result.output.contains("755\n644\n0\nOnly in empty: notes.txt\n"), "\(result.output)")
        #expect(result.output.contains("weir: cannot write `missing/policy/`: no such file or directory\n"), "\(result.output)")
    }
}
