import CNftnl
import ModelGenerators
import Netfilter
import Netlink
import Tags
import Testing
import WeirModel

@testable import Nftables

/// A million messages that begin as true ones and are then damaged: every decoder survives every one.
@Suite(.tags(.pure)) struct FuzzTests {
    private static let perPart = Seeded.rounds(125_000)

    @Test(arguments: 0..<8) func decodersSurviveDamage(_ part: Int) {
        let originals = Self.originals
        var random = Seeded(UInt64(part) &* 7919 &+ 1)
        var survived = 0
        for _ in 0..<Self.perPart {
            var bytes = originals[Int(random.next() % UInt64(originals.count))]
            Self.damage(&bytes, &random)
            Self.decodeEverything(bytes)
            survived += 1
        }
        #expect(survived == Self.perPart)
    }

    /// What is read from damaged bytes is a value that can be sent, and is read as the same value again.
    @Test func whatIsReadCanBeWritten() {
        var random = Seeded(42)
        let writer = RulesetWriter()
        for _ in 0..<Seeded.rounds(20_000) {
            let expression = Samples.expressions[Int(random.next() % UInt64(Samples.expressions.count))]
            var bytes = written(to: writer) { ExpressionTable.encode(expression, to: $0) }.bytes
            Self.damage(&bytes, &random)
            guard let read = bytes.expression else { continue }
            // What is raw because of damage around it loses that damage.
            switch read {
            case .raw, .dynset: continue
            default: break
            }
            let again = written(to: writer) { ExpressionTable.encode(read, to: $0) }
            if again.failure == nil { #expect(again.bytes.expression == read) }
        }
    }

    private static let originals: [[UInt8]] = {
        let operations: [Netfilter.Operation.Action] =
            [.addTable(flags: [.owner], userdata: [0, 2, 65, 0])] + Samples.chains.map { .addChain($0) }
            + [
                .addSet(name: "s", Samples.set), .addElements(set: "s", SetElements(Samples.elements)), .addFlowtable(Samples.flowtable),
                .addRule(CompiledRule(expressions: Samples.expressions, userdata: [0, 2, 65, 0]), chain: "c", .append),
            ] + Samples.objects.map { .addObject(CompiledObject(name: "o", definition: $0)) }
            + Samples.expressions.map { .addRule(CompiledRule(expressions: [$0]), chain: "c", .after(handle: 5)) }
        guard
            let batch = try? Batch(
                operations: operations.map { Netfilter.Operation($0, family: .netdev, table: "t") }, generation: 7, firstSequence: 1)
        else { return [] }
        let starts = batch.messages.map(\.start) + [batch.writer.count]
        return zip(starts, starts.dropFirst()).map { [UInt8](batch.writer.bytes[$0..<$1]) } + [acknowledgement]
    }()

    @Test func thereAreMessagesToDamage() { #expect(Self.originals.count > 70) }

    /// An NLMSG_ERROR with an extended ack.
    private static let acknowledgement: [UInt8] = [
        0x38, 0, 0, 0, 2, 0, 0, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff, 0x20, 0, 0, 0, 6, 0x0a, 5, 0, 1, 0, 0, 0, 0, 0, 0, 0,
        8, 0, 1, 0, 0x6e, 0x6f, 0x21, 0, 8, 0, 2, 0, 20, 0, 0, 0, 4, 0, 0, 0,
    ]

    static func damage(_ bytes: inout [UInt8], _ random: inout Seeded) {
        let count = 1 + random.next() % 4
        for _ in 0..<count where !bytes.isEmpty {
            let place = Int(random.next() % UInt64(bytes.count))
            switch random.next() % 6 {
            case 0: bytes[place] ^= 1 << UInt8(random.next() % 8)
            case 1: bytes[place] = UInt8(truncatingIfNeeded: random.next())
            case 2: bytes[place] = random.next() % 2 == 0 ? 0 : 0xff
            case 3:
                // A length or a type.
                let aligned = place & ~3
                bytes[aligned] = UInt8(truncatingIfNeeded: random.next() % 40)
            case 4: bytes.removeLast(min(bytes.count, Int(random.next() % 24)))
            default:
                let from = Int(random.next() % UInt64(bytes.count))
                let length = min(bytes.count - max(from, place), Int(random.next() % 16))
                for offset in 0..<max(0, length) { bytes[place + offset] = bytes[from + offset] }
            }
        }
    }

    private static func decodeEverything(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { bytes in
            for message in MessageSequence(bytes) {
                _ = Acknowledgement(message)
                let family = message.family.flatMap { Family(nfproto: $0) } ?? .ip
                switch message.nftables {
                case NFT_MSG_NEWTABLE.rawValue: _ = try? TableMessage.decode(message, family: family)
                case NFT_MSG_NEWCHAIN.rawValue: _ = try? ChainMessage.decode(message, family: family)
                case NFT_MSG_NEWSET.rawValue: _ = try? SetMessage.decode(message)
                case NFT_MSG_NEWSETELEM.rawValue:
                    var elements = SetElements()
                    try? ElementMessage.decode(message, into: &elements)
                case NFT_MSG_NEWOBJ.rawValue: _ = try? ObjectMessage.decode(message)
                case NFT_MSG_NEWFLOWTABLE.rawValue: _ = try? FlowtableMessage.decode(message)
                default: _ = try? RuleMessage.decode(message)
                }
            }
        }
    }
}
