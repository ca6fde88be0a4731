internal import CNftnl
import Netfilter
import WeirModel

/// A connection to nf_tables in the network namespace of the thread that opens it.
public final class Session {
    let socket: NetlinkSocket
    /// Requests, which are small; a batch has a writer of its own.
    private let request = MessageWriter()

    /// `NftablesError` where the kernel has no netfilter netlink.
    public init() throws { socket = try NetlinkSocket() }

    /// How many elements are asked for in one request: their answers must fit in the receive buffer, with what the kernel adds to each.
    lazy var elementsPerQuestion = min(max(socket.receiveBuffer / 2048, 16), 2000)

    /// The ruleset's generation: any transaction moves it (`NFTA_GEN_ID`).
    public func generation() throws -> UInt32 {
        var generation: UInt32?
        try ask(NFT_MSG_GETGEN, family: 0, subject: "reading the generation") { message in
            guard message.nftables == NFT_MSG_NEWGEN.rawValue else { return }
            var attributes = Attributes(message.attributes)
            generation = attributes.u32(NFTA_GEN_ID)
        }
        guard let generation else { throw NftablesError.malformed("no generation") }
        return generation
    }

    /// One request and its answers, up to the acknowledgement.
    func ask(
        _ type: nf_tables_msg_types, family: UInt8, subject: String, attributes: (MessageWriter) -> Void = { _ in },
        each: (Message) throws -> Void
    ) throws {
        let sequence = try send(type, family: family, flags: NLM_F_ACK, subject: subject, attributes: attributes)
        var failure: (any Error)?
        while true {
            guard case .messages(let messages) = try socket.receive(waiting: true, subject: subject) else {
                throw NftablesError.answer(ErrnoMeaning.noBuffers, to: subject)
            }
            for message in messages where message.sequence == sequence {
                if let answer = ErrorMessage(message) {
                    if answer.errno != 0 { throw NftablesError.answer(answer.errno, to: subject, kernelMessage: answer.text) }
                    if let failure { throw failure }
                    return
                }
                do { try each(message) } catch { failure = failure ?? error }
            }
        }
    }

    /// What a dump that something disturbed throws; the reader begins again.
    struct Interrupted: Error {}

    /// Asks for all of something. Every message must be of this generation.
    func dump(
        _ type: nf_tables_msg_types, family: UInt8, generation: UInt32, subject: String, attributes: (MessageWriter) -> Void = { _ in },
        each: (Message) throws -> Void
    ) throws {
        let sequence = try send(type, family: family, flags: NLM_F_DUMP, subject: subject, attributes: attributes)
        var interrupted = false
        var failure: (any Error)?
        while true {
            guard case .messages(let messages) = try socket.receive(waiting: true, subject: subject) else {
                throw Interrupted()
            }
            for message in messages where message.sequence == sequence {
                if message.flags & UInt16(NLM_F_DUMP_INTR) != 0 { interrupted = true }
                if message.type == UInt16(NLMSG_DONE) {
                    if interrupted { throw Interrupted() }
                    if let failure { throw failure }
                    let status = message.payload.count >= 4 ? message.payload.loadUnaligned(as: Int32.self) : 0
                    if status < 0, status != .min { throw NftablesError.answer(-status, to: subject) }
                    return
                }
                if let answer = ErrorMessage(message) {
                    throw NftablesError.answer(answer.errno, to: subject, kernelMessage: answer.text)
                }
                // Once it is known that the dump is worth nothing, its rest is only read away.
                if message.generation != UInt16(truncatingIfNeeded: generation) { interrupted = true }
                if interrupted || failure != nil { continue }
                do { try each(message) } catch { failure = error }
            }
        }
    }

    private func send(
        _ type: nf_tables_msg_types, family: UInt8, flags: Int32, subject: String, attributes: (MessageWriter) -> Void
    ) throws -> UInt32 {
        let sequence = socket.nextSequence()
        request.removeAll()
        request.begin(type, family: family, flags: flags, sequence: sequence)
        attributes(request)
        request.end()
        if let failure = request.takeFailure() { throw NftablesError(.tooLarge, subject: subject, message: failure) }
        try socket.send(request.bytes, subject: subject)
        return sequence
    }
}
