import Netfilter
import PacketEngine
import Tags
import Testing
import WeirModel

/// One packet's way, by what was measured of kernels 6.1 and 6.18.
@Suite(.tags(.pure))
struct PathTests {
    @Test func oneOfTwoChainsOfAPriorityRunsFirstThatWasRegisteredLast() throws {
        var host = try TestHost([.one("a", .ip, .prerouting, .verdict(-1)), .one("b", .inet, .prerouting, .verdict(-1))])
        let trace = try host.send(TestPacket.udp())
        #expect(host.words(trace) == ["b 0 continue", "b policy accept", "a 0 continue", "a policy accept"])
        #expect(trace.verdict == .accept)
    }

    @Test func acceptEndsItsBaseChainAlone() throws {
        let plain = CompiledChain(name: "deep", rules: [CompiledRule(expressions: .verdict(1))])
        var host = try TestHost([
            .one("later", .ip, .forward, priority: 1, .verdict(0)),
            .one("first", .ip, .forward, .verdict(-3, "deep"), .verdict(0), chains: [plain]),
        ])
        let trace = try host.send(TestPacket.udp())
        #expect(host.words(trace) == ["first 0 jump(1)", "deep 0 accept", "later 0 drop"])
        #expect(trace.verdict == .drop)
    }

    @Test func whatAMarkIsSetToIsSeenInTheSameRuleAndLeaves() throws {
        var host = try TestHost([.one("t", .ip, .prerouting, .setMark(5) + .mark(5) + .verdict(1))])
        let trace = try host.send(TestPacket.udp())
        #expect(host.words(trace) == ["t 0 accept"])
        #expect(trace.packet?.mark == 5)
    }

    @Test func theTimeToLiveIsLowerAtForwardAndOneIsLostBefore() throws {
        let tables: [CompiledTable] = [.one("pre", .ip, .prerouting), .one("t", .ip, .forward, .payload(1, 8, is: [63]))]
        var host = try TestHost(tables)
        #expect(host.words(try host.send(TestPacket.udp())) == ["pre policy accept", "t 0 continue", "t policy accept"])
        let lost = try host.send(TestPacket.udp(ttl: 1))
        #expect(host.words(lost) == ["pre policy accept"])
        #expect(lost.verdict == .lost)
    }

    @Test func forwardingKeepsTheHeaderChecksumRight() throws {
        var host = try TestHost([])
        for source in UInt8(2)..<200 {
            let sent = try #require(try host.send(TestPacket.udp([10, 0, 0, source])).packet?.l3)
            #expect(TestPacket.checksum(Array(sent[..<20])) == 0)
            #expect(sent[8] == 63)
        }
    }

    @Test func aLaterFragmentMatchesAPortOfItsPayload() throws {
        // Loads of an aligned power of two do not look at the fragment's offset; others break.
        let rules: [[Expression]] = [.destinationPort(53), .payload(2, 0, is: [3, 0xe8, 0])]
        var host = try TestHost([.one("t", .netdev, .ingress, rules[0], rules[1])])
        #expect(host.words(try host.send(TestPacket.udp(fragment: 1))) == ["t 0 continue", "t policy accept"])
        #expect(host.words(try host.send(TestPacket.udp())) == ["t 0 continue", "t 1 continue", "t policy accept"])
    }

    @Test func notEqualToWhatCannotBeLoadedDoesNotHold() throws {
        var host = try TestHost([.one("t", .ip, .prerouting, .payload(2, 13, is: [2], op: 1), .verdict(1))])
        #expect(host.words(try host.send(TestPacket.udp())) == ["t 1 accept"])
    }

    @Test func aRepeatedFirstPacketStaysNewAndItsAnswerIsEstablished() throws {
        var host = try TestHost([.one("t", .ip, .forward, .state(8), .state(2))])
        let new = ["t 0 continue", "t policy accept"]
        #expect(host.words(try host.send(TestPacket.tcp())) == new)
        #expect(host.words(try host.send(TestPacket.tcp())) == new)
        let answer = TestPacket.tcp([10, 0, 1, 2], [10, 0, 0, 2], sport: 80, dport: 1000, flags: 0x12, ack: 2)
        #expect(host.words(try host.send(answer, on: "v1")) == ["t 1 continue", "t policy accept"])
        #expect(host.words(try host.send(TestPacket.tcp(flags: 0x10, sequence: 2, ack: 2))) == ["t 1 continue", "t policy accept"])
    }

    @Test(arguments: [(UInt8(2), UInt32(8)), (0x10, 8), (0x12, 1), (4, 1), (0x11, 1), (0, 1), (3, 1)])
    func theFirstSegmentOfAConnection(flags: UInt8, state: UInt32) throws {
        var host = try TestHost([.one("t", .ip, .forward, .state(state) + .verdict(0))])
        #expect(try host.send(TestPacket.tcp(flags: flags)).verdict == .drop)
    }

