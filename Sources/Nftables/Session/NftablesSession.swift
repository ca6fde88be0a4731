internal import CNftnl
import Netfilter
internal import Netlink
import WeirModel

/// A connection to nf_tables in the network namespace of the thread that opens it.
package final class NftablesSession {
    let connection: Connection
    /// For requests, which are small; a batch has its own writer.
    private let request = RulesetWriter()

    /// `NftablesError` where the kernel has no netfilter netlink.
    package convenience init() throws {
        do {
            self.init(try Socket(.netfilter))
        } catch {
            throw NftablesError(error, subject: "opening a netlink socket")
        }
    }

    init(_ transport: any Transport) { connection = Connection(transport) }

    /// The number of elements in one query. The answers must fit in the receive buffer, with the kernel's overhead for each.
    lazy var elementsPerQuestion = min(max(connection.receiveBuffer / 2048, 16), 2000)

    /// The ruleset's generation: any transaction moves it (`NFTA_GEN_ID`).
    package func generation() throws -> UInt32 {
        var generation: UInt32?
        try ask(NFT_MSG_GETGEN, family: 0, subject: "reading the generation") { message in
            var attributes = AttributeDecoder(message.attributes)
            generation = attributes.u32(NFTA_GEN_ID)
        }
        guard let generation else { throw NftablesError.malformed("no generation") }
        return generation
    }

    /// Sends one `NFT_MSG_GET*` and passes on its answers. The first error of `each` is thrown after the last answer.
    func ask(
        _ type: nf_tables_msg_types, family: UInt8, flags: Int32 = NLM_F_ACK, subject: String,
        attributes: (RulesetWriter) -> Void = { _ in }, each: (Message) throws -> Void
    ) throws {
        request.removeAll()
        request.begin(type, family: family, flags: flags)
        attributes(request)
        request.end()
        var failure: (any Error)?
        do {
            // Each NFT_MSG_GET* is one more than the NFT_MSG_NEW* that answers it.
            try connection.ask(request, answeredBy: Message.type(type) - 1) { message in
                if failure != nil { return }
                do { try each(message) } catch { failure = error }
            }
        } catch {
            throw NftablesError(error, subject: subject)
        }
        if let failure { throw failure }
    }

    /// Requests all objects of a kind. Every message must be of this generation.
    func dump(
        _ type: nf_tables_msg_types, family: UInt8, generation: UInt32, subject: String,
        attributes: (RulesetWriter) -> Void = { _ in }, each: (Message) throws -> Void
    ) throws {
        try ask(type, family: family, flags: NLM_F_DUMP, subject: subject, attributes: attributes) { message in
            guard message.generation == UInt16(truncatingIfNeeded: generation) else {
                throw NftablesError(.interrupted, subject: subject)
            }
            try each(message)
        }
    }
}
