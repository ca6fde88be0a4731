import CNftnl
import Glibc
import Netfilter
import Netlink
import ScriptedKernel
import Tags
import Testing
import WeirModel

@testable import Nftables

/// Sessions with a kernel of which what it answers is known: no dump is taken for whole that is not.
@Suite(.tags(.pure)) struct ScriptedSessionTests {
    /// A kernel that holds the table `t` at generation 7, and nothing else.
    private static func kernel(spoils: @escaping (ScriptedKernel.Request) -> ScriptedKernel.Trouble? = { _ in nil }) -> ScriptedKernel {
        ScriptedKernel(spoils: spoils) { request in
            switch request.type {
            case Message.type(NFT_MSG_GETGEN): [answer(NFT_MSG_NEWGEN) { $0.put(NFTA_GEN_ID, UInt32(7)) }]
            case Message.type(NFT_MSG_GETTABLE): [answer(NFT_MSG_NEWTABLE) { $0.put(NFTA_TABLE_NAME, "t") }]
            default: []
            }
        }
    }

    private static func answer(_ type: nf_tables_msg_types, _ attributes: (RulesetWriter) -> Void) -> ScriptedKernel.Answer {
        // NFPROTO_IPV4, and the generation.
        .message(Message.type(type), [2, 0, 0, 7] + (RulesetWriter.attributes(attributes) ?? []))
    }

    private static let dump = Message.type(NFT_MSG_GETTABLE)

    @Test(arguments: ScriptedKernel.Trouble.passing) func aDisturbedDumpIsAskedForAgain(_ trouble: ScriptedKernel.Trouble) throws {
        var left = 2
        let kernel = Self.kernel { request in
            guard request.type == Self.dump, left > 0 else { return nil }
            left -= 1
            return trouble
        }
        #expect(try NftablesSession(kernel).snapshot().tables.map(\.name) == ["t"])
        #expect(kernel.count(of: Self.dump) == 3)
    }

    @Test(
        arguments: zip(
            ScriptedKernel.Trouble.passing,
            ["it kept changing for 0 seconds while it was read", "did not fit", "did not fit", "longer than expected"]))
    func aDumpThatIsNeverWholeIsAnError(_ trouble: ScriptedKernel.Trouble, _ words: String) throws {
        let kernel = Self.kernel { $0.type == Self.dump ? trouble : nil }
        let error = try #require(throws: NftablesError.self) { try NftablesSession(kernel).snapshot(patience: Patience(seconds: 0)) }
        #expect(error.description.contains(words), "\(error)")
        #expect(kernel.count(of: Self.dump) == 1)
    }

    @Test(arguments: [ScriptedKernel.Trouble.otherSequence, .otherPort])
    func anAnswerToAnotherQuestionIsPassedOver(_ trouble: ScriptedKernel.Trouble) throws {
        let kernel = Self.kernel { _ in trouble }
        #expect(try NftablesSession(kernel).snapshot().tables.map(\.name) == ["t"])
        #expect(kernel.count(of: Self.dump) == 1)
    }

    @Test(
        arguments: zip(
            [ScriptedKernel.Trouble.otherType, .otherFamily, .cut, .silence],
            ["was not asked for", "was not asked for", "in the middle of a message", "no answer"]))
    func aWrongAnswerIsAnErrorAtOnce(_ trouble: ScriptedKernel.Trouble, _ words: String) throws {
        let kernel = Self.kernel { $0.type == Self.dump ? trouble : nil }
        let error = try #require(throws: NftablesError.self) { try NftablesSession(kernel).snapshot() }
        #expect(error.message.contains(words) && kernel.count(of: Self.dump) == 1, "\(error)")
    }

    @Test func aRulesetThatMovesOnWhileItIsReadIsReadAgain() throws {
        var generations: [UInt8] = [7, 8, 8, 8]
        let kernel = ScriptedKernel { request in
            switch request.type {
            case Message.type(NFT_MSG_GETGEN):
                let generation = generations.removeFirst()
                return [Self.answer(NFT_MSG_NEWGEN) { $0.put(NFTA_GEN_ID, UInt32(generation)) }]
            case Self.dump: return [.message(Message.type(NFT_MSG_NEWTABLE), [2, 0, 0, 8, 6, 0, 1, 0, 0x74, 0, 0, 0])]
            default: return []
            }
        }
        let snapshot = try NftablesSession(kernel).snapshot(.init(tables: []))
        #expect(snapshot.generation == 8 && kernel.count(of: Self.dump) == 2)
    }

    @Test func silenceIsAnError() throws {
        let error = try #require(throws: NftablesError.self) { try NftablesSession(Self.kernel { _ in .silence }).generation() }
        #expect(error.description == "reading the generation: the kernel gave no answer")
    }

    // MARK: transactions

    private static let addition = Operation(.addTable(flags: [], userdata: []), family: .ip, table: "t")

    private static func commit(_ answers: [ScriptedKernel.Answer], spoiledBy trouble: ScriptedKernel.Trouble? = nil) throws -> CommitResult {
        func spoils(_ request: ScriptedKernel.Request) -> ScriptedKernel.Trouble? {
            request.type == Message.type(NFT_MSG_NEWTABLE) ? trouble : nil
        }
        let kernel = ScriptedKernel(spoils: spoils) { request in
            switch request.type {
            case Message.type(NFT_MSG_GETGEN): [answer(NFT_MSG_NEWGEN) { $0.put(NFTA_GEN_ID, UInt32(7)) }]
            case Message.type(NFT_MSG_NEWTABLE): answers
            default: []
            }
        }
        return try NftablesSession(kernel).commit([addition], generation: 7)
    }

    @Test func aCommitIsWhatTheKernelSaysItIs() throws {
        guard case .committed(generation: 8) = try Self.commit([Self.answer(NFT_MSG_NEWGEN) { $0.put(NFTA_GEN_ID, UInt32(8)) }]),
            case .stale = try Self.commit([.refusal(KernelError.restart, nil)]),
            case .failed(let errors) = try Self.commit([.refusal(EEXIST, "no room.")])
        else {
            Issue.record("not committed, stale and refused")
            return
        }
        #expect(errors.first?.description.contains("add table ip t: file exists: no room\nhelp: it exists") == true, "\(errors)")
    }

    @Test(arguments: [ScriptedKernel.Trouble.lost, .truncated, .overrun, .cut]) func lostAnswersProveNothing(_ trouble: ScriptedKernel.Trouble) throws {
        let result = try Self.commit([.message(Message.type(NFT_MSG_NEWTABLE), [2, 0, 0, 8])], spoiledBy: trouble)
        guard case .unproven(let why) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(why == "the kernel's answers did not fit in the socket's buffer")
    }

    @Test func aBatchLargerThanTheSocketTakesIsNotSent() throws {
        let error = try #require(throws: NftablesError.self) {
            try NftablesSession(Self.kernel()).commit(
                [Self.addition] + (0..<40000).map { .init(.addChain(.init(name: "c\($0)", rules: [])), family: .ip, table: "t") }, generation: nil)
        }
        #expect(error.kind == .tooLarge && error.message.contains("at most 1048576"), "\(error)")
    }
}
