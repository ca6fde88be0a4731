internal import CNl
internal import Glibc

/// A netlink socket in the network namespace of the thread that opens it. Closed on `deinit`.
///
/// Written over the C library: opening, sending and receiving are one system call each, and neither libnl nor libmnl would save code here
/// or report lost datagrams as values. The socket is connected, so only the kernel can send to it.
public final class Socket: Transport {
    public enum Family {
        case route
        case netfilter
        case generic

        fileprivate var number: Int32 {
            switch self {
            case .route: NETLINK_ROUTE
            case .netfilter: NETLINK_NETFILTER
            case .generic: NETLINK_GENERIC
            }
        }
    }

    private let descriptor: Int32
    private var buffer: UnsafeMutableRawBufferPointer
    private var room = 0

    /// Dumps come in datagrams of 32 KiB.
    private static let bufferSize = 256 << 10

    /// The kernel answers before `send` returns, so an answer that takes longer is lost.
    private static let patience = timeval(tv_sec: 5, tv_usec: 0)

    public init(_ family: Family) throws(KernelError) {
        let descriptor = socket(AF_NETLINK, Int32(SOCK_RAW.rawValue) | Int32(SOCK_CLOEXEC.rawValue), family.number)
        guard descriptor >= 0 else { throw KernelError(errno: errno) }
        var address = sockaddr_nl()
        address.nl_family = sa_family_t(AF_NETLINK)
        let size = socklen_t(MemoryLayout<sockaddr_nl>.size)
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        guard connected == 0 else {
            let number = errno
            close(descriptor)
            throw KernelError(errno: number)
        }
        self.descriptor = descriptor
        buffer = .allocate(byteCount: Self.bufferSize, alignment: 16)
        // Extended acknowledgements name the failing part; a kernel without them still sends the error number. They need not repeat the
        // request.
        set(SOL_NETLINK, NETLINK_EXT_ACK, Int32(1))
        set(SOL_NETLINK, NETLINK_CAP_ACK, Int32(1))
        set(SOL_SOCKET, SO_RCVTIMEO, Self.patience)
        raise(SO_RCVBUFFORCE, SO_RCVBUF, 4 << 20)
        room = sendRoom
    }

    deinit {
        close(descriptor)
        buffer.deallocate()
    }

    @discardableResult
    private func set<Value>(_ level: Int32, _ option: Int32, _ value: Value) -> Bool {
        withUnsafePointer(to: value) { setsockopt(descriptor, level, option, $0, socklen_t(MemoryLayout<Value>.size)) == 0 }
    }

    // MARK: buffers

    public var receiveBuffer: Int { size(SO_RCVBUF) }

    // The kernel keeps 32 bytes for itself.
    private var sendRoom: Int { size(SO_SNDBUF) - 32 }

    public func makeRoom(toSend bytes: Int) -> Int {
        if bytes > room {
            raise(SO_SNDBUFFORCE, SO_SNDBUF, bytes)
            room = sendRoom
        }
        return room
    }

    private func raise(_ force: Int32, _ plain: Int32, _ bytes: Int) {
        guard size(plain) < bytes + 32 else { return }
        // The kernel doubles the value.
        let value = Int32(clamping: bytes / 2 + 64)
        if !set(SOL_SOCKET, force, value) { set(SOL_SOCKET, plain, value) }
    }

    private func size(_ option: Int32) -> Int {
        var value: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, option, &value, &size) == 0 ? Int(value) : 0
    }

    // MARK: datagrams

    public func send(_ bytes: UnsafeRawBufferPointer) throws(KernelError) {
        while Glibc.send(descriptor, bytes.baseAddress, bytes.count, 0) < 0 {
            if errno != EINTR { throw Self.failure("can't send to the kernel", errno) }
        }
    }

    public func receive(waiting: Bool) throws(KernelError) -> Reception {
        // MSG_TRUNC: return the datagram's length even if it does not fit.
        let flags = Int32(MSG_TRUNC) | (waiting ? 0 : Int32(MSG_DONTWAIT))
        while true {
            let count = recv(descriptor, buffer.baseAddress, buffer.count, flags)
            if count > buffer.count {
                buffer.deallocate()
                buffer = .allocate(byteCount: count, alignment: 16)
                return .truncated
            }
            if count >= 0 { return .datagram(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count])) }
            switch errno {
            case EINTR: continue
            case EAGAIN: return .nothing
            case ENOBUFS: return .overrun
            default: throw Self.failure("can't receive from the kernel", errno)
            }
        }
    }

    private static func failure(_ what: String, _ number: Int32) -> KernelError {
        var error = KernelError(errno: number)
        error.message = "\(what): \(error.message)"
        return error
    }
}
