import Foundation
import Tags
import Testing

/// What the kernel holds and the checks call an error is imported with its acceptance; what a person writes is refused at its line.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct AcceptedImportTests {
    private static let link = "ip link add one type dummy 2> /dev/null || ip link add one type ifb; ip link set one up\n"
    /// Stock tc and the kernel take all of it.
    private static let shaper = """
        tc qdisc add dev one root handle ffff: htb default 10
        tc class add dev one parent ffff: classid ffff:1 htb rate 1mbit
        tc class add dev one parent ffff:1 classid ffff:10 htb rate 2mbit ceil 1500kbit burst 1000
        tc filter add dev one parent ffff: protocol ip u32 match ip dst 10.0.0.1 flowid ffff:99

        """

    @Test func anImportIsAppliedAsItIs() throws {
        let result = try laboratory(
            [:],
            Self.link + Self.shaper + """
                $weir import -o policy.swift 2> said
                grep Accept policy.swift
                tc qdisc del dev one root
                $weir apply policy.swift > /dev/null
                $weir diff policy.swift > /dev/null
                $weir check --strict policy.swift > found
                grep -c ', accepted: held so when imported' found
                # Through the document, in both forms.
                $weir compile policy.swift -o policy.json
                $weir compile policy.json -o policy.weir
                $weir compile policy.weir --format swift | diff policy.swift -
                $weir diff policy.weir > /dev/null
                # In a folder it stands in the policy's own file.
                $weir import -o folder 2> /dev/null
                grep -c Accept folder/main.swift
                $weir check folder > /dev/null 2>&1
                tail -n 1 said
                """)
        #expect(
            result.output == """
                    Accept("ceil-below-rate", on: "one", because: "held so when imported")
                    Accept("children-exceed-parent", on: "one", because: "held so when imported")
                    Accept("burst-below-mtu", on: "one", because: "held so when imported")
                    Accept("undefined-class", on: "one", because: "held so when imported")
                4
                4
                weir: accepted 4 findings of the checks on `one`: `burst-below-mtu`, `ceil-below-rate`, `children-exceed-parent`, `undefined-class`

                """)
    }

    /// The live link's checks too: its frames are longer than its MTU.
    @Test func whatOnlyTheLinkTellsIsAccepted() throws {
        try laboratory(
            [:],
            Self.link + """
                tc qdisc add dev one root handle 1: tbf limit 10000 burst 1500 rate 1mbit
                $weir import -o policy.swift 2> said
                grep 'Accept("seg-tbf-burst", on: "one"' policy.swift
                tc qdisc del dev one root
                $weir apply policy.swift > /dev/null
                $weir diff policy.swift > /dev/null
                # Without the link nobody knows whether it is needed; with a larger bucket it is not.
                $weir check --strict policy.swift
                sed 's/bytes(1500)/bytes(3000)/' policy.swift > larger.swift
                $weir check --strict larger.swift
                $weir check --live larger.swift | grep 'larger.swift:4:11: warning: no `seg-tbf-burst` on `one` to accept'
                """)
    }

    @Test func whatAPersonWritesIsRefusedAtItsLine() throws {
        func policy(_ accept: String) -> String {
            """
            import Weir
            Policy("p") {
                \(accept)
                Link("one") {
                    Root(.htb(default: 1)) {
                        Class(1, rate: .mbit(2), ceil: .mbit(1))
                    }
                }
            }
            """
        }
        let result = try laboratory(
            [
                "bare.swift": policy(""), "taken.swift": policy(#"Accept("ceil-below-rate", on: "one class 1:1", because: "sold so")"#),
                "other.swift": policy(#"Accept("ceil-below-rate", on: "two", because: "sold so")"#),
                "slip.swift": policy(#"Accept("ceil-below-rat", on: "one", because: "sold so")"#),
            ],
            Self.link + """
                for name in bare other slip; do
                    status=0; $weir apply $name.swift > /dev/null 2> said || status=$?
                    [ $status = 2 ]
                    cat said
                done
                tc qdisc show dev one | grep -c htb || true
                $weir apply taken.swift > /dev/null
                $weir diff taken.swift > /dev/null
                $weir check other.swift 2> /dev/null || true
                """)
        let refusal = "6:18: error: the ceil of class 1:1, 1mbit, is below its rate, 2mbit [ceil-below-rate]"
        for line in [
            "bare.swift:\(refusal)", "other.swift:\(refusal)", "slip.swift:\(refusal)", "slip.swift:3:11: error: no check finds `ceil-below-rat` [accept-unknown]",
            "  help: did you mean `ceil-below-rate`?", "0", "other.swift:3:11: warning: no `ceil-below-rate` on `two` to accept [accept-nothing]",
        ] {
            #expect(result.output.split(separator: "\n").contains(Substring(line)), "\(line) is missing in\n\(result.output)")
        }
    }

    @Test func explainSaysWhatCanBeAccepted() throws {
        let result = try laboratory([:], "for id in ceil-below-rate duplicate-handle seg-tbf-burst tc-chain-nonzero seg-police-burst; do $weir explain $id | grep '^accepted'; done")
        let lines = result.output.split(separator: "\n").map { $0.dropFirst("accepted  ".count).prefix(5) }
        #expect(lines == ["by `A", "never", "by `A", "never", "by `A"])
    }
}
