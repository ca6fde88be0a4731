import ModelGenerators
import Tags
import Testing
import WeirModel

@testable import TrafficLowering

/// A frame of Ethernet and IP, and what u32 and basic see of it: cls_u32.c's and em_*.c's comparisons, written down once more.
private struct Frame {
    /// Two bytes of room before the link's header, which u32's words take along.
    static let link = 2, network = 16
    var bytes: [UInt8]
    let isIP6: Bool
    var etherType: UInt16 { isIP6 ? 0x86dd : 0x0800 }
    var transport: Int { Self.network + (isIP6 ? 40 : 20) }

    init(ip6: Bool, transport: UInt8, _ random: inout Seeded) {
        isIP6 = ip6
        bytes = (0..<160).map { _ in UInt8.random(in: 0...255, using: &random) }
        if ip6 {
            bytes[Self.network + 6] = transport
        } else {
            bytes[Self.network] = 0x45
            bytes[Self.network + 9] = transport
            // Fragments are seen below.
            bytes[Self.network + 6] &= 0xe0
            bytes[Self.network + 7] = 0
        }
    }

    func number(_ start: Int, _ bytes: Int) -> UInt32 { self.bytes[start..<start + bytes].reduce(0) { $0 << 8 | UInt32($1) } }

    /// Bits from a byte on, in memory order.
    func bits(_ start: Int, _ offset: Int, _ length: Int) -> UInt128 {
        (0..<length).reduce(0) { $0 << 1 | UInt128(bytes[start + (offset + $1) / 8] >> UInt8(7 - (offset + $1) % 8) & 1) }
    }

    func satisfies(_ u32: Filter.U32) -> Bool {
        (u32.keys ?? []).allSatisfy { (number(Self.network + Int($0.offset), 4) ^ $0.value) & $0.mask == 0 }
    }

    func satisfies(_ tree: [Ematch], from start: Int = 0) -> Bool {
        var place = start
        while true {
            let match = tree[place]
            let holds = satisfies(match.test, tree) != match.isNegated
            switch match.relation {
            case .end: return holds
            case .and: if !holds { return false }
            case .or: if holds { return true }
            }
            place += 1
        }
    }

    private func satisfies(_ test: Ematch.Test, _ tree: [Ematch]) -> Bool {
        switch test {
        case .container(let index): return satisfies(tree, from: Int(index))
        case .cmp(let value, let mask, let offset, let size, false, let layer, let comparison):
            let found = number((layer == .link ? Self.link : Self.network) + Int(offset), Int(size)) & (mask == 0 ? .max : mask)
            switch comparison {
            case .eq: return found == value
            case .gt: return found > value
            case .lt: return found < value
            }
        case .nbyte(let needle, let offset, let layer):
            let start = (layer == .link ? Self.link : Self.network) + Int(offset)
            return Array(bytes[start..<start + needle.bytes.count]) == needle.bytes
        default: return false
        }
    }

    func isMatched(by results: [FilterMatching.Result]) -> Bool {
        results.contains { result in
            guard result.protocolID == Filter.allProtocols || result.protocolID == etherType else { return false }
            if let u32 = result.options as? Filter.U32 { return satisfies(u32) }
            return (result.options as? Filter.Basic).map { basic in basic.ematches.map { satisfies($0) } ?? true } ?? false
        }
    }
}

