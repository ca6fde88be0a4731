internal import CNftnl
import Netfilter
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
        let subject = "applying \(operations.count) changes"
        let before = try self.generation()
        let batch = try Batch(operations: operations, generation: generation, firstSequence: socket.nextSequence())
        socket.skipSequences(batch.messages.count)
        try makeRoom(for: batch.writer.count, subject: subject)
        try socket.send(batch.writer.bytes, subject: subject)
        return try outcome(of: batch, operations, before: before, subject: subject)
    }

    /// What the kernel would complain of, asked without changing anything: a transaction without its end, which the kernel looks at and drops.
    /// Nothing: it would take the operations, but for what only drivers say when rules of offloaded chains are handed to them.
    public func check(_ operations: [Operation]) throws -> [NftablesError] {
        if operations.isEmpty { return [] }
        let subject = "asking about \(operations.count) changes"
        let batch = try Batch(operations: operations, generation: nil, firstSequence: socket.nextSequence(), isCheck: true)
        socket.skipSequences(batch.messages.count)
        try makeRoom(for: batch.writer.count, subject: subject)
        try socket.send(batch.writer.bytes, subject: subject)
        var errors: [NftablesError] = []
        var acknowledged = false
        reading: while true {
            switch try socket.receive(waiting: false, subject: subject) {
            case .nothing: break reading
            case .overrun: continue
            case .messages(let messages):
                for answer in messages.compactMap({ ErrorMessage($0) }) {
                    if answer.errno == 0 { acknowledged = true } else { errors.append(batch.error(answer, operations)) }
                }
            }
        }
        guard acknowledged || !errors.isEmpty else {
            throw NftablesError(.connection, subject: subject, message: "the kernel gave no answer")
        }
        return errors
    }

    private func makeRoom(for bytes: Int, subject: String) throws {
        let room = socket.raise(sendBuffer: bytes)
        guard bytes > room else { return }
        throw NftablesError(
            .tooLarge, subject: subject, message: "the batch has \(bytes) bytes, and this socket sends at most \(room) at once",
            help: "run with CAP_NET_ADMIN in the host's own user namespace, or raise net.core.wmem_max to \(bytes / 2 + 64)")
    }

    /// The kernel has dealt with the batch before sending returned, so all that it answers is there.
    private func outcome(of batch: Batch, _ operations: [Operation], before: UInt32, subject: String) throws -> CommitResult {
        var errors: [NftablesError] = []
        var committed: UInt32?
        var acknowledged = false
        var overrun = false
        reading: while true {
            switch try socket.receive(waiting: false, subject: subject) {
            case .nothing: break reading
            case .overrun: overrun = true
            case .messages(let messages):
                for message in messages {
                    if message.nftables == NFT_MSG_NEWGEN.rawValue {
                        var attributes = Attributes(message.attributes)
                        committed = attributes.u32(NFTA_GEN_ID) ?? committed
                    } else if let answer = ErrorMessage(message) {
                        guard answer.errno != 0 else {
                            acknowledged = true
                            continue
                        }
                        if answer.errno == ErrnoMeaning.restart { return .stale }
                        errors.append(batch.error(answer, operations))
                    }
                }
            }
        }
        if !errors.isEmpty { return .failed(errors) }
        if let committed { return .committed(generation: committed) }
        let now = try generation()
        // A batch in which nothing was to be done has no generation of its own.
        if acknowledged, !overrun, now == before { return .committed(generation: now) }
        return .unproven(
            overrun
                ? "the kernel's answers did not fit in the socket's buffer"
                : "the kernel answered neither that it committed the batch nor that it did not")
    }
}
