/// The messages that the kernel sends to a multicast group, in the network namespace of the thread that subscribes. Not thread-safe.
public final class Subscription {
    private let socket: Socket

    /// Room for bursts: a message that finds none is lost.
    private static let room = 32 << 20

    /// - Parameter group: the number of the group, such as `NFNLGRP_NFTRACE`.
    public init(_ family: Socket.Family, group: Int32) throws(KernelError) {
        socket = try Socket(family)
        try socket.join(group: group, room: Self.room)
    }

    /// The outcome of a wait.
    public enum Arrival: Sendable {
        case messages
        /// Nothing came in time.
        case nothing
        /// Messages were lost: the receive buffer was full.
        case lost
    }

    /// Passes on the messages of the next datagram.
    public func receive(within milliseconds: Int32, _ each: (Message) -> Void) throws(KernelError) -> Arrival {
        switch try socket.receive(within: milliseconds) {
        case .nothing: return .nothing
        case .overrun, .truncated: return .lost
        case .datagram(let bytes):
            var messages = MessageSequence(bytes)
            while let message = messages.next() { each(message) }
            return messages.isWhole ? .messages : .lost
        }
    }
}
