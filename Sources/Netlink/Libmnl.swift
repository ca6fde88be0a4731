internal import CNftnl
internal import Glibc

/// A socket of libmnl.
final class Libmnl: SocketLibrary {
    private let socket: OpaquePointer
    private var buffer: UnsafeMutableRawBufferPointer

    /// - Parameter room: the room for a datagram. Dumps come in 32 KiB.
    init(protocol number: Int32, room: Int = 256 << 10) throws(KernelError) {
        guard let socket = mnl_socket_open2(number, Int32(SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)) else {
            throw KernelError(errno: errno)
        }
        self.socket = socket
        buffer = .allocate(byteCount: room, alignment: 16)
        guard mnl_socket_bind(socket, 0, MNL_SOCKET_AUTOPID) == 0 else { throw KernelError(errno: errno) }
    }

    deinit {
        mnl_socket_close(socket)
        buffer.deallocate()
    }

    var descriptor: Int32 { mnl_socket_get_fd(socket) }
    var port: UInt32 { mnl_socket_get_portid(socket) }

    func send(_ bytes: UnsafeRawBufferPointer) throws(KernelError) {
        while mnl_socket_sendto(socket, bytes.baseAddress, bytes.count) < 0 {
            if errno != EINTR { throw KernelError(errno: errno) }
        }
    }

    func receive() throws(KernelError) -> Reception {
        while true {
            // Not `mnl_socket_recvfrom`: its `recvmsg` takes 0.4 µs longer, and the elements of a set are answered in a datagram each.
            let count = recv(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_TRUNC))
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
            default: throw KernelError(errno: errno)
            }
        }
    }
}
