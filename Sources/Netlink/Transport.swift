/// Sends and receives datagrams: a socket, or a script in tests.
public protocol Transport: AnyObject {
    /// Makes room for sending that many bytes at once. Returns how many can be sent.
    func makeRoom(toSend bytes: Int) -> Int

    /// Sends it all at once.
    func send(_ bytes: UnsafeRawBufferPointer) throws(KernelError)

    func receive(waiting: Bool) throws(KernelError) -> Reception

    /// The port that the kernel's answers bear. `nlmsg_pid`
    var port: UInt32 { get }

    /// The size of the receive buffer, as the kernel counts it.
    var receiveBuffer: Int { get }
}

/// The outcome of one reception.
public enum Reception {
    /// The bytes are valid until the next reception.
    case datagram(UnsafeRawBufferPointer)
    /// Nothing is queued; when waiting, nothing came in time.
    case nothing
    /// Datagrams were lost.
    case overrun
    /// A datagram was too long; its rest is lost.
    case truncated
}
