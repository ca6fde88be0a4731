import Foundation
import Tags
import Testing

/// Names of links of any bytes that the kernel takes: on each way through weir they stay what they are, or are refused with their place.
/// The judge is stock nft: the bytes that it lists of the rules, before and after.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere && Laboratory.has("python3"), "needs network namespaces with nf_tables, and python3"))
struct LinkNameTests {
    /// `load` gives nft a script of bytes, `bytes` is what nft lists of the rules' expressions and elements, `weir` runs weir.
    private static let tools = #"""
        import json, os, re, subprocess, sys
        WEIR = sys.argv[1]

        def run(*words, **more):
            return subprocess.run(words, capture_output=True, **more)

        def load(script):
            done = run("nft", "-f", "-", input=script)
            if done.returncode:
                sys.exit(f"nft: {done.stderr!r}")

        def listed():
            code = run("nft", "-s", "-n", "--debug=netlink", "list", "ruleset").stdout
            code = re.sub(rb"__(set|map)\d+", rb"__\1N", code)
            # Rules without their numbers, and the elements of a set, which come in no order, sorted.
            found, elements = [], []
            for line in code.split(b"\n") + [b""]:
                if line.startswith(b"\telement"):
                    elements += line.split(b"\telement")[1:]
                    continue
                found += sorted(elements) + [re.sub(rb"^(\w+ \w+ \w+) \d+( \d+)*\s*$", rb"\1", line)]
                elements = []
            return found

        def weir(*words):
            return run(WEIR, *words)

        def expect(done, status=0):
            if done.returncode != status:
                sys.exit(f"{done.args[1:]}: exit {done.returncode}\n{done.stdout.decode(errors='replace')}{done.stderr.decode(errors='replace')}")
            return done.stderr.decode(errors="replace")

        def same(before, way):
            after = listed()
            if after != before:
                changes = [f"- {a}\n+ {b}" for a, b in zip(before, after) if a != b]
                sys.exit(f"{way}: another ruleset\n" + "\n".join(changes[:20]))

        def goes_round(way, *words):
            """What a document or policy says is what was there."""
            before = listed()
            expect(weir("diff", *words))
            run("nft", "flush", "ruleset")
            expect(weir("apply", *words))
            same(before, way)

