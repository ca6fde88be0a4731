import CNl
import Glibc
import Netlink
import ScriptedKernel
import Tags
import Testing
import WeirModel

@testable import TrafficControl

/// Sessions with a kernel of which what it answers is known: no dump is taken for whole that is not, and no request for done.
@Suite(.tags(.pure)) struct ScriptedSessionTests {
    private static func object(_ type: Int, handle: UInt32, parent: UInt32, _ attributes: (MessageWriter) -> Void) -> ScriptedKernel.Answer {
        let writer = MessageWriter()
        for number in [0, 7, handle, parent, 0] { writer.append(number) }
        attributes(writer)
        return .message(UInt16(type), writer.array)
    }

    /// A kernel with a link `d0` that has the qdisc `fq_codel`, and that takes changes as `change` says.
    private static func kernel(
        spoils: @escaping (ScriptedKernel.Request) -> ScriptedKernel.Trouble? = { _ in nil },
        change: @escaping (ScriptedKernel.Request) -> [ScriptedKernel.Answer] = { _ in [] }
    ) -> ScriptedKernel {
        ScriptedKernel(spoils: spoils) { request in
            switch Int(request.type) {
            case Int(RTM_GETLINK):
                let link = MessageWriter()
                link.append([0, 0, 1, 0, 7, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0])
                link.put(Int(IFLA_IFNAME), text: "d0")
                return [.message(UInt16(RTM_NEWLINK), link.array)]
            case Int(RTM_GETQDISC):
                return [
                    object(Int(RTM_NEWQDISC), handle: 0x1_0000, parent: .max) { writer in
                        writer.put(Int(TCA_KIND), text: "fq_codel")
                        writer.nest(Int(TCA_OPTIONS)) { $0.put(Int(TCA_FQ_CODEL_LIMIT), UInt32(500)) }
                    }
                ]
            case Int(RTM_NEWQDISC), Int(RTM_DELQDISC): return change(request)
            default: return []
            }
        }
    }

    private static let dump = UInt16(RTM_GETQDISC)

    private static func limits(_ kernel: ScriptedKernel) throws -> [UInt32?] {
        try TrafficControlSession(kernel).capture().flatMap(\.qdiscs).map { $0.options.as(Qdisc.FQCoDel.self)?.limit }
    }

    @Test(arguments: ScriptedKernel.Trouble.passing) func aDisturbedDumpIsAskedForAgain(_ trouble: ScriptedKernel.Trouble) throws {
        var left = 2
        let kernel = Self.kernel { request in
            guard request.type == Self.dump, left > 0 else { return nil }
            left -= 1
            return trouble
        }
        #expect(try Self.limits(kernel) == [500])
        #expect(kernel.count(of: Self.dump) == 3)
    }

    @Test(
        arguments: zip(
            ScriptedKernel.Trouble.passing, ["kept changing", "did not fit", "did not fit", "longer than expected"]))
    func aDumpThatIsNeverWholeIsAnError(_ trouble: ScriptedKernel.Trouble, _ words: String) throws {
        let kernel = Self.kernel { $0.type == Self.dump ? trouble : nil }
        let error = try #require(throws: TrafficControlError.self) { try TrafficControlSession(kernel, patience: 0).capture() }
        #expect(error.description.contains(words) && error.help != nil, "\(error)")
        #expect(kernel.count(of: Self.dump) == 1)
    }

    @Test(arguments: [ScriptedKernel.Trouble.otherSequence, .otherPort])
    func anAnswerToAnotherQuestionIsPassedOver(_ trouble: ScriptedKernel.Trouble) throws {
        let kernel = Self.kernel { _ in trouble }
        #expect(try Self.limits(kernel) == [500] && kernel.count(of: Self.dump) == 1)
    }

    @Test(
        arguments: zip(
            [ScriptedKernel.Trouble.otherType, .otherFamily, .cut, .silence],
            ["not asked for", "not asked for", "in the middle of a message", "no answer"]))
    func aWrongAnswerIsAnErrorAtOnce(_ trouble: ScriptedKernel.Trouble, _ words: String) throws {
        let error = try #require(throws: TrafficControlError.self) {
            try TrafficControlSession(Self.kernel { $0.type == Self.dump ? trouble : nil }).capture()
        }
        #expect(error.description.contains(words), "\(error)")
    }

    // MARK: changes

    private static func step(_ verb: TrafficControlStep.Verb, _ handle: UInt32) -> TrafficControlStep {
        let qdisc = Qdisc(Qdisc.FQCoDel(), parent: .root, handle: Handle(rawValue: handle << 16))
        var step = TrafficControlStep(link: "d0", verb, .qdisc(qdisc))
        if verb == .add { step.undo = [Self.step(.delete, handle)] }
        return step
    }

    @Test func aRefusalTakesBackWhatWasDone() throws {
        var added = 0
        let kernel = Self.kernel(change: { request in
            guard request.type == UInt16(RTM_NEWQDISC) else { return [] }
            added += 1
            return added == 2 ? [.refusal(EINVAL, "Invalid limit.")] : []
        })
        let outcome = try TrafficControlSession(kernel).carryOut([Self.step(.add, 1), Self.step(.add, 2)])
        let failure = try #require(outcome.failure)
        #expect(failure.kernelMessage == "Invalid limit" && failure.errno == EINVAL && outcome.notUndone == [])
        #expect(kernel.count(of: UInt16(RTM_DELQDISC)) == 1)
    }

    /// Whether it was done is not known, so it is taken back.
    @Test(arguments: [ScriptedKernel.Trouble.lost, .overrun, .truncated, .cut, .silence])
    func aLostAnswerTakesBackToo(_ trouble: ScriptedKernel.Trouble) throws {
        let kernel = Self.kernel(spoils: { $0.type == UInt16(RTM_NEWQDISC) ? trouble : nil }, change: { _ in [.message(0x100, [0])] })
        let outcome = try TrafficControlSession(kernel).carryOut([Self.step(.add, 1)])
        #expect(outcome.failure?.description.contains(trouble == .silence ? "no answer" : "did not fit") == true, "\(outcome)")
        #expect(kernel.count(of: UInt16(RTM_DELQDISC)) == 1)
    }

    /// An attribute that can't be longer than 65531 bytes is refused before anything is sent.
    @Test func whatNoAttributeHoldsIsNotSent() throws {
        var step = Self.step(.add, 1)
        let raw = RawOptions(kind: "unheard_of", payload: [UInt8](repeating: 0, count: 70_000))
        step.object = .qdisc(Qdisc(raw, parent: .root))
        let kernel = Self.kernel()
        let outcome = try TrafficControlSession(kernel).carryOut([step])
        #expect(outcome.failure?.message.contains("cannot be encoded for the kernel") == true, "\(outcome)")
        #expect(kernel.count(of: UInt16(RTM_NEWQDISC)) == 0)
    }

    /// Kinds since Linux 5.2 refuse options that are not marked as a nest, which a dump does not do (dualpi2, ets). A structure is none.
    @Test(arguments: [([8, 0, 1, 0, 5, 0, 0, 0], 0x80), ([5, 0, 0, 0], 0), ([], 0)] as [([UInt8], UInt8)])
    func optionsOfUnknownKindsAreMarkedAsTheNestThatTheyAre(_ payload: [UInt8], _ mark: UInt8) throws {
        let sent = try TrafficControlStep(link: "d0", .add, .qdisc(Qdisc(RawOptions(kind: "new", payload: payload), parent: .root)))
            .requests(Self.names)
        #expect(Array(sent.suffix(payload.count + 4)) == (payload.isEmpty ? [0x6e, 0x65, 0x77, 0] : [UInt8(payload.count + 4), 0, 2, mark] + payload))
    }

    private static let names = {
        var names = InterfaceTable()
        names.add("d0", 7)
        return names
    }()

    /// An attribute that no table knows is sent with the flags that it came with.
    @Test func anUnknownAttributeKeepsItsFlags() throws {
        let kernel = ScriptedKernel { request in
            guard request.type == Self.dump else { return [] }
            return [
                Self.object(Int(RTM_NEWQDISC), handle: 0x1_0000, parent: .max) { writer in
                    writer.put(Int(TCA_KIND), text: "fq_codel")
                    writer.nest(Int(TCA_OPTIONS)) { options in options.nest(200) { $0.put(0x4001, UInt16(1)) } }
                }
            ]
        }
        let qdisc = try #require(try TrafficControlSession(kernel).qdiscs(InterfaceTable())[7]?.first)
        #expect(qdisc.unknown == [RawAttribute(type: 0x80c8, payload: [6, 0, 1, 0x40, 1, 0, 0, 0])])
        let sent = try TrafficControlStep(link: "d0", .add, .qdisc(qdisc)).requests(Self.names)
        #expect(sent.suffix(12) == [12, 0, 0xc8, 0x80, 6, 0, 1, 0x40, 1, 0, 0, 0])
    }
}