/// u32 and basic say of every field what was asked: compared with the field's own bits, on random packets.
@Suite(.tags(.pure)) struct MatchLoweringTests {
    /// Tags are taken out of the packet, the EtherType is the filter's own; ARP and IGMP lie as the others do. Headers within a tunnel are out of
    /// tc's reach.
    private static let fields = HeaderField.allCases.filter {
        ![.vlan, .arp, .vxlan, .geneve].contains($0.header) && $0 != .etherType && $0 != .icmpv6MaxDelay
    }

    private struct Comparand {
        var comparison: Comparison
        var right: Term
        var holds: (UInt128) -> Bool
        /// A mask on the left side.
        var mask: UInt128?
    }

    private static func comparands(_ value: UInt128, bits: UInt32, _ random: inout Seeded) -> [Comparand] {
        let all = FilterOperand.ones(bits)
        let other = value ^ (1 << UInt128.random(in: 0..<UInt128(bits), using: &random))
        func number(_ number: UInt128) -> Term { .value(.number(number, .integer)) }
        var result = [
            Comparand(comparison: .equal, right: number(value)) { $0 == value }, Comparand(comparison: .equal, right: number(other)) { $0 == other },
            Comparand(comparison: .notEqual, right: number(value)) { $0 != value }, Comparand(comparison: .notEqual, right: number(other)) { $0 != other },
            Comparand(comparison: .less, right: number(other)) { $0 < other }, Comparand(comparison: .lessOrEqual, right: number(value)) { $0 <= value },
            Comparand(comparison: .greater, right: number(value)) { $0 > value }, Comparand(comparison: .greaterOrEqual, right: number(other)) { $0 >= other },
        ]
        let mask = UInt128.random(in: 1...all, using: &random)
        result.append(Comparand(comparison: .equal, right: number(value & mask), holds: { $0 & mask == value & mask }, mask: mask))
        result.append(Comparand(comparison: .notEqual, right: number(other & mask), holds: { $0 & mask != other & mask }, mask: mask))
        let first = min(value, other)
        let last = max(value, other)
        let range = Term.range(.number(first, .integer), .number(last, .integer))
        result.append(Comparand(comparison: .equal, right: range) { $0 >= first && $0 <= last })
        result.append(Comparand(comparison: .notEqual, right: range) { $0 < first || $0 > last })
        return result
    }

    @Test(arguments: [FilterMatching.Classifier.u32, .basic])
    func everyFieldIsComparedAsAsked(by classifier: FilterMatching.Classifier) throws {
        var random = Seeded(1)
        var said: Set<HeaderField> = []
        var refusals: Set<String> = []
        for field in Self.fields {
            for _ in 0..<8 {
                let header = field.header
                let isIP6 = header == .ip6 || header == .icmpv6 || ![.ip, .icmp, .igmp].contains(header) && Bool.random(using: &random)
                // Ports of any transport header lie behind one that is named.
                var frame = Frame(ip6: isIP6, transport: header.inetProtocol ?? 17, &random)
                if let type = field.icmpTypes?.randomElement(using: &random) { frame.bytes[frame.transport] = type }
                let start = header.base == .link ? Frame.link : header.base == .network ? Frame.network : frame.transport
                let bits = field.layout.bitLength
                let value = frame.bits(start, Int(field.layout.bitOffset), Int(bits))
                for comparand in Self.comparands(value, bits: bits, &random) {
                    let left = Term.field(.header(field))
                    var statements = [Statement.match(comparand.mask.map { .binary(.and, left, .value(.number($0, .integer))) } ?? left, comparand.comparison, comparand.right)]
                    if header == .th { statements.append(.match(.field(.meta(.l4proto)), .equal, .value(.number(17, .inetProtocol)))) }
                    let results: [FilterMatching.Result]
                    do {
                        results = try FilterMatching.lower([statements], by: classifier)
                    } catch let problem {
                        refusals.insert(problem.message)
                        continue
                    }
                    if comparand.comparison == .equal { said.insert(field) }
                    #expect(frame.isMatched(by: results) == comparand.holds(value), "\(classifier) \(field.rawValue) \(comparand.comparison) \(comparand.right), \(value): \(results)")
                    // Neither what lies behind options, nor a later fragment, nor another protocol is looked into.
                    guard header.base == .transport, !isIP6 else { continue }
                    for (place, change) in [(0, 0x03 as UInt8), (7, 1), (9, 0xff)] {
                        var neighbour = frame
                        neighbour.bytes[Frame.network + place] ^= change
                        #expect(!neighbour.isMatched(by: results))
                    }
                }
            }
        }
        #expect(said == Set(Self.fields))
        // What is left is what a mask can't say, and what is none of the field's numbers.
        let known = classifier == .u32 ? ["can only compare for equality", "which can't express", "decides nothing"] : ["order of up to four bytes", "decides nothing"]
        #expect(refusals.filter { refusal in !known.contains { refusal.contains($0) } } == [])
    }

    /// What a field is equal to comes back as a match of that field, and lowers to the same.
    @Test(arguments: [FilterMatching.Classifier.u32, .basic])
    func everyFieldComesBack(by classifier: FilterMatching.Classifier) throws {
        var random = Seeded(1)
        // Fields of some messages alone are written by their position.
        for field in Self.fields where field.icmpTypes == nil && field.header != .th && field != .vlanCfi {
            let value = UInt128.random(in: 0...FilterOperand.ones(field.layout.bitLength), using: &random)
            let match = Statement.match(.field(.header(field)), .equal, .value(.number(value, field.layout.type)))
            for result in try FilterMatching.lower([[match]], by: classifier) {
                let filter = Filter(result.options, on: .parent(.ingress), protocolID: result.protocolID)
                let lifted = try #require(FilterMatching.lift(filter), "\(field.rawValue)")
                #expect(lifted.classifier == classifier && lifted.cases.count == 1 && lifted.cases[0].contains(match), "\(field.rawValue): \(lifted.cases)")
                let again = try FilterMatching.lower(lifted.cases, by: classifier)
                #expect(again.count == 1 && Filter.Classifier(again[0].options) == filter.classifier)
            }
        }
    }

    /// A filter as a person makes it without looking at the header's length is none that a match lowers to.
    @Test func whatNoMatchSaysStaysAsItIs() {
        func isLifted(_ change: (inout Filter.U32) -> Void) -> Bool {
            var u32 = Filter.U32()
            u32.keys = [.init(value: 0x0a00_0000, mask: 0xff00_0000, offset: 16)]
            change(&u32)
            return FilterMatching.lift(Filter(u32, on: .parent(.ingress), protocolID: 0x0800)) != nil
        }
        #expect(isLifted { _ in })
        #expect(!isLifted { $0.keys = [.init(value: 443, mask: 0xffff, offset: 20)] })
        #expect(!isLifted { $0.keys?[0].offsetMask = -1 })
        #expect(!isLifted { $0.table = 2 })
        #expect(!isLifted { $0.link = 2 })
        #expect(!isLifted { $0.step = .init(flags: 0) })
        #expect(!isLifted { $0.keys = [.init(value: 6 << 16, mask: 0xff << 16, offset: 8), .init(value: 443, mask: 0xffff, offset: 20)] })
    }
}
