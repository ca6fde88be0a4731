import Glibc
import ModelGenerators
import Tags
import Testing

@testable import Documents
@testable import WeirModel

@Suite(.tags(.pure)) struct ElementFileTests {
    private func parse(_ text: String, _ types: [DataType], _ data: ElementFile.Data = .none) throws -> [Element] {
        Array(try ElementFile.parse(Array(text.utf8), types: types, data: data))
    }

    @Test func linesOfAllKinds() throws {
        let elements = try parse(
            "\u{feff}# a list\r\n10.0.0.1\r\n\r\n  10.1.0.0/16  # a net\n192.0.2.1-192.0.2.9\n0.0.0.0/0\n10.9.9.9 timeout 1h30m comment \"a # b\"\n*", [.ipv4Address])
        func number(_ number: UInt128) -> Value { .number(number, .ipv4Address) }
        #expect(
            elements == [
                Element(.values([number(0x0a00_0001)])),
                Element(.ranges(lower: [number(0x0a01_0000)], upper: [number(0x0a01_ffff)])),
                Element(.ranges(lower: [number(0xc000_0201)], upper: [number(0xc000_0209)])),
                Element(.ranges(lower: [number(0)], upper: [number(0xffff_ffff)])),
                Element(.values([number(0x0a09_0909)]), timeout: 5_400_000, comment: "a # b"), Element(.catchAll),
            ])
    }

    @Test func namesAndConcatenations() throws {
        #expect(
            try parse("10.0.0.1 . 80-90\n10.0.0.2 . 0x16\n", [.ipv4Address, .inetService]) == [
                Element(
                    .ranges(
                        lower: [.number(0x0a00_0001, .ipv4Address), .number(80, .inetService)],
                        upper: [.number(0x0a00_0001, .ipv4Address), .number(90, .inetService)])),
                Element(.values([.number(0x0a00_0002, .ipv4Address), .number(22, .inetService)])),
            ])
        #expect(try parse("echo-request\n", [.icmpType]) == [Element(.values([.number(8, .icmpType)]))])
        #expect(try parse("eth0\n\"br lan\"\nppp*\n", [.ifname]).map(\.key) == ["eth0", "br lan", "ppp*"].map { .values([.text($0, .ifname)]) })
        #expect(
            try parse("00:16:3e:00:00:01-00:16:3e:00:00:ff", [.etherAddress]) == [
                Element(.ranges(lower: [.number(0x0016_3e00_0001, .etherAddress)], upper: [.number(0x0016_3e00_00ff, .etherAddress)]))
            ])
        #expect(try parse("1000-1999", [.uid]) == [Element(.ranges(lower: [.number(1000, .uid)], upper: [.number(1999, .uid)]))])
    }

    @Test func maps() throws {
        #expect(
            try parse("80 : 10.0.0.1\n443 timeout 5s : 10.0.0.2-10.0.0.9", [.inetService], .values([.ipv4Address])) == [
                Element(.values([.number(80, .inetService)]), data: .values([.number(0x0a00_0001, .ipv4Address)])),
                Element(
                    .values([.number(443, .inetService)]),
                    data: .ranges(lower: [.number(0x0a00_0002, .ipv4Address)], upper: [.number(0x0a00_0009, .ipv4Address)]), timeout: 5000),
            ])
        #expect(
            try parse("2001:db8::1 : jump guests\n* : drop", [.ipv6Address], .verdict) == [
                Element(.values([.number(0x2001_0db8 << 96 | 1, .ipv6Address)]), data: .verdict(.jump(.named("guests")))),
                Element(.catchAll, data: .verdict(.drop)),
            ])
        #expect(try parse("22 : ssh-counter", [.inetService], .objects).map(\.data) == [.object("ssh-counter")])
    }

    /// glibc's inet_pton(3) says what an address is, byte for byte.
    @Test func addressesAreThoseOfGlibc() throws {
        var generator = ModelGenerator(seed: 5)
        var texts = [
            "::", "::1", "1::", "2001:db8::1", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "::ffff:192.0.2.1", "1:2:3:4:5:6:192.0.2.1",
            "fe80::1:2", "a::b::c", ":::", "1:2:3", "12345::", "1:2:3:4:5:6:7:8:9", "::1.2.3", "1::2:", ":1::2", "::256.0.0.1", "1:2:3:4:5:6:7:1.2.3.4",
            "::g", "ABCD::EF", "0:0:0:0:0:0:0:0", "1:2:3:4::5:6:7:8", "::1:2:3:4:5:6:1.2.3.4", "64:ff9b::192.0.2.33",
        ]
        let pieces = ["::", ":", "0", "1", "abcd", "ffff", "1.2.3.4", ".", "12345", "255"]
        for _ in 0..<Seeded.rounds(20_000) { texts.append((0...generator.below(9)).map { _ in generator.one(of: pieces) }.joined()) }
        for text in texts {
            var expected = [UInt8](repeating: 0, count: 16)
            let valid = inet_pton(AF_INET6, text, &expected) == 1
            let list = try? ElementFile.parse(Array(text.utf8), types: [.ipv6Address])
            #expect((list != nil) == valid, "\(text)")
            if valid, let list { #expect(list.withRows { Array($0.lower(0)) } == expected, "\(text)") }
        }
        for text in ["1.2.3.4", "255.255.255.255", "256.1.1.1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1..2.3", "0.0.0.0", "1.2.3.4 ", "a.b.c.d", "1.2.3.-4"] {
            var expected = [UInt8](repeating: 0, count: 4)
            let valid = inet_pton(AF_INET, String(text.prefix { $0 != " " }), &expected) == 1
            let list = try? ElementFile.parse(Array(text.utf8), types: [.ipv4Address])
            #expect((list != nil) == valid, "\(text)")
            if valid, let list { #expect(list.withRows { Array($0.lower(0)) } == expected, "\(text)") }
        }
    }

    /// What the fast reader of plain lines reads, the full grammar reads in the same way.
    @Test func bothReadersAgree() throws {
        var generator = ModelGenerator(seed: 6)
        let types: [DataType] = [.ipv4Address, .ipv6Address, .inetService, .inetProtocol, .mark, .integer, .etherType]
        for _ in 0..<Seeded.rounds(5000) {
            let key = (0...generator.below(2)).map { _ in generator.one(of: types) }
            let text = key.map { type -> String in
                let width = UInt32(type.bitLength ?? 64)
                func number() -> UInt128 { generator.number(UInt128.self) & (UInt128.max >> UInt128(128 - width)) }
                let first = number()
                let last = number()
                func word(_ number: UInt128) -> String { Value.number(number, type).description }
                switch generator.below(4) {
                case 0: return "\(word(min(first, last)))-\(word(max(first, last)))"
                case 1: return "\(word(first))/\(generator.below(Int(width) + 2))"
                default: return word(first)
                }
            }.joined(separator: " . ")
            let fast = try? ElementFile.parse(Array(text.utf8), types: key)
            let full = try? ElementLine(types: key, data: .none).parse(text.utf8)
            #expect(fast.map(Array.init) == full.flatMap { $0 }.map { [$0] }, "\(text)")
        }
    }

    @Test func badLinesAreToldByNumber() {
        let text = "10.0.0.1\n10.0.0.300\n\n10.0.0.1/8\n10.0.0.9-10.0.0.1\n10.0.0.1 80\n10.0.0.1 comment \"open\n10.0.0.1 : accept\n10.0.0.2\n"
        let error = #expect(throws: ElementFileError.self) { try parse(text, [.ipv4Address]) }
        #expect(error?.problems.map(\.line) == [2, 4, 5, 6, 7, 8])
        #expect(error?.count == 6)
        #expect(error?.problems[1].help == "the network is 10.0.0.0/8, the host alone 10.0.0.1")
        #expect(error?.problems[3].column == 10)
        #expect(error?.description.contains("data file:2:1: `10.0.0.300` is not an IPv4 address") == true)
    }

    @Test func manyBadLinesAreCounted() {
        let error = #expect(throws: ElementFileError.self) { try parse(String(repeating: "x\n", count: 1000), [.ipv4Address]) }
        #expect(error?.count == 1000)
        #expect(error?.problems.count == 20)
        #expect(error?.description.hasSuffix("and 980 more bad lines") == true)
    }

    /// What a message quotes is short, and of what is no list at all nothing need be quoted.
    @Test func quotationsAreBounded() {
        let long = String(repeating: "x", count: Seeded.rounds(20_000_000))
        for text in [long, "10.0.0.1\n\(long)", "10.0.0.1 \(long)", "10.0.0.1 timeout \(long)", "10.0.0.1/\(long)", "10.0.0.1 comment \"\(long)"] {
            let error = #expect(throws: ElementFileError.self) { try parse(text, [.ipv4Address]) }
            #expect(error?.description.utf8.count ?? 0 < 400)
            #expect(error?.isNoList == false)
        }
        for (text, isNoList) in [("a\nb\n", true), ("# a\nb\n", false), ("10.0.0.1\na\nb\n", false), ("a\nb\n10.0.0.1", false)] {
            let error = #expect(throws: ElementFileError.self) { try parse(text, [.ipv4Address]) }
            #expect(error?.isNoList == isNoList, "\(text)")
        }
    }

    @Test func anyBytesAreSurvived() {
        var generator = ModelGenerator(seed: 8)
        let pieces: [[UInt8]] = [
            Array("10.0.0.1".utf8), Array(" . ".utf8), Array("/24".utf8), Array("-".utf8), [0], [0xff], [0x0a], [0x0d], Array("\"".utf8),
            Array("#".utf8), Array(" : ".utf8), Array("timeout ".utf8), Array("2001:db8::".utf8), Array("99999999999999999999999".utf8), Array("*".utf8),
        ]
        for _ in 0..<Seeded.rounds(20_000) {
            let bytes = (0..<generator.below(12)).flatMap { _ in generator.one(of: pieces) }
            _ = try? ElementFile.parse(bytes, types: generator.many(2) { $0.one(DataType.self) }, data: generator.one(of: [.none, .verdict, .values([.mark])]))
        }
    }

    /// Of both families, the interval of all addresses is the prefix of no bits.
    @Test func allAddressesAreAPrefix() throws {
        for (type, text) in [(DataType.ipv4Address, "0.0.0.0/0"), (.ipv6Address, "::/0")] {
            let all = UInt128.max >> UInt128(128 - (type.bitLength ?? 0))
            let elements: ElementList = [Element(.ranges(lower: [.number(0, type)], upper: [.number(all, type)]))]
            let set = SetDeclaration(name: "s", key: .types([type]), flags: .interval, elements: elements)
            let document = try Document.encode(HostState(tables: [Table(family: .ip, name: "t", sets: [set])]), as: .json)
            #expect(String(decoding: document, as: UTF8.self).contains("\"\(text)\""))
            #expect(try Document.decode(document).tables[0].sets == [set])
        }
    }

    @Test func linesOfElementsReadBack() {
        for seed in 0..<Seeded.rounds(3000) as Range<UInt64> {
            var generator = ModelGenerator(seed: seed)
            let types = generator.many(2) { $0.one(DataType.self) } + [.mark]
            let key = types.map { generator.value($0) }
            let element = Element(.values(key), timeout: generator.maybe { $0.number() }, comment: generator.maybe { $0.text() })
            let line = ElementLine(types: types, data: .none)
            if let text = line.text(of: element) { #expect((try? line.parse(text.utf8)) == element) }
        }
    }
}
