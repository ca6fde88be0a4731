internal import CNl
internal import Glibc

/// A netlink socket in the network namespace of the thread that opens it. Only the kernel can send to it.
public final class Socket: Transport {
    public enum Family { case route, netfilter, generic }

    private let library: any SocketLibrary

    /// The kernel answers before `send` returns, so an answer that takes longer is lost.
    private static let patience: Int32 = 5000

    public init(_ family: Family) throws(KernelError) {
        library =
            switch family {
            case .route: try Libnl(protocol: NETLINK_ROUTE)
            case .netfilter: try Libmnl(protocol: NETLINK_NETFILTER)
            case .generic: try Libnl(protocol: NETLINK_GENERIC)
            }
        try connectToKernel()
        // Extended acknowledgements name the failing part; a kernel without them still sends the error number. They need not repeat the
        // request.
        set(SOL_NETLINK, NETLINK_EXT_ACK, 1)
        set(SOL_NETLINK, NETLINK_CAP_ACK, 1)
        raise(SO_RCVBUFFORCE, SO_RCVBUF, 4 << 20)
    }

    /// Both libraries bind a socket, to which every privileged process could send.
    private func connectToKernel() throws(KernelError) {
        var kernel = sockaddr_nl()
        kernel.nl_family = sa_family_t(AF_NETLINK)
        let result = withUnsafeBytes(of: &kernel) {
            connect(library.descriptor, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t($0.count))
        }
        guard result == 0 else { throw KernelError(errno: errno) }
    }

    // MARK: buffers

    public var receiveBuffer: Int { size(SO_RCVBUF) }

    public func makeRoom(toSend bytes: Int) -> Int {
        raise(SO_SNDBUFFORCE, SO_SNDBUF, bytes)
        // The kernel keeps 32 bytes for itself.
        return size(SO_SNDBUF) - 32
    }

    private func raise(_ force: Int32, _ plain: Int32, _ bytes: Int) {
        guard size(plain) < bytes + 32 else { return }
        // The kernel doubles the value.
        let value = Int32(clamping: bytes / 2 + 64)
        if !set(SOL_SOCKET, force, value) { set(SOL_SOCKET, plain, value) }
    }

    @discardableResult
    private func set(_ level: Int32, _ option: Int32, _ value: Int32) -> Bool {
        withUnsafePointer(to: value) { setsockopt(library.descriptor, level, option, $0, socklen_t(MemoryLayout<Int32>.size)) == 0 }
    }

    private func size(_ option: Int32) -> Int {
        var value: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(library.descriptor, SOL_SOCKET, option, &value, &size) == 0 ? Int(value) : 0
    }

    // MARK: datagrams

    public var port: UInt32 { library.port }

    public func send(_ bytes: UnsafeRawBufferPointer) throws(KernelError) { try library.send(bytes) }

    public func receive(waiting: Bool) throws(KernelError) -> Reception { try receive(within: waiting ? Self.patience : 0) }

    /// - Parameter milliseconds: how long it may wait for a datagram.
    func receive(within milliseconds: Int32) throws(KernelError) -> Reception {
        let reception = try library.receive()
        guard milliseconds > 0, case .nothing = reception else { return reception }
        var descriptor = pollfd(fd: library.descriptor, events: Int16(POLLIN), revents: 0)
        while poll(&descriptor, 1, milliseconds) < 0, errno == EINTR {}
        return try library.receive()
    }

    // MARK: groups

    /// Receives what the kernel sends to a group from now on, with room for that many bytes that wait. `NETLINK_ADD_MEMBERSHIP`
    func join(group: Int32, room: Int) throws(KernelError) {
        raise(SO_RCVBUFFORCE, SO_RCVBUF, room)
        guard set(SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group) else { throw KernelError(errno: errno) }
    }
}