    @Test func aPacketThatIsDroppedLeavesNoConnection() throws {
        var host = try TestHost([
            .one(
                "t", .ip, .forward, [.ct(key: 3, direction: nil, register: 1), .cmp(op: 0, source: 1, data: [5, 0, 0, 0])] + .verdict(1),
                [.immediate(register: 1, data: [5, 0, 0, 0]), .ctWrite(key: 3, direction: nil, source: 1)], .verdict(0))
        ])
        for _ in 0..<2 { #expect(host.words(try host.send(TestPacket.udp())) == ["t 1 continue", "t 2 drop"]) }
    }

    @Test func aDestinationIsTranslatedOnceAndItsAnswerBack() throws {
        let rewrite: [Expression] = [
            .immediate(register: 1, data: [10, 0, 1, 2]),
            .nat(.init(type: 1, family: 2, addressMin: 1, addressMax: 1, flags: 1)),
        ]
        var host = try TestHost([.one("t", .ip, .prerouting, type: .nat, priority: -100, rewrite)])
        let first = try host.send(TestPacket.tcp([10, 0, 0, 2], [10, 0, 0, 1]))
        #expect(host.words(first) == ["t 0 accept"])
        let sent = try #require(first.packet?.l3)
        #expect(first.packet?.link == "v1" && Array(sent[16..<20]) == [10, 0, 1, 2])
        #expect(TestPacket.checksum(Array(sent[12..<20]) + [0, 6, 0, 20] + sent[20...]) == 0)
        let answer = try host.send(TestPacket.tcp([10, 0, 1, 2], [10, 0, 0, 2], sport: 80, dport: 1000, flags: 0x12, ack: 2), on: "v1")
        #expect(answer.steps.isEmpty)
        #expect(answer.packet?.l3.map { Array($0[12..<16]) } == [10, 0, 0, 1])
    }

    @Test func aLimitLetsItsBurstThrough() throws {
        var host = try TestHost([.one("t", .ip, .forward, policy: .drop, [.limit(rate: 1, unit: 3600, burst: 2, type: 0, flags: 0)] + .verdict(1))])
        let verdicts = try (0..<4).map { _ in try host.send(TestPacket.udp()).verdict }
        #expect(verdicts == [.accept, .accept, .drop, .drop])
    }

    @Test func aQuotaCountsWhatItDoesNotLetThrough() throws {
        var host = try TestHost([.one("t", .ip, .forward, policy: .drop, [.quota(bytes: 64, flags: 0, consumed: 0)] + .verdict(1))])
        #expect(try (0..<3).map { _ in try host.send(TestPacket.udp()).verdict } == [.accept, .accept, .drop])
    }

    @Test func aRandomNumberIsUnknown() throws {
        let random: [Expression] = [.numgen(type: 1, modulus: 2, offset: 0, register: 1), .cmp(op: 0, source: 1, data: [0, 0, 0, 0])]
        var host = try TestHost([.one("t", .ip, .forward, .verdict(-1), random + .verdict(0))])
        #expect(try host.send(TestPacket.udp()).unknowns.map(\.at) == [1])
    }

    @Test func aFrameForAnotherStationIsLostBeforePrerouting() throws {
        var host = try TestHost([.one("t", .ip, .prerouting)])
        let trace = try host.stack.trace(
            PacketArrival(from: .wire, link: "v0", frame: [2, 0, 0, 0, 0, 0x77, 2, 0, 0, 0, 1, 0x10, 8, 0] + TestPacket.udp()))
        #expect(trace.verdict == .lost && trace.steps.isEmpty)
    }

    @Test func whatCannotArriveIsAnError() throws {
        var host = try TestHost([])
        #expect(throws: ArrivalError.self) { try host.stack.trace(PacketArrival(from: .wire, link: "eth7", frame: TestPacket.udp())) }
        #expect(throws: ArrivalError.self) { try host.stack.trace(PacketArrival(from: .wire, frame: TestPacket.udp())) }
        #expect(throws: ArrivalError.self) { try host.stack.trace(PacketArrival(from: .wire, link: "v0", frame: [1, 2, 3])) }
        #expect(throws: ArrivalError.self) { try host.stack.trace(PacketArrival(from: .local, frame: [])) }
    }

    @Test func noFrameIsTooShortOrTooStrange() throws {
        var host = try TestHost([
            .one("i", .netdev, .ingress, .destinationPort(53)), .one("t", .inet, .prerouting, .state(8) + .destinationPort(53)),
            .one("n", .ip, .postrouting, type: .nat, priority: 100),
        ])
        var generator = SystemRandomNumberGenerator()
        for size in 14..<120 {
            for type: [UInt8] in [[8, 0], [0x86, 0xdd], [0x81, 0], [8, 6], [0, 1]] {
                var frame = [2, 0, 0, 0, 0, 0x10, 2, 0, 0, 0, 1, 0x10] + type + (14..<size).map { _ in UInt8.random(in: 0...255, using: &generator) }
                if size > 14 { frame[14] = type[0] == 8 ? 0x45 + frame[14] % 3 : 0x60 }
                _ = try host.stack.trace(PacketArrival(from: .wire, link: "v0", frame: frame))
                _ = try host.stack.trace(PacketArrival(from: .link, link: "v0", frame: frame))
                _ = try? host.stack.trace(PacketArrival(from: .local, frame: Array(frame[14...])))
            }
        }
    }
}
