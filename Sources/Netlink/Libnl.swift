internal import CNl
internal import Glibc

/// A socket of libnl.
final class Libnl: SocketLibrary {
    private let socket: OpaquePointer
    private var room: Int
    private var received: UnsafeMutablePointer<UInt8>?

    /// - Parameter room: the room for a datagram. Dumps come in 32 KiB, unless a single object is longer than that.
    init(protocol number: Int32, room: Int = 64 << 10) throws(KernelError) {
        guard let socket = nl_socket_alloc() else { throw KernelError(errno: ENOMEM) }
        self.socket = socket
        self.room = room
        try Self.check(nl_connect(socket, number), "can't open a socket")
        try Self.check(nl_socket_set_nonblocking(socket), "can't open a socket")
        nl_socket_set_msg_buf_size(socket, room)
    }

    deinit {
        free(received)
        nl_socket_free(socket)
    }

    var descriptor: Int32 { nl_socket_get_fd(socket) }
    var port: UInt32 { nl_socket_get_local_port(socket) }

    func send(_ bytes: UnsafeRawBufferPointer) throws(KernelError) {
        // Nothing is written to the bytes.
        let start = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
        var code = nl_sendto(socket, start, bytes.count)
        while code == -NLE_INTR { code = nl_sendto(socket, start, bytes.count) }
        try Self.check(code, "can't send to the kernel")
    }

    func receive() throws(KernelError) -> Reception {
        free(received)
        received = nil
        var sender = sockaddr_nl()
        let count = nl_recv(socket, &sender, &received, nil)
        switch count {
        case 0, -NLE_AGAIN: return .nothing
        // libnl's word for ENOBUFS.
        case -NLE_NOMEM: return .overrun
        case -NLE_MSG_TRUNC:
            room *= 2
            nl_socket_set_msg_buf_size(socket, room)
            return .truncated
        default:
            try Self.check(count, "can't receive from the kernel")
            return .datagram(UnsafeRawBufferPointer(start: received, count: Int(count)))
        }
    }

    private static func check(_ code: Int32, _ what: String) throws(KernelError) {
        guard code < 0 else { return }
        throw KernelError(.connection, "\(what): \(nl_geterror(code).map { String(cString: $0).lowercased() } ?? "error \(-code)")")
    }
}
