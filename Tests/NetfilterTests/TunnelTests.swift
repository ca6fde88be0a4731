import Tags
import Testing
import WeirModel

@testable import Netfilter

/// Fields of packets in tunnels, and fields that are set from others: what nft writes, and what is refused.
@Suite(.tags(.pure)) struct TunnelTests {
    private static let address = Value.number(0x0a00_0001, .ipv4Address)
    private static let port = Statement.match(.field(.header(.udpDport)), .equal, .value(.number(4789, .inetService)))

    private static func match(_ tunnel: Tunnel, _ field: Field = .header(.ipSaddr)) -> Statement {
        .match(.field(.inner(tunnel, field)), .equal, .value(address))
    }

    private static func refusal(_ statements: [Statement]) -> LoweringError? {
        #expect(throws: LoweringError.self) { try RuleLowering.lower(statements, in: TableContext(family: .inet)) }
    }

    @Test func aTunnelOfUDPNeedsItsPort() {
        let error = Self.refusal([Self.match(.vxlan)])
        #expect(error?.message == "`vxlan` needs a UDP packet")
        #expect(error?.help == "match its port before it: `udp dport 4789`")
        #expect(Self.refusal([.match(.field(.header(.geneveVni)), .equal, .value(.number(1, .integer)))])?.help?.contains("6081") == true)
    }

    @Test func aTCPPacketIsNoTunnel() {
        let tcp = Statement.match(.field(.header(.tcpDport)), .equal, .value(.number(80, .inetService)))
        for tunnel in Tunnel.allCases { #expect(Self.refusal([tcp, Self.match(tunnel)]) != nil) }
    }

    @Test func whatIsOutsideIsNotMatchedWithin() {
        for field in [Field.meta(.mark), .ct(.state, direction: nil), .inner(.gre, .header(.ipSaddr)), .header(.vxlanVni), .tcpOption(.maxsegSize)] {
            #expect(Self.refusal([Self.port, Self.match(.vxlan, field)]) != nil, "\(field)")
        }
    }

    /// Two protocols at one layer are a contradiction within one packet, and none between the packet and the one that it carries.
    @Test func eachPacketHasItsOwnProtocols() throws {
        let outer = Statement.match(.field(.header(.ip6Saddr)), .equal, .value(.number(1, .ipv6Address)))
        let table = TableContext(family: .inet)
        #expect(try RuleLowering.lower([outer, Self.port, Self.match(.vxlan)], in: table).isEmpty == false)
        let inner = Statement.match(.field(.inner(.vxlan, .header(.ip6Saddr))), .equal, .value(.number(1, .ipv6Address)))
        #expect(Self.refusal([Self.port, Self.match(.vxlan), inner]) != nil)
    }

    /// What the kernel gives at places that no packet has is kept, and is no trap.
    @Test func aLoadFromNowhereIsKept() {
        for base in [UInt32(0), 1, 2, 4, 9] {
            let inner = Expression.inner(
                .init(type: 1, headerSize: 8, flags: 15, expression: .payload(.init(base: base, offset: .max, length: .max, register: 1))))
            let lifted = RuleLifting.lift([inner, .cmp(op: 0, source: 1, data: [1])], in: TableContext(family: .inet))
            #expect(lifted.count == 2)
        }
        let unknown = Expression.inner(.init(type: 9, headerSize: 0, flags: 0, expression: .meta(key: 1, register: 1)))
        #expect(RuleLifting.lift([unknown, .cmp(op: 0, source: 1, data: [8, 0])], in: TableContext(family: .inet)).count == 2)
    }

    /// Each operation in brackets on the right takes a register of sixteen bytes, of which there are four.
    @Test func registersAreNotWithoutNumber() throws {
        func nested(_ depth: Int) -> Term {
            depth == 0 ? .field(.meta(.mark)) : .binary(.or, .field(.ct(.mark, direction: nil)), nested(depth - 1))
        }
        let table = TableContext(family: .inet, dialect: .ranges)
        #expect(try RuleLowering.lower([.set(.meta(.mark), to: nested(3))], in: table).count == 8)
        #expect(throws: LoweringError.self) { try RuleLowering.lower([.set(.meta(.mark), to: nested(4))], in: table) }
        for depth in 1...3 {
            let statement = Statement.set(.meta(.mark), to: nested(depth))
            #expect(RuleLifting.lift(try RuleLowering.lower([statement], in: table), in: table) == [statement])
        }
    }

    @Test func aShiftHasTwoConstants() {
        let shift = Term.binary(.leftShift, .field(.meta(.mark)), .field(.ct(.mark, direction: nil)))
        #expect(Self.refusal([.set(.meta(.mark), to: shift)])?.message.contains("has to be a constant") == true)
    }

    @Test func aBitFieldIsSetToItsOwnBitsOnly() {
        let other = Term.binary(.or, .field(.header(.ipEcn)), .value(.number(1, .ecn)))
        #expect(Self.refusal([.set(.header(.ipDscp), to: other)])?.message.contains("own bits") == true)
        let wide = Term.binary(.or, .field(.header(.ipDscp)), .value(.number(0x40, .dscp)))
        #expect(Self.refusal([.set(.header(.ipDscp), to: wide)])?.message.contains("does not fit") == true)
    }
}
