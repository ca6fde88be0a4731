import CNl
import Glibc
import Netlink
import ScriptedKernel
import Tags
import Testing
import WeirModel

@testable import Ethtool

/// Readers with a kernel of which what it answers is known: no list of links is taken for whole that is not.
@Suite(.tags(.pure)) struct ScriptedReaderTests {
    /// A kernel with a link `eth7`.
    private static func route(spoils: @escaping (ScriptedKernel.Request) -> ScriptedKernel.Trouble? = { _ in nil }) -> ScriptedKernel {
        ScriptedKernel(spoils: spoils) { request in
            guard request.type == UInt16(RTM_GETLINK) else { return [] }
            let link = MessageWriter()
            link.append([0, 0, 1, 0, 7, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0])
            link.put(IFLA_IFNAME, text: "eth7")
            link.put(IFLA_MTU, UInt32(9000))
            return [.message(UInt16(RTM_NEWLINK), link.array)]
        }
    }

    /// One whose family of ethtool has the number 33, and that answers a question for rings.
    private static func generic(spoils: @escaping (ScriptedKernel.Request) -> ScriptedKernel.Trouble? = { _ in nil }) -> ScriptedKernel {
        ScriptedKernel(spoils: spoils) { request in
            let answer = MessageWriter()
            answer.append([1, 1, 0, 0])
            switch (request.type, request.payload.first) {
            case (UInt16(NLMSG_MIN_TYPE), _): answer.put(Int(CTRL_ATTR_FAMILY_ID), UInt16(33))
            case (33, UInt8(ETHTOOL_MSG_RINGS_GET)): answer.put(ETHTOOL_A_RINGS_TX, UInt32(512))
            default: return [.refusal(EOPNOTSUPP, nil)]
            }
            return [.message(request.type, answer.array)]
        }
    }

    private static func links(_ kernel: ScriptedKernel, patience: Int = 30) throws -> [String] {
        try Links(Connection(kernel, patience: patience)).names
    }

    @Test(arguments: ScriptedKernel.Trouble.passing) func aDisturbedListIsAskedForAgain(_ trouble: ScriptedKernel.Trouble) throws {
        var left = 2
        let kernel = Self.route { _ in
            left -= 1
            return left < 0 ? nil : trouble
        }
        #expect(try Self.links(kernel) == ["eth7"] && kernel.requests.count == 3)
    }

    @Test(
        arguments: zip(
            ScriptedKernel.Trouble.passing, ["kept changing", "did not fit", "did not fit", "longer than expected"]))
    func aListThatIsNeverWholeIsAnError(_ trouble: ScriptedKernel.Trouble, _ words: String) throws {
        let kernel = Self.route { _ in trouble }
        let error = try #require(throws: NICError.self) { try Self.links(kernel, patience: 0) }
        #expect(error.description.contains(words) && kernel.requests.count == 1, "\(error)")
    }

    @Test(arguments: [ScriptedKernel.Trouble.otherSequence, .otherPort])
    func anAnswerToAnotherQuestionIsPassedOver(_ trouble: ScriptedKernel.Trouble) throws {
        let kernel = Self.route { _ in trouble }
        #expect(try Self.links(kernel) == ["eth7"] && kernel.requests.count == 1)
    }

    @Test(
        arguments: zip(
            [ScriptedKernel.Trouble.otherType, .otherFamily, .cut, .silence],
            ["not asked for", "not asked for", "in the middle of a message", "no answer"]))
    func aWrongAnswerIsAnErrorAtOnce(_ trouble: ScriptedKernel.Trouble, _ words: String) throws {
        let error = try #require(throws: NICError.self) { try Self.links(Self.route { _ in trouble }) }
        #expect(error.description.contains(words), "\(error)")
    }

    @Test func aFamilyIsFoundAndAsked() throws {
        let family = try #require(try EthtoolFamily(Connection(Self.generic())))
        #expect(try family.get(ETHTOOL_MSG_RINGS_GET, link: 7, Rings.decode).transmit?.current == 512)
        let error = try #require(throws: KernelError.self) { try family.get(ETHTOOL_MSG_FEATURES_GET, link: 7, Features.decode) }
        #expect(try error.reading(asking: "features", of: "eth7") as Reading<Int> == .notSupported)
    }

    /// The reading reports why it has no value; the profile as a whole is fine.
    @Test(
        arguments: zip(
            ScriptedKernel.Trouble.passing + [.otherType],
            ["kept changing", "did not fit", "did not fit", "longer than expected", "not asked for"]))
    func aReadingThatIsNeverWholeSaysWhy(_ trouble: ScriptedKernel.Trouble, _ words: String) throws {
        let family = try #require(try EthtoolFamily(Connection(Self.generic { $0.type == 33 ? trouble : nil }, patience: 0)))
        let error = try #require(throws: KernelError.self) { try family.get(ETHTOOL_MSG_RINGS_GET, link: 7, Rings.decode) }
        guard case .unknown(let why) = try error.reading(asking: "rings", of: "eth7") as Reading<Int> else {
            Issue.record("\(error)")
            return
        }
        #expect(why.hasPrefix("rings: ") && why.contains(words))
    }

    /// A kernel before 5.6: only the ioctl answers.
    @Test func aKernelWithoutTheFamily() throws {
        #expect(try EthtoolFamily(Connection(ScriptedKernel { _ in [.refusal(ENOENT, nil)] })) == nil)
    }
}
