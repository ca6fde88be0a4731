import Tags
import Testing

/// Applies wait for each other, and for nobody else.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere && Laboratory.isRoot, "only root has users to be kept out"))
struct ApplyLockTests {
    private static let files = [
        "doc.json": #"{"weir": {"format": "host-state", "version": 1}, "policy": "p", "tables": [{"family": "inet", "name": "t"}]}"#
    ]
    private static let words = """
        nobody='setpriv --reuid=65534 --regid=65534 --clear-groups'
        lock=net-$(stat -L -c %d-%i /proc/self/ns/net)
        held() { for step in $(seq 100); do flock -n $1 true || return 0; sleep 0.1; done; echo "no lock of $1"; exit 1; }

        """

    /// Everybody in the namespace can lock its file in /proc, and had every apply wait for two minutes, to end in trouble.
    @Test func nobodyElseHoldsItUp() throws {
        let result = try laboratory(
            Self.files,
            Self.words + """
                $nobody flock -F /proc/self/ns/net sleep 100 & holder=$!
                held /proc/self/ns/net
                timeout 20 $weir apply doc.json || echo "exit $?"
                kill $holder
                stat -c '%u %a' /run/weir
                if $nobody flock -n /run/weir/$lock true 2>/dev/null; then echo "anybody can lock it"; fi
                """)
        #expect(result.output == "+ table inet t: missing\n0 700\n")
        #expect(result.errors == "weir: applied 1 operation\n")
    }

    @Test func theHolderIsNamed() throws {
        let result = try laboratory(
            Self.files,
            Self.words + #"""
                $weir apply doc.json >/dev/null 2>&1
                # A process that signs the file as weir does, under a hostile name.
                name=$(printf 'weir\n\033[2Jap\342\200\256ply %.0200d' 0)
                bash -c 'exec 9>>$1; flock 9; echo $$ > $1; exec -a "$0" sleep 100' "$name" /run/weir/$lock & holder=$!
                held /run/weir/$lock
                sleep 0.3
                timeout 1 $weir apply doc.json || echo "exit $?"
                echo $holder
                # A number that another process has by now is not believed.
                unshare -n sleep 100 & other=$!
                sleep 0.3
                echo $other > /run/weir/$lock
                timeout 1 $weir apply doc.json || echo "exit $?"
                kill $holder $other
                timeout 20 $weir apply doc.json
                """#)
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == 3 && lines[0] == "exit 124" && lines[2] == "exit 124", "\(result.output)")
        let shown = "weir\u{fffd}\u{fffd}[2Jap\u{fffd}ply " + String(repeating: "0", count: 64) + "…"
        #expect(
            result.errors == """
                weir: process \(lines.count > 1 ? lines[1] : "") (\(shown)) is at work in this network namespace: waiting
                weir: another weir is at work in this network namespace: waiting
                weir: nothing to do

                """)
    }

    /// What others have prepared in place of the folder is neither trusted nor waited for.
    @Test func preparedFoldersAreNotUsed() throws {
        let result = try laboratory(
            Self.files,
            Self.words + """
                cat > inside <<'INSIDE'
                mount -t tmpfs -o mode=1777 tmpfs /run
                mkdir /tmp/prepared-$$
                for prepare in 'mkdir -m 777 /run/weir' 'ln -s /tmp/prepared-'$$' /run/weir' 'mkfifo /run/weir' 'touch /run/weir'; do
                    $nobody $prepare
                    timeout 20 $weir apply doc.json || echo "exit $?"
                    rm -rf /run/weir
                done
                mkdir -m 770 /run/weir; timeout 20 $weir apply doc.json; rmdir /run/weir
                mkdir -m 700 /run/weir; $weir apply doc.json; ls /run/weir
                mkfifo /run/weir/fifo; mv /run/weir/fifo /run/weir/$lock; timeout 20 $weir apply doc.json
                mount -o remount,ro /run; rmdir /tmp/prepared-$$; $weir apply doc.json
                mount --move /run /mnt; mount -t tmpfs -o ro,mode=755 tmpfs /run; $weir apply doc.json
                INSIDE
                export weir lock nobody
                unshare -m bash -e inside
                """)
        let lock = result.output.split(separator: "\n").last.map(String.init) ?? ""
        #expect(lock.hasPrefix("net-") && !result.output.contains("exit"))
        let refused = "weir: no lock is taken against another apply: "
        let outcomes = result.errors.split(separator: "\n").filter { $0 != "weir: applied 1 operation" && $0 != "weir: nothing to do" }
        let anew = "; remove it, and weir creates one"
        let file = "`/run/weir/\(lock)` is not a file that this user alone can open"
        #expect(
            outcomes.map(String.init) == [
                refused + "`/run/weir` belongs to another user, or others may write it" + anew,
                refused + "`/run/weir` is not a folder" + anew,
                refused + "`/run/weir` is not a folder" + anew,
                refused + "`/run/weir` is not a folder" + anew,
                refused + "`/run/weir` belongs to another user, or others may write it" + anew,
                refused + file, refused + file,
                refused + "`/run/weir` can't be made: read-only file system",
            ])
    }

    /// Root of a user namespace alone is another user outside of it.
    @Test func aUserHasAPlaceOfItsOwn() throws {
        let result = try laboratory(
            Self.files,
            Self.words + """
                cat > inside <<'INSIDE'
                mount -t tmpfs -o mode=1777 tmpfs /tmp
                install -m 755 $weir /tmp/program; cp doc.json /tmp; cd /tmp
                $user unshare -rn ./program apply doc.json
                stat -c '%n %u %a' /tmp/weir-*
                $user mkdir -m 700 /tmp/runtime
                XDG_RUNTIME_DIR=/tmp/runtime $user unshare -rn ./program apply doc.json
                stat -c '%n %u %a' /tmp/runtime/*
                rm -r /tmp/weir-4242; $other mkdir -m 700 /tmp/weir-4242; chmod 700 /tmp/runtime; chown 4343 /tmp/runtime
                XDG_RUNTIME_DIR=/tmp/runtime timeout 20 $user unshare -rn ./program apply doc.json
                # Nobody else is in a sandbox.
                timeout 20 $user ./program apply --sandbox doc.json
                INSIDE
                export weir user='setpriv --reuid=4242 --regid=4242 --clear-groups' other='setpriv --reuid=4343 --regid=4343 --clear-groups'
                unset XDG_RUNTIME_DIR
                unshare -m bash -e inside
                """)
        let applied = "+ table inet t: missing\n"
        #expect(
            result.output == applied + "/tmp/weir-4242 4242 700\n" + applied + "/tmp/runtime/weir 4242 700\n" + applied + "table inet t {\n}\n")
        #expect(
            result.errors == """
                weir: applied 1 operation
                weir: applied 1 operation
                weir: no lock is taken against another apply: `/tmp/weir-4242` belongs to another user, or others may write it; remove it, and weir creates one
                weir: applied 1 operation
                weir: applied in a sandbox; no difference is left

                """)
    }
}
