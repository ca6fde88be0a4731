import Tags
import Testing
import WeirModel

/// Names and patterns are told apart by bytes, whatever Swift takes for a character.
@Suite(.tags(.pure)) struct NamePatternTests {
    /// A text, the beginning that it stands for, or the name.
    static let texts: [(text: String, prefix: [UInt8]?, name: [UInt8])] = [
        ("eth0", nil, Array("eth0".utf8)),
        ("eth*", Array("eth".utf8), Array("eth*".utf8)),
        ("eth\\*", nil, Array("eth*".utf8)),
        ("*", nil, Array("*".utf8)),
        ("\\*", nil, Array("*".utf8)),
        // Of these two scalars Swift makes one character.
        ("\u{600}*", [0xd8, 0x80], Array("\u{600}*".utf8)),
        ("a*\u{301}", nil, Array("a*\u{301}".utf8)),
        (String(outside: [0xff, UInt8(ascii: "*")]), [0xff], [0xff, UInt8(ascii: "*")]),
        (String(outside: [0xff, UInt8(ascii: "\\"), UInt8(ascii: "*")]), nil, [0xff, UInt8(ascii: "*")]),
    ]

    @Test(arguments: texts) func whatATextStandsFor(_ text: String, prefix: [UInt8]?, name: [UInt8]) {
        #expect(NamePattern.prefix(of: text) == prefix)
        guard prefix == nil else { return }
        #expect(NamePattern.name(of: text).outsideBytes == name)
    }

    @Test(arguments: [[0x61], [0x2a], [0x61, 0x2a], [0x5c, 0x2a], [0x61, 0x5c], [0xff], [0xff, 0x2a], [0xd8, 0x80, 0x2a]] as [[UInt8]])
    func everyNameHasAText(_ name: [UInt8]) {
        let text = NamePattern.text(ofName: String(outside: name))
        #expect(NamePattern.prefix(of: text) == nil)
        #expect(NamePattern.name(of: text).outsideBytes == name)
    }

    @Test func prefixesThatNoTextSays() {
        #expect(NamePattern.text(ofPrefix: []) == nil)
        #expect(NamePattern.text(ofPrefix: Array("a\\".utf8)) == nil)
        for prefix in [[0x61], [0xff], [0x2a]] as [[UInt8]] { #expect(NamePattern.text(ofPrefix: prefix).flatMap { NamePattern.prefix(of: $0) } == prefix) }
    }
}
