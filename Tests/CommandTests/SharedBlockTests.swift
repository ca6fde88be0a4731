import Tags
import Testing

/// A block's filters are of all links that bind it: it says nothing with which link a policy has them, or in which order it has the links.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct SharedBlockTests {
    private static let filters = """
        SharedBlock(22) {
                    Filter(ip.saddr == "10.0.0.0/8", by: .u32, actions: [.redirect(to: "two")])
                    Filter(ip.saddr == "192.0.2.0/24", by: .u32, actions: [.mirror(to: "one")])
                }
        """

    private static func policy(_ links: [(name: String, hasFilters: Bool)]) -> String {
        let links = links.map { "    Link(\"\($0.name)\") {\n        Ingress(block: 22)\n        \($0.hasFilters ? filters : "")\n    }\n" }
        return "import Weir\n\nPolicy(\"p\") {\n\(links.joined())}\n"
    }

    @Test func theFiltersStandWithAnyOfTheLinks() throws {
        let policies = [
            "a.swift": Self.policy([("one", true), ("two", false)]), "b.swift": Self.policy([("one", false), ("two", true)]),
            "c.swift": Self.policy([("two", true), ("one", false)]), "d.swift": Self.policy([("two", false), ("one", true)]),
            "twice.swift": Self.policy([("one", true), ("two", true)]),
        ]
        let result = try laboratory(
            policies,
            """
            for link in one two; do ip link add $link type veth peer name p$link; ip link set $link up; done
            if ! tc qdisc add dev one ingress_block 9 ingress 2> refusal; then cat refusal; exit 1; fi
            tc qdisc del dev one ingress
            for first in a b c d; do
                $weir apply $first.swift > /dev/null
                tc filter show block 22 | grep -c mirred
                for second in a b c d; do $weir diff $second.swift; $weir apply $second.swift 2>&1 | grep -o 'nothing to do'; done
                tc filter del block 22 protocol ip pref $(tc filter show block 22 | sed -n 's/.*pref \\([0-9]*\\).*/\\1/p' | tail -1)
                $weir diff $first.swift | grep -c missing
                $weir apply $first.swift > /dev/null
                $weir diff $first.swift
                for link in one two; do tc qdisc del dev $link ingress 2> /dev/null || tc qdisc del dev $link clsact; done
            done
            status=0; $weir check twice.swift > findings || status=$?
            grep -o 'block 22 has filters with link `one` as well' findings
            """)
        let round = "2\n" + String(repeating: "nothing to do\n", count: 4) + "1\n"
        let expected = String(repeating: round, count: 4) + "block 22 has filters with link `one` as well\n"
        #expect(result.output == expected, "\(result.errors)")
    }
}
