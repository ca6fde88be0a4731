import Foundation
import Tags
import Testing
import WeirModel

@Suite("Values as text", .tags(.pure)) struct VocabularyTextTests {
    @Test(arguments: [
        (Value.number(0x0a00_0001, .ipv4Address), "10.0.0.1"), (.number(0, .ipv6Address), "::"), (.number(1, .ipv6Address), "::1"),
        (.number(0x2001_0db8 << 96 | 1, .ipv6Address), "2001:db8::1"), (.number(0x2001_0db8 << 96, .ipv6Address), "2001:db8::"),
        (.number(0x0001_0000_0002_0003_0000_0000_0000_0004, .ipv6Address), "1:0:2:3::4"),
        (.number(0x0001_0000_0000_0003_0000_0000_0005_0004, .ipv6Address), "1::3:0:0:5:4"),
        (.number(0xffff_0a00_0001, .ipv6Address), "::ffff:10.0.0.1"), (.number(0x0102_0304, .ipv6Address), "::1.2.3.4"),
        (.number(0x0016_3e00_0001, .etherAddress), "00:16:3e:00:00:01"), (.number(22, .inetService), "22"),
        (.number(6, .inetProtocol), "tcp"),
        (.number(47, .inetProtocol), "47"), (.number(1, .mark), "0x00000001"), (.number(0x1_0002, .classid), "1:2"),
        (.number(0, .classid), "none"),
        (.number(0xffff_ffff, .classid), "root"), (.number(3_723_004, .time), "1h2m3s4ms"), (.number(61_200, .hour), "17:00"),
        (.number(1, .hour), "00:00:01"), (.number(1_582_934_400_000_000_000, .date), "2020-02-29 00:00:00"),
        (.number(1_582_934_400_000_000_001, .date), "2020-02-29 00:00:00.000000001"), (.number(5, .day), "Friday"),
        (.number(46, .dscp), "ef"),
        (.number(3, .dscp), "0x03"), (.number(2, .ctState), "established"), (.number(6, .ctState), "established|related"),
        (.number(0, .ctState), "0x0"), (.number(0x80, .ctState), "0x80"), (.number(18, .tcpFlag), "syn|ack"),
        (.number(1, .boolean), "exists"),
        (.number(1 << 127, .ctLabel), "127"), (.number(3, .ctLabel), "0|1"), (.number(0x88cc, .etherType), "0x88cc"),
        (.number(UInt128(UInt64.max) + 1, .integer), "18446744073709551616"),
        (.text("eth0", .ifname), "eth0"), (.text("eth0", .ifindex), "eth0"), (.text("root", .uid), "root"),
    ]) func bothWays(_ value: Value, _ text: String) throws {
        #expect(value.description == text)
        #expect(try value.type.parse(text) == value)
    }

    @Test(arguments: [
        (DataType.ipv4Address, "10.0.0.256"), (.ipv4Address, "10.0.0"), (.ipv4Address, "10.0.0.01"), (.ipv4Address, ""),
        (.ipv6Address, ":::"),
        (.ipv6Address, "1:2:3:4:5:6:7"), (.ipv6Address, "1:2:3:4:5:6:7:8:9"), (.ipv6Address, "1::2::3"), (.ipv6Address, "12345::"),
        (.ipv6Address, "1:2:3:4:5:6:7:8::"), (.ipv6Address, "::g"), (.inetService, "65536"), (.inetService, "-1"), (.inetService, "+1"),
        (.etherAddress, "00:16:3e:00:00"), (.etherAddress, "00:16:3e:00:00:001"), (.ctState, "establish"), (.ctState, ""), (.time, "1x"),
        (.time, ""),
        (.time, "1m1h"), (.hour, "24:00"), (.date, "2021-02-29"), (.boolean, "yes"), (.dscp, "64"),
    ]) func rejected(_ type: DataType, _ text: String) {
        #expect(throws: ValueError.self) { try type.parse(text) }
    }

    @Test func inetPton() throws {
        for text in ["1:2:3:4:5:6:7:8", "::", "2001:DB8::1", "64:ff9b::192.0.2.33", "1::", "::1", "fe80::1:0:0:2"] {
            var bytes = in6_addr()
            #expect(inet_pton(AF_INET6, text, &bytes) == 1)
            let number = withUnsafeBytes(of: bytes) { $0.reduce(UInt128(0)) { $0 << 8 | UInt128($1) } }
            #expect(try DataType.ipv6Address.parse(text) == .number(number, .ipv6Address))
            var buffer = [CChar](repeating: 0, count: 64)
            let canonical = inet_ntop(AF_INET6, &bytes, &buffer, 64).map { String(cString: $0) }
            #expect(Value.number(number, .ipv6Address).description == canonical)
        }
    }

    @Test func documents() throws {
        let values: [Value] = [
            .number(0x0a00_0001, .ipv4Address), .number(22, .inetService), .number(UInt128.max, .integer), .number(1 << 60, .integer),
            .text("eth*", .ifname), .text("0", .uid), .text("root", .uid), .number(0, .uid), .number(0x6c6f, .ifname), .number(7, .ctState),
            .number(UInt128.max, .ctLabel), .number(0, .ctLabel), .number(UInt128.max, .time), .number(100_000, .hour), .number(9, .date),
            .number(3, .invalid), .number(300, .inetService), .number(1 << 40, .ipv4Address), .text("", .string), .text("1", .integer),
        ]
        let data = try JSONEncoder().encode(values)
        #expect(try JSONDecoder().decode([Value].self, from: data) == values)
        let text = String(decoding: try JSONEncoder().encode(values[0]), as: UTF8.self)
        #expect(text == #"{"ipv4_addr":"10.0.0.1"}"#)
    }

    @Test func brokenDocuments() {
        for (json, words) in [
            (#"{"ipv4_addr": "10.0.0.256"}"#, "10.0.0.256"), (#"{"ipv5_addr": "1"}"#, "ipv5_addr"), (#"{}"#, "one type"),
            (#"{"inet_service": 70000}"#, "too large"), (#"{"uid": {"number": "x"}}"#, "hexadecimal"),
        ] {
            let error = #expect(throws: DecodingError.self) { try JSONDecoder().decode(Value.self, from: Data(json.utf8)) }
            #expect(error.map { "\($0)".contains(words) } == true, "\(json): \(String(describing: error))")
        }
    }

    @Test func dates() throws {
        for day in stride(from: 0, to: 60_000, by: 7) {
            let value = Value.number(UInt128(day) * 86_400_000_000_000, .date)
            #expect(try DataType.date.parse(value.description) == value)
        }
        #expect(Value.number(1_719_964_800_000_000_000, .date).description == "2024-07-03 00:00:00")
    }
}
