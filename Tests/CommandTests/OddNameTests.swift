import Foundation
import ModelGenerators
import Tags
import Testing

/// The kernel takes names and comments that nobody would choose: they are imported, compared and applied as the same bytes.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct OddNameTests {
    /// What stock nft takes in JSON, which its own language could not say.
    private static func ruleset() throws -> String {
        var objects: [[String: Any]] = []
        for name in ["ok", "t b\n::error::n", "\u{1b}[2K", "..", "a/b"] {
            objects.append(["table": ["family": "inet", "name": name]])
            objects.append(["chain": ["family": "inet", "table": name, "name": "c \(name)"]])
            objects.append(["set": ["family": "inet", "table": name, "name": "s\r\(name)", "type": "ipv4_addr"]])
        }
        for name in ["::error file=a", "a b", "..", ".", "a}/*", "a*", "a:b", " ", "q\"q", "a\\*", "*/", "$(id)"] {
            let match: [String: Any] = ["match": ["op": "==", "left": ["meta": ["key": "iifname"]], "right": name]]
            objects.append(["rule": ["family": "inet", "table": "ok", "chain": "c ok", "expr": [match, ["drop": NSNull()]], "comment": name]])
        }
        for count in [128, 129, 240, 253] {
            let comment = String(repeating: "c", count: count)
            objects.append(["rule": ["family": "inet", "table": "ok", "chain": "c ok", "expr": [["accept": NSNull()]], "comment": comment]])
        }
        return String(decoding: try JSONSerialization.data(withJSONObject: ["nftables": objects.map { ["add": $0] }]), as: UTF8.self)
    }

    private static let comeBack = """
        nft list ruleset > before
        $weir import -o policy.swift > /dev/null
        $weir diff policy.swift 2> /dev/null
        nft flush ruleset
        $weir apply policy.swift > /dev/null
        nft list ruleset | cmp before -
        $weir diff policy.swift
        $weir compile policy.swift -o policy.json
        $weir capture -o state.json
        $weir diff policy.json
        $weir diff state.json
        nft flush ruleset
        $weir apply state.json > /dev/null
        nft list ruleset | cmp before -

        """

    @Test func importedAndAppliedTheyAreTheSame() throws {
        try laboratory(["ruleset.json": try Self.ruleset()], "nft -j -f ruleset.json\n" + Self.comeBack)
    }

    /// One odd rule of another program does not hide the drift of all others.
    @Test func driftIsSeenBesideThem() throws {
        let result = try laboratory(
            ["ruleset.json": try Self.ruleset()],
            """
            nft -j -f ruleset.json
            nft add table ip other '{ chain c { tcp dport 22 accept; }; }'
            $weir import -o policy.swift > /dev/null
            nft add rule ip other c tcp dport 23 accept
            status=0; $weir diff policy.swift || status=$?
            [ $status = 1 ]
            """)
        #expect(result.output.contains("tcp dport 23 accept"))
    }

    /// Latin-1, as older scripts have it: bytes that are no UTF-8.
    @Test func bytesThatAreNoText() throws {
        let script = """
            printf 'table inet t {\\n comment "tab\\xff"\\n set s { type ipv4_addr; comment "set\\xfe"; elements = { 192.0.2.1 comment "el\\xfd" } ; }\\n' > script
            printf ' counter k { comment "obj\\xfc"; }\\n chain c {\\n comment "ch\\xe9"\\n accept comment "r\\xe8gle"\\n log prefix "lp\\xff" drop\\n}\\n}\\n' >> script
            nft -f script

            """
        try laboratory(
            [:],
            script + Self.comeBack + """
                # As a script, too, and in the packed form.
                $weir compile policy.swift -o again.nft
                $weir compile policy.swift -o policy.weir
                nft flush ruleset; nft -f again.nft; nft list ruleset | cmp before -
                $weir diff policy.weir
                """)
    }

    /// Names that no program of nft's own makes: raw messages.
    @Test func namesOfAnyBytes() throws {
        guard Laboratory.has("python3") else {
            withKnownIssue("skipped: names of any bytes, for python3 is not there") { Issue.record("no python3") }
            return
        }
        try laboratory(
            ["raw.py": Self.raw],
            """
            python3 raw.py
            [ $(nft list tables | wc -l) = 3 ]

            """ + Self.comeBack)
    }

    /// A comment that the kernel could not keep is refused, and not cut.
    @Test func whatTheKernelCanNotKeepIsRefused() throws {
        let comment = String(repeating: "c", count: 254)
        let result = try laboratory(
            [
                "doc.json": #"{"weir": {"format": "host-state", "version": 1}, "tables": [{"family": "ip", "name": "t", "chains": [{"name": "c", "comment": "\#(comment)"}]}]}"#
            ],
            """
            status=0; $weir apply doc.json 2>&1 || status=$?
            [ $status = 2 ]
            [ -z "$(nft list ruleset)" ]
            """)
        #expect(result.output.contains("ip t\nerror: the comment of chain `c` has 254 bytes: the kernel takes 253 [too-long]"))
    }

    /// `nfnetlink` by hand: a batch that makes tables, chains and rules whose names and comments are any bytes.
    private static let raw = """
        import socket, struct

        def attribute(kind, payload, nested=0):
            length = 4 + len(payload)
            return struct.pack("HH", length, kind | nested) + payload + bytes(-length % 4)

        def message(kind, flags, payload, family=1, subsystem=10):
            body = struct.pack("BBH", family, 0, 0) + payload
            return struct.pack("IHHII", 16 + len(body), subsystem << 8 | kind, flags, 1, 0) + body

        def comment(text): return bytes([0, len(text) + 1]) + text + b"\\0"
        def table(name): return message(0, 0x405, attribute(1, name + b"\\0") + attribute(6, comment(name[:200])))
        def chain(table, name): return message(3, 0x405, attribute(1, table + b"\\0") + attribute(3, name + b"\\0"))
        def accept():
            verdict = attribute(2, attribute(1, struct.pack(">I", 1)), 0x8000)
            data = attribute(1, struct.pack(">I", 0)) + attribute(2, verdict, 0x8000)
            return attribute(4, attribute(1, attribute(1, b"immediate\\0") + attribute(2, data, 0x8000), 0x8000), 0x8000)
        def rule(table, chain, text):
            return message(6, 0xc05, attribute(1, table + b"\\0") + attribute(2, chain + b"\\0") + accept() + attribute(7, comment(text)))

        edges = [struct.pack("IHHII", 20, kind, 1, 0, 0) + struct.pack("BBH", 0, 0, socket.htons(10)) for kind in (16, 17)]
        names = [b"t\\xff\\x1b", b"", b"x" * 254 + b"\\xfe"]
        batch = b"".join(table(name) + chain(name, b"c\\xfd ") + rule(name, b"c\\xfd ", b"\\xe9\\n") + rule(name, b"c\\xfd ", b"nul\\0in") for name in names)
        connection = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 12)
        connection.bind((0, 0))
        connection.send(edges[0] + batch + edges[1])
        connection.settimeout(1)
        try:
            while True:
                answer = connection.recv(65536)
                error = struct.unpack("i", answer[16:20])[0]
                assert error == 0, error
        except TimeoutError:
            pass
        """
}
