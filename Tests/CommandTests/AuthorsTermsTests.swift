import Tags
import Testing

/// Random early detection stays in its author's terms until tc's commands are made of it.
@Suite(.tags(.kernel), .enabled(if: Laboratory.isThere, "no network namespaces with nf_tables here"))
struct AuthorsTermsTests {
    @Test func documentsKeepTheTermsOfTc() throws {
        let calls = [
            ".red(limit: .kib(400), min: .kib(30), averagePacket: .bytes(1000), burst: 55, probability: 0.05)",
            ".choke(limit: 1000, bandwidth: .mbit(200))", ".sfq { $0.red = .flow(limit: .bytes(100000), max: .bytes(60000)) }",
        ]
        let links = calls.enumerated().map { "    Link(\"e\($0.offset)\") { Root(\($0.element)) }\n" }
        let result = try laboratory(
            ["p.swift": "import Weir\n\nPolicy(\"p\") {\n\(links.joined())}\n"],
            """
            $weir compile p.swift -o p.json
            grep -c '"burst": 55' p.json
            $weir compile p.json --format swift
            $weir compile p.json --format tc
            sed 's/"burst": 55/"burst": 5/' p.json > small.json
            $weir check small.json || echo $?
            """)
        let dense = result.output.filter { !$0.isWhitespace }
        for call in calls { #expect(dense.contains(call.filter { !$0.isWhitespace }), "\(call) in \(result.output)") }
        #expect(result.output.hasPrefix("1\n"))
        #expect(result.output.contains("red limit 409600 min 30720 max 92160 avpkt 1000 burst"))
        #expect(result.output.contains("p.swift:4:22: error: red: a burst of 5 packets is too small: 30 fit below min already [red]"))
        #expect(result.output.hasSuffix("\n1\n"))
    }
}
