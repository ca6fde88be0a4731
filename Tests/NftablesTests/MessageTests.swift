import CNftnl
import Netfilter
import Netlink
import Tags
import Testing
import WeirModel

@testable import Nftables

/// Tables, chains, sets, elements, objects and flowtables, written and read again.
@Suite(.tags(.pure)) struct MessageTests {
    @Test func table() throws {
        let decoded = try roundTrip(NFT_MSG_NEWTABLE, .inet) {
            TableMessage.encode(name: "t", flags: [.dormant], userdata: [0, 2, 65, 0], to: $0)
        } read: {
            try TableMessage.decode($0, family: .inet)
        }
        #expect(decoded == CompiledTable(family: .inet, name: "t", flags: [.dormant], userdata: [0, 2, 65, 0]))
    }

    @Test(arguments: Samples.chains) func chain(_ chain: CompiledChain) throws {
        let decoded = try roundTrip(NFT_MSG_NEWCHAIN, .netdev) {
            ChainMessage.encode(chain, family: .netdev, table: "t", to: $0)
        } read: {
            try ChainMessage.decode($0, family: .netdev)
        }
        #expect(decoded.chain == chain)
        #expect(decoded.table == "t")
        #expect(!decoded.isBound)
    }

    @Test func everyHookHasItsNumber() {
        for family in Family.allCases {
            for hook in Hook.allCases {
                guard let number = hook.number(in: family) else { continue }
                #expect(Hook(number: number, in: family) == hook)
            }
            #expect(Hook(number: 99, in: family) == nil)
        }
        #expect(Hook.ingress.number(in: .inet) == 5)
        #expect(Hook.output.number(in: .arp) == 1)
    }

    @Test func set() throws {
        let decoded = try roundTrip(NFT_MSG_NEWSET, .ip) {
            SetMessage.encode(name: "s", Samples.set, table: "t", id: 7, to: $0)
        } read: {
            try SetMessage.decode($0)
        }
        #expect(decoded.set == CompiledSet(name: "s", specification: Samples.set))
    }

    @Test func elements() throws {
        let decoded = try roundTrip(NFT_MSG_NEWSETELEM, .ip) { writer in
            ElementMessage.encode(.init(table: "t", set: "s"), to: writer)
            writer.nest(NFTA_SET_ELEM_LIST_ELEMENTS) { for element in Samples.elements { ElementMessage.encode(element, to: writer) } }
        } read: { message in
            var elements = SetElements()
            try ElementMessage.decode(message, into: &elements)
            return elements
        }
        #expect(Array(decoded) == Samples.elements)
    }

    /// Rows are written as the same elements whole would be.
    @Test func rowsAreWrittenAsElements() {
        for element in Samples.elements.prefix(2) {
            let packed = SetElements([element])
            let row = written { writer in
                packed.forEachStored {
                    guard case .row(let bytes, let flags) = $0 else { return false }
                    ElementMessage.encode(bytes, packed.layout ?? .init(key: 0), flags: flags, keyOnly: false, to: writer)
                    return true
                }
            }
            #expect(row.bytes == written { ElementMessage.encode(element, to: $0) }.bytes)
        }
    }

    @Test(arguments: Samples.objects) func object(_ definition: StatefulObject.Definition) throws {
        let object = CompiledObject(name: "o", definition: definition, userdata: [0, 2, 65, 0])
        let decoded = try roundTrip(NFT_MSG_NEWOBJ, .ip) {
            ObjectMessage.encode(object, table: "t", to: $0)
        } read: {
            try ObjectMessage.decode($0)
        }
        #expect(decoded.object == object)
    }

    @Test func everyKindOfObjectIsInTheTable() {
        #expect(StatefulObject.Kind.allCases.allSatisfy { $0.kernelType != 0 })
        #expect(Set(Samples.objects.map(\.kernelType)).isSuperset(of: StatefulObjectTable.kinds.map { $0.type }))
    }

    @Test func flowtable() throws {
        let decoded = try roundTrip(NFT_MSG_NEWFLOWTABLE, .ip) {
            FlowtableMessage.encode(Samples.flowtable, table: "t", to: $0)
        } read: {
            try FlowtableMessage.decode($0)
        }
        #expect(decoded.flowtable == Samples.flowtable)
    }

    private func roundTrip<Value>(
        _ type: nf_tables_msg_types, _ family: Family, write: (RulesetWriter) -> Void, read: (Message) throws -> Value
    ) throws -> Value {
        let writer = RulesetWriter()
        writer.begin(type, family: family.nfproto, sequence: 1)
        write(writer)
        writer.end()
        #expect(writer.takeFailure() == nil)
        let message = try #require(MessageSequence(writer.bytes).first { _ in true })
        return try read(message)
    }
}
