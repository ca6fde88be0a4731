import Glibc
import Netfilter
import Netlink
import Tags
import Testing
import WeirModel

@testable import Nftables

/// What the kernel refuses is an error that names the operation, its part, its place in the policy, and the way out.
@Suite(.tags(.kernel), .enabled(if: Kernel.hasNft, Kernel.needs)) struct ErrorTests {
    private static let place = SourceLocation(file: "policy.swift", line: 12, column: 9)

    private static func first(_ actions: [Netfilter.Operation.Action], setUp: String = "table ip t { chain c { }; }") throws
        -> NftablesError?
    {
        try inNamespace {
            try load(setUp)
            let session = try NftablesSession()
            let before = try listing()
            let result = try session.commit(
                actions.map { Netfilter.Operation($0, family: .ip, table: "t", at: Located(place)) }, generation: session.generation())
            #expect(try listing() == before)
            guard case .failed(let errors) = result else {
                Issue.record("\(result)")
                return nil
            }
            return errors.first
        }
    }

    private static let counter = Expression.counter(bytes: 0, packets: 0)

    @Test func namesTheExpression() throws {
        let rule = CompiledRule(expressions: [Self.counter, .objref(type: 1, name: "nobody"), Self.counter])
        let error = try #require(try Self.first([.addRule(rule, chain: "c", .append)]))
        #expect(error.errno == ENOENT)
        #expect(error.kind == .absent)
        #expect(error.subject == "add rule to ip t c")
        #expect(error.part == "expression 2 (objref)")
        #expect(error.at?.line == 12)
        #expect(error.operation == 0)
        #expect(error.help != nil)
    }

    /// In a table that is none of a bridge's no kernel knows the address of one.
    @Test func namesTheKernelThatHasIt() throws {
        let rule = CompiledRule(expressions: [Self.counter, .meta(key: 37, register: 1)])
        let error = try #require(try Self.first([.addRule(rule, chain: "c", .append)]))
        #expect(error.kind == .unsupported)
        #expect(error.part == "expression 2 (meta)")
        #expect(error.help == "`meta ibrhwaddr` needs a bridge table and Linux 6.18")
    }

    @Test func namesTheChain() throws {
        let rule = CompiledRule(expressions: [Self.counter])
        let error = try #require(try Self.first([.addRule(rule, chain: "c", .append), .addRule(rule, chain: "missing", .append)]))
        #expect(error.operation == 1)
        #expect(error.part == "`missing`")
        #expect(error.description.hasPrefix("policy.swift:12:9: add rule to ip t missing, `missing`: no such file or directory"))
    }

    @Test func namesTheElement() throws {
        let elements = SetElements([SetElement(key: [10, 0, 0, 1]), SetElement(key: [10, 0, 0, 2])])
        let error = try #require(
            try Self.first(
                [.deleteElements(set: "s", elements)], setUp: "table ip t {\nset s { type ipv4_addr; elements = { 10.0.0.1 } }\n}")
        )
        #expect(error.errno == ENOENT)
        #expect(error.part == "the element with key 0x0a000002")
    }

    @Test func aLoopOfJumps() throws {
        let jump = CompiledRule(expressions: [.verdict(.init(code: -3, chain: .named("c")))])
        let error = try #require(
            try Self.first(
                [.addRule(jump, chain: "c", .append)],
                setUp: "table ip t { chain c { }; chain b { type filter hook input priority 0; jump c; }; }"))
        #expect(error.errno == EMLINK)
        #expect(error.help?.contains("loop") == true)
    }

    @Test func aSetThatIsFull() throws {
        let elements = SetElements((0..<4).map { SetElement(key: [10, 0, 0, UInt8($0)]) })
        let error = try #require(
            try Self.first([.addElements(set: "s", elements)], setUp: "table ip t {\nset s { type ipv4_addr; size 2; }\n}"))
        #expect(error.errno == ENFILE)
        #expect(error.kind == .tooLarge)
    }

    @Test func aSetWithAnotherKey() throws {
        let error = try #require(
            try Self.first(
                [.addSet(name: "s", SetSpecification(flags: 0, keyType: 8, keyLength: 16))],
                setUp: "table ip t {\nset s { type ipv4_addr; }\n}"))
        #expect(error.errno == EEXIST)
        #expect(error.kind == .exists)
    }

    @Test func valuesThatDoNotFitAreFoundBeforeSending() throws {
        try inNamespace {
            let session = try NftablesSession()
            let rule = CompiledRule(expressions: [.cmp(op: 0, source: 1, data: Array(repeating: 0, count: 100))])
            #expect(throws: NftablesError.self) {
                try session.commit(
                    [.init(.addRule(rule, chain: "c", .append), family: .ip, table: "t", at: Located(Self.place))], generation: nil)
            }
        }
    }

    /// More than the socket may send at once: said before anything is sent, with the limit.
    @Test func aBatchThatIsTooLarge() throws {
        try inNamespace {
            let session = NftablesSession(SmallSocket(try Socket(.netfilter), room: 100_000))
            let elements = Samples.addresses(20000)
            let operations: [Netfilter.Operation] = [
                .init(.addTable(flags: [], userdata: []), family: .ip, table: "t"),
                .init(.addSet(name: "s", SetSpecification(flags: 0, keyType: 7, keyLength: 4)), family: .ip, table: "t"),
                .init(.addElements(set: "s", elements), family: .ip, table: "t"),
            ]
            do {
                _ = try session.commit(operations, generation: nil)
                Issue.record("not refused")
            } catch let error as NftablesError {
                #expect(error.kind == .tooLarge)
                #expect(error.message.contains("at most 100000"))
                #expect(error.help?.contains("wmem_max") == true)
            }
            #expect(try session.snapshot().tables.isEmpty)
            // The same batch without the limit: elements are spread over several messages.
            guard case .committed = try NftablesSession().commit(operations, generation: nil) else {
                Issue.record("not committed")
                return
            }
            #expect(try session.snapshot().tables.first?.sets.first?.elements.count == 20000)
        }
    }

    @Test func aThousandBadMessagesAreOneCause() throws {
        let rule = CompiledRule(expressions: [Self.counter])
        let error = try #require(try Self.first((0..<1000).map { .addRule(rule, chain: "no\($0)", .append) }))
        #expect(error.part == "`no0`")
    }

    /// Not root in the namespace that it asks: another answer than "absent".
    @Test func withoutPermission() throws {
        #expect(KernelError(errno: EPERM).kind == .notPermitted)
        #expect(KernelError(errno: EOPNOTSUPP).kind == .unsupported)
        #expect(KernelError(errno: ENOENT).kind == .absent)
    }
}

/// A socket that sends less at once than root's would.
private final class SmallSocket: Transport {
    private let socket: Socket
    private let room: Int

    init(_ socket: Socket, room: Int) { (self.socket, self.room) = (socket, room) }

    func makeRoom(toSend bytes: Int) -> Int { room }
    func send(_ bytes: UnsafeRawBufferPointer) throws(KernelError) { try socket.send(bytes) }
    func receive(waiting: Bool) throws(KernelError) -> Reception { try socket.receive(waiting: waiting) }
    var port: UInt32 { socket.port }
    var receiveBuffer: Int { socket.receiveBuffer }
}
