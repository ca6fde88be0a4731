/// Where datagrams go to and come from: the kernel, or in tests a script.
public protocol Transport: AnyObject {
    /// Makes room for what is sent at once. Returns how many bytes that may be.
    func makeRoom(toSend bytes: Int) -> Int

    /// Sends it all at once.
    func send(_ bytes: UnsafeRawBufferPointer) throws(KernelError)

    func receive(waiting: Bool) throws(KernelError) -> Reception

    /// Bytes that may wait to be received, as the kernel counts them.
    var receiveBuffer: Int { get }
}

/// What a reception gave.
public enum Reception {
    /// Valid until the next reception.
    case datagram(UnsafeRawBufferPointer)
    /// Nothing is there: not yet where it does not wait, not in time where it does.
    case nothing
    /// Datagrams were lost before this one.
    case overrun
    /// A datagram was too long, and its rest is lost.
    case truncated
}
