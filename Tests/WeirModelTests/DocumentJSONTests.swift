import Documents
import Tags
import Testing
import WeirModel

@Suite(.tags(.pure)) struct DocumentJSONTests {
    static let state = HostState(
        policy: "edge",
        tables: [
            Table(
                family: .inet, name: "filter",
                chains: [
                    Chain(
                        name: "input", base: BaseChain(type: .filter, hook: .input, priority: 0, policy: .drop),
                        rules: [
                            Rule(
                                [
                                    .match(.field(.header(.tcpDport)), .equal, .value(.number(22, .inetService))),
                                    .match(.field(.ct(.state, direction: nil)), .anyOf, .flags([.number(2, .ctState), .number(4, .ctState)])),
                                    .counter(Counter()), .verdict(.accept),
                                ], comment: "ssh", at: SourceLocation(file: "edge.swift", line: 12, column: 13)),
                            Rule([
                                .match(.field(.header(.ipSaddr)), .equal, .prefix(.number(0x0a00_0000, .ipv4Address), length: 8)),
                                .set(.meta(.mark), to: .value(.number(1, .mark))), .counter(Counter(packets: 3, bytes: 180)),
                                .verdict(.jump(.named("lan"))),
                            ]),
                        ])
                ],
                sets: [
                    SetDeclaration(
                        name: "web", key: .types([.ipv4Address, .inetService]), data: .verdict, flags: .interval,
                        elements: [
                            Element(
                                .ranges(
                                    lower: [.number(0xc000_0200, .ipv4Address), .number(80, .inetService)],
                                    upper: [.number(0xc000_02ff, .ipv4Address), .number(90, .inetService)]), data: .verdict(.accept),
                                comment: "the lab"),
                            Element(.catchAll, data: .verdict(.drop)),
                        ])
                ])
        ])

    static let text = #"""
        {
          "weir": {"format": "host-state", "version": 2},
          "policy": "edge",
          "tables": [
            {
              "family": "inet",
              "name": "filter",
              "chains": [
                {
                  "name": "input",
                  "base": {"type": "filter", "hook": "input", "priority": 0, "policy": "drop"},
                  "rules": [
                    {
                      "statements": [
                        {"match": [{"field": {"header": "tcp dport"}}, "==", {"value": {"inet_service": 22}}]},
                        {
                          "match": [
                            {"field": {"ct": "state"}},
                            "any",
                            {"flags": [{"ct_state": "established"}, {"ct_state": "related"}]}
                          ]
                        },
                        "counter",
                        {"verdict": "accept"}
                      ],
                      "comment": "ssh",
                      "at": "edge.swift:12:13"
                    },
                    {
                      "statements": [
                        {
                          "match": [{"field": {"header": "ip saddr"}}, "==", {"prefix": {"ipv4_addr": "10.0.0.0"}, "length": 8}]
                        },
                        {"set": {"meta": "mark"}, "to": {"value": {"mark": "0x00000001"}}},
                        {"counter": {"packets": 3, "bytes": 180}},
                        {"verdict": {"jump": {"named": "lan"}}}
                      ]
                    }
                  ]
                }
              ],
              "sets": [
                {
                  "name": "web",
                  "key": {"types": ["ipv4_addr", "inet_service"]},
                  "data": "verdict",
                  "flags": 4,
                  "elements": {
                    "type": "ipv4_addr . inet_service",
                    "data": "verdict",
                    "elements": ["192.0.2.0/24 . 80-90 comment \"the lab\" : accept", "* : drop"]
                  }
                }
              ]
            }
          ]
        }

        """#

    @Test func aDocumentAsPeopleReadIt() throws {
        #expect(String(decoding: try Document.encode(Self.state, as: .json), as: UTF8.self) == Self.text)
        #expect(try Document.decode(Array(Self.text.utf8)) == Self.state)
    }

    /// A raw expression and the set that it refers to; documents from before it had one say nothing of it.
    @Test func rawExpressionsWithAndWithoutASet() throws {
        let text = #"""
            {
              "weir": {"format": "host-state", "version": 2},
              "tables": [
                {
                  "family": "ip",
                  "name": "t",
                  "chains": [
                    {
                      "name": "c",
                      "rules": [
                        {
                          "statements": [
                            {"raw": {"name": "inner", "data": "AQID"}},
                            {
                              "raw": {"name": "lookup", "data": "BA==", "set": {"attributes": "BQ==", "elements": ["Bgc=", "CA=="]}}
                            }
                          ]
                        }
                      ]
                    }
                  ]
                }
              ]
            }

            """#
        let rule = Rule([
            .raw(RawExpression(name: "inner", data: [1, 2, 3])),
            .raw(RawExpression(name: "lookup", data: [4], set: RawSet(attributes: [5], elements: [[6, 7], [8]]))),
        ])
        let state = HostState(tables: [Table(family: .ip, name: "t", chains: [Chain(name: "c", rules: [rule])])])
        #expect(String(decoding: try Document.encode(state, as: .json), as: UTF8.self) == text)
        #expect(try Document.decode(Array(text.utf8)) == state)
        #expect(try Document.decode(Document.encode(state, as: .packed)) == state)
    }

    @Test func spaceMeansNothing() throws {
        let dense = Self.text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined()
        #expect(try Document.decode(Array(dense.utf8)) == Self.state)
        #expect(try Document.decode(Array((" \r\n\t" + Self.text + "\n\n").utf8)) == Self.state)
    }

    /// What Swift's own coding writes is read as well.
    @Test func longFormsAreRead() throws {
        let long = Self.text
            .replacing(#""verdict": "accept"}"#, with: #""verdict": {"_0": {"accept": {}}}}"#)
            .replacing(#"{"ct": "state"}"#, with: #"{"ct": {"_0": "state", "direction": null}}"#)
            .replacing(#"{"prefix": {"ipv4_addr": "10.0.0.0"}, "length": 8}"#, with: #"{"prefix": {"_0": {"ipv4_addr": "10.0.0.0"}, "length": 8}}"#)
        #expect(long != Self.text)
        #expect(try Document.decode(Array(long.utf8)) == Self.state)
    }

    @Test(arguments: [
        (#""policy": "drop""#, #""polcy": "drop""#, "tables[0].chains[0].base", "unknown key `polcy`"),
        (#""hook": "input""#, #""hook": "imput""#, "tables[0].chains[0].base.hook", "imput"),
        (#""name": "input","#, "", "tables[0].chains[0]", "`name` is missing"),
        (#""family": "inet""#, #""family": 4"#, "tables[0].family", "a text was expected, not a number"),
        (#"{"verdict": "accept"}"#, #"{"verdict": "acept"}"#, "tables[0].chains[0].rules[0].statements[3].verdict", "`acept` is not known here"),
        (#""priority": 0"#, #""priority": 3000000000"#, "tables[0].chains[0].base.priority", "not within"),
        (#""priority": 0"#, #""priority": 0.5"#, "tables[0].chains[0].base.priority", "whole number"),
        (#""inet_service": 22"#, #""inet_service": 70000"#, "tables[0].chains[0].rules[0].statements[0].match[2].value.inet_service", "too large"),
        (#""192.0.2.0/24 . "#, #""192.0.2.0/33 . "#, "tables[0].sets[0].elements.elements[0]", "`192.0.2.0/33` has no prefix length up to 32"),
        (#", "length": 8"#, #", "lenght": 8"#, "tables[0].chains[0].rules[1].statements[0].match[2].prefix", "length"),
        (#""packets": 3"#, #""packets": -3"#, "tables[0].chains[0].rules[1].statements[2].counter", "a count was expected"),
        (#""edge.swift:12:13""#, #""edge.swift""#, "tables[0].chains[0].rules[0].at", "file:line:column"),
    ])
    func mistakesOfContentHaveAPath(right: String, wrong: String, path: String, message: String) throws {
        let text = Self.text.replacing(right, with: wrong, maxReplacements: 1)
        #expect(text != Self.text)
        let error = #expect(throws: DocumentError.self) { try Document.decode(Array(text.utf8)) }
        #expect(error?.kind == .content)
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
        #expect(error?.place == .path(path), "\(String(describing: error?.place))")
    }

    @Test(arguments: [
        ("{\"weir\": 1,}", 1, 12, "a key in quotes was expected"),
        ("{\n  \"weir\": tru}", 2, 11, "a value was expected"),
        ("{\"a\": 1, \"a\": 2}", 1, 10, "the key `a` is a duplicate"),
        ("{\"a\": 01}", 1, 7, "a number with a zero before it"),
        ("{\"a\": \"\\x\"}", 1, 8, "no such escape"),
        ("{\"a\": \"\\ud800\"}", 1, 8, "half of a surrogate pair"),
        ("{\"a\": \"\t\"}", 1, 8, "a control character in a text must be escaped"),
        ("{\"a\": 1} x", 1, 10, "text after the document's end"),
        ("{\"a\": 340282366920938463463374607431768211456}", 1, 7, "a number too large"),
        ("{\"a\": -}", 1, 8, "a digit was expected"),
        ("{\"a\" 1}", 1, 6, "`:` was expected"),
        ("{\"a\": [1 2]}", 1, 10, "`,` or `]` was expected"),
    ])
    func mistakesOfSyntaxHaveALine(text: String, line: Int, column: Int, message: String) throws {
        let error = #expect(throws: DocumentError.self) { try Document.decode(Array(text.utf8)) }
        #expect(error?.kind == .syntax)
        #expect(error?.message == message)
        #expect(error?.place == .line(line, column: column))
    }

    @Test func longListsAreCompact() throws {
        let elements = ElementList((0..<5000 as Range<UInt128>).map { Element(.values([.number($0, .ipv4Address)])) })
        let state = HostState(tables: [
            Table(family: .ip, name: "t", sets: [SetDeclaration(name: "s", key: .types([.ipv4Address]), elements: elements)])
        ])
        let bytes = try Document.encode(state, as: .json)
        #expect(bytes.count < 5000 * 4 * 4 / 3 + 1000)
        #expect(try Document.decode(bytes) == state)
    }

    @Test func badBase64IsAnError() throws {
        let text =
            #"{"weir": {"format": "host-state", "version": 2}, "tables": [{"family": "ip", "name": "t", "sets": [{"name": "s", "key": {"types": []}, "elements": {"count": 1, "packed": "A==="}}]}]}"#
        let error = #expect(throws: DocumentError.self) { try Document.decode(Array(text.utf8)) }
        #expect(error?.kind == .content)
    }
}