        """#

    @discardableResult
    private func run(_ body: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Laboratory.Result {
        try laboratory(["test.py": Self.tools + body], "python3 test.py $weir", sourceLocation: sourceLocation)
    }

    /// All that stock nft can say.
    @Test func whatNftCanSayStaysOnEachWay() throws {
        try run(
            #"""
            names = ["Ünï".encode(), b"a$b", b"$x", b"\x01x", b"\x1b[31m", b"a\\b", b"a\\", b"a\\*", b"\\*", b"ab*", b"fifteen-bytes-x", b"{a", b"a;b",
                     b"'a'", b"0x41", b"12", b"\xe2\x80\xaeab", b"a,b", b"@a", b"a`b", b"$(id)", "é".encode(), "e\u0301".encode(),
                     b"\xff", b"\xc3x", b"\xffx*", b"a b", b" ", b"a\nb", b"\r", b"\x7f", b"a/b", b"a:b", b"-", b"1-2", b"#", "\U0010fe80".encode(), "؀x".encode()]
            exact = [name for name in names if not name.endswith(b"*") or name.endswith(b"\\*")]
            quoted = lambda names: b", ".join(b'"%s"' % name for name in names)
            load(b"table inet t {\n set s { type ifname; elements = { %s }; }\n set i { type ifname; flags interval; elements = { %s }; }\n"
                 b"set c { type ifname . inet_service; elements = { %s }; }\n"
                 b"set ci { type ifname . inet_service; flags interval; elements = { %s }; }\n"
                 b"map m { type ifname : verdict; elements = { %s }; }\n"
                 b"chain c { iifname @s drop; oifname @i drop; oifname { %s } drop; iifname != { %s } drop; iifname . tcp dport @c drop; "
                 b"iifname . tcp dport @ci drop; iifname vmap @m; %s }\n}" % (
                quoted(exact), quoted(names), b", ".join(b'"%s" . 22' % name for name in exact[:9]),
                b", ".join(b'"%s" . 22-25' % name for name in names[2:10]), b", ".join(b'"%s" : accept' % name for name in exact[:9]),
                quoted(exact), quoted(names),
                b"".join(b'iifname "%s" accept; oifname != "%s" drop; ' % (name, name) for name in names)))
            before = listed()
            expect(weir("capture", "-o", "c.json"))
            expect(weir("capture", "-o", "c.weir"))
            expect(weir("compile", "c.json", "-o", "c.nft"))
            expect(weir("import", "-o", "p.swift"))
            goes_round("apply of JSON", "c.json")
            goes_round("apply of packed", "c.weir")
            run("nft", "flush", "ruleset")
            load(open("c.nft", "rb").read())
            same(before, "compile --format nft")
            goes_round("import", "p.swift")
            """#)
    }

    /// A quote has no place in nft's language: refused with its place, and kept on all other ways.
    @Test func aQuoteIsRefusedWithItsPlace() throws {
        try run(
            #"""
            for name in ['a"b', '"', 'x"\u0301']:
                run("nft", "flush", "ruleset")
                rule = {"match": {"op": "==", "left": {"meta": {"key": "iifname"}}, "right": name}}
                done = run("nft", "-j", "-f", "-", input=json.dumps({"nftables": [
                    {"add": {"table": {"family": "inet", "name": "t"}}}, {"add": {"chain": {"family": "inet", "table": "t", "name": "c"}}},
                    {"add": {"rule": {"family": "inet", "table": "t", "chain": "c", "expr": [rule, {"drop": None}]}}}]}).encode())
                if done.returncode: sys.exit(done.stderr.decode())
                expect(weir("capture", "-o", "c.json"))
                words = expect(weir("compile", "c.json", "--format", "nft"), 2)
                if "inet t c" not in words: sys.exit(f"no place: {words}")
                goes_round("apply", "c.json")
                expect(weir("import", "-o", "p.swift", "--force"))
                goes_round("import", "p.swift")
            """#)
    }

    /// A quote that to Swift is part of another character is one to nft all the same, and ends the text there.
    @Test func aCombinedQuoteIsAQuote() throws {
        try run(
            #"""
            for text in ['x"\u0301; }; }; table inet evil { }; #', '"\u200d']:
                document = {"weir": {"format": "host-state", "version": 1}, "tables": [{"family": "inet", "name": "t", "chains": [
                    {"name": "c", "rules": [{"statements": [], "comment": text}]}]}]}
                json.dump(document, open("d.json", "w"))
                expect(weir("compile", "d.json", "--format", "nft"), 2)
            """#)
    }

    /// The same to a shell.
    @Test func aCombinedQuoteEndsNoWord() throws {
        try run(
            #"""
            link = {"name": "a'\u0301;touch evil;'", "qdiscs": [{"parent": "root", "handle": "1:", "options": {"pfifo": {"limit": 5}}}]}
            json.dump({"weir": {"format": "host-state", "version": 1}, "links": [link]}, open("d.json", "w"))
            expect(weir("compile", "d.json", "-o", "d.tc"))
            run("sh", "d.tc")
            if os.path.exists("evil"): sys.exit("the name was run")
            """#)
    }

    /// Chains and flowtables name devices that are there.
    @Test func devicesOfChains() throws {
        try run(
            #"""
            for name in ["Ünï".encode(), b"a*", b"a;b", b"\x01x", b'a"b', b"a\\b", b"fifteen-bytes-x"]:
                run("nft", "flush", "ruleset")
                run("ip", "link", "del", "peer0")
                made = run("ip", "link", "add", name, "type", "veth", "peer", "name", "peer0")
                if made.returncode: sys.exit(f"{name}: {made.stderr}")
                if b'"' in name:
                    run("nft", "-j", "-f", "-", input=json.dumps({"nftables": [{"add": {"table": {"family": "netdev", "name": "t"}}}, {"add": {"chain": {
                        "family": "netdev", "table": "t", "name": "c", "type": "filter", "hook": "ingress", "prio": 0, "dev": name.decode()}}}]}).encode())
                else:
                    load(b'table netdev t { chain c { type filter hook ingress device "%s" priority 0; }; }' % name)
                before = listed() + [run("nft", "list", "ruleset").stdout]
                if not before[-1]: sys.exit(f"{name}: nothing was loaded")
                expect(weir("capture", "-o", "c.json"))
                run("nft", "flush", "ruleset")
                expect(weir("apply", "c.json"))
                if listed() + [run("nft", "list", "ruleset").stdout] != before: sys.exit(f"{name}: another device")
                done = weir("compile", "c.json", "-o", "c.nft")
                if done.returncode:
                    if b"netdev t c" not in done.stderr: sys.exit(f"{name}: no place: {done.stderr}")
                    continue
                run("nft", "flush", "ruleset")
                load(open("c.nft", "rb").read())
                if run("nft", "list", "ruleset").stdout != before[-1]: sys.exit(f"{name}: another device by nft")
            """#)
    }

    /// A link of such a name, with its traffic control and rules that know it by its number.
    @Test(arguments: ["\\xff", "\\xc3\\x9cn\\x01", "a\\\"b", "a*", "a\\\\*"]) func trafficControlOfALink(_ name: String) throws {
        try run(
            #"""
            name = b"\#(name)"
            def there():
                links = run("tc", "qdisc", "show", "dev", name).stdout
                filters = run("tc", "filter", "show", "dev", "peer0", "ingress").stdout
                return links + run("tc", "class", "show", "dev", name).stdout + re.sub(rb"index \d+", b"", filters)

            run("ip", "link", "add", name, "type", "veth", "peer", "name", "peer0")
            run("tc", "qdisc", "add", "dev", name, "root", "handle", "1:", "htb", "default", "1")
            run("tc", "class", "add", "dev", name, "parent", "1:", "classid", "1:1", "htb", "rate", "1mbit", "burst", "1600")
            run("tc", "qdisc", "add", "dev", "peer0", "clsact")
            done = run("tc", "filter", "add", "dev", "peer0", "ingress", "u32", "match", "u32", "0", "0", "action", "mirred", "egress", "redirect", "dev", name)
            if done.returncode: sys.exit(done.stderr.decode(errors="replace"))
            if b'"' not in name: load(b'table inet t { chain c { iif "%s" drop; }; }' % name)
            before, rules = there(), listed()
            if b"htb" not in before: sys.exit("nothing was made")
            expect(weir("capture", "-o", "c.json"))
            expect(weir("diff", "c.json"))
            expect(weir("import", "-o", "p.swift"))
            for way in ("c.json", "p.swift"):
                run("tc", "qdisc", "del", "dev", name, "root")
                run("tc", "qdisc", "del", "dev", "peer0", "clsact")
                run("nft", "flush", "ruleset")
                expect(weir("apply", way))
                if there() != before: sys.exit(f"{way}: {before} became {there()}")
                same(rules, way)
            """#)
    }
}
