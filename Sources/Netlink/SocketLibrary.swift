/// The part of a socket that a C library does: libnl for rtnetlink and generic netlink, libmnl for nfnetlink. Closed on `deinit`.
protocol SocketLibrary: AnyObject {
    var descriptor: Int32 { get }
    /// The number that the kernel addresses its answers to.
    var port: UInt32 { get }

    func send(_ bytes: UnsafeRawBufferPointer) throws(KernelError)

    /// Receives a datagram if one is queued. After a datagram that was too long, there is more room for the next one.
    func receive() throws(KernelError) -> Reception
}
