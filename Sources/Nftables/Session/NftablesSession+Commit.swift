internal import CNftnl
import Netfilter
internal import Netlink
import WeirModel

/// The outcome of a batch.
package enum CommitResult: Sendable {
    /// The kernel confirmed the commit; the ruleset now has this generation.
    case committed(generation: UInt32)
    /// The ruleset has changed since the given generation; nothing was applied.
    case stale
    /// The kernel refused; nothing was applied. The first error is the cause, others may follow from it.
    case failed([NftablesError])
    /// The kernel neither confirmed nor refused the batch, for this reason.
    case unproven(String)
}

extension NftablesSession {
    /// Sends the operations as one transaction: all of them are applied, or none.
    ///
    /// With a generation it is a compare-and-swap: applied only if the ruleset still has it. Throws if the batch cannot be sent.
    package func commit(_ operations: [Operation], generation: UInt32?) throws -> CommitResult {
        let before = try self.generation()
        if let generation, generation != before { return .stale }
        if operations.isEmpty { return .committed(generation: before) }
        return try send(operations, generation: generation)
    }

    func send(_ operations: [Operation], generation: UInt32?) throws -> CommitResult {
        let before = try self.generation()
        let batch = try Batch(operations: operations, generation: generation, firstSequence: connection.nextSequence)
        let answers = try answers(to: batch, operations, subject: "applying \(operations.count) changes")
        if answers.errors.contains(where: { $0.kind == .stale }) { return .stale }
        if !answers.errors.isEmpty { return .failed(answers.errors) }
        if let committed = answers.committed { return .committed(generation: committed) }
        let now = try self.generation()
        // A batch without changes has no generation.
        if answers.areAcknowledged, !answers.areLost, now == before { return .committed(generation: now) }
        return .unproven(
            answers.areLost
                ? "the kernel's answers did not fit in the socket's buffer"
                : "the kernel answered neither that it committed the batch nor that it did not")
    }

    /// The errors that the kernel would report, without changing anything: it validates a transaction without an end and drops it.
    /// Empty if the kernel would accept the operations. Drivers, which are given the rules of offloaded chains, are not asked.
    package func check(_ operations: [Operation]) throws -> [NftablesError] {
        if operations.isEmpty { return [] }
        let subject = "asking about \(operations.count) changes"
        let batch = try Batch(operations: operations, generation: nil, firstSequence: connection.nextSequence, isCheck: true)
        let answers = try answers(to: batch, operations, subject: subject)
        guard answers.areAcknowledged || !answers.errors.isEmpty else { throw NftablesError(.unanswered, subject: subject) }
        return answers.errors
    }

    /// The kernel's answers to a batch.
    private struct Answers {
        var errors: [NftablesError] = []
        var committed: UInt32?
        var areAcknowledged = false
        /// Some were lost.
        var areLost = false
    }

    private func answers(to batch: Batch, _ operations: [Operation], subject: String) throws -> Answers {
        connection.takeSequences(batch.messages.count)
        var answers = Answers()
        do {
            answers.areLost = try connection.send(batch.writer.bytes) { message in
                if message.nftables == NFT_MSG_NEWGEN.rawValue {
                    var attributes = AttributeDecoder(message.attributes)
                    answers.committed = attributes.u32(NFTA_GEN_ID) ?? answers.committed
                } else if let answer = Acknowledgement(message) {
                    if let error = answer.error {
                        answers.errors.append(batch.error(error, of: answer.sequence, operations))
                    } else {
                        answers.areAcknowledged = true
                    }
                }
            }
        } catch {
            throw NftablesError(error, subject: subject)
        }
        return answers
    }
}
