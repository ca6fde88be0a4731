internal import CNftnl
import Netfilter
internal import Netlink
import WeirModel

/// What became of a batch.
public enum CommitResult: Sendable {
    /// The kernel said so; the ruleset's generation is now this one.
    case committed(generation: UInt32)
    /// The ruleset moved on since the generation that was named; nothing was applied.
    case stale
    /// The kernel refused; nothing was applied. The first error is the cause, others may follow from it.
    case failed([NftablesError])
    /// The kernel said neither; why it is not known whether it was applied.
    case unproven(String)
}

extension Session {
    /// Sends the operations as one transaction: all of them are applied, or none.
    ///
    /// With a generation it is a compare-and-swap: applied only if the ruleset still has it. Throws what kept the batch from being sent.
    public func commit(_ operations: [Operation], generation: UInt32?) throws -> CommitResult {
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
        // A batch in which nothing was to be done has no generation of its own.
        if answers.areAcknowledged, !answers.areLost, now == before { return .committed(generation: now) }
        return .unproven(
            answers.areLost
                ? "the kernel's answers did not fit in the socket's buffer"
                : "the kernel answered neither that it committed the batch nor that it did not")
    }

    /// What the kernel would complain of, asked without changing anything: a transaction without its end, which the kernel looks at and drops.
    /// Nothing: it would take the operations, but for what only drivers say when rules of offloaded chains are handed to them.
    public func check(_ operations: [Operation]) throws -> [NftablesError] {
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
