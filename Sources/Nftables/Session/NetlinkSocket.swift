internal import CNftnl
import Glibc

/// The netlink socket to netfilter. Closed with the value.
final class NetlinkSocket {
    private let socket: OpaquePointer
    private var sequence = UInt32(truncatingIfNeeded: UInt(bitPattern: time(nil)))
    private var buffer: UnsafeMutableRawBufferPointer

    /// Larger than any answer: dumps come in messages of 32 KiB.
    private static let bufferSize = 256 << 10

    init() throws {
        let subject = "opening a netlink socket"
        guard let socket = mnl_socket_open2(NETLINK_NETFILTER, Int32(SOCK_CLOEXEC.rawValue)) else {
            throw NftablesError.answer(errno, to: subject)
        }
        guard mnl_socket_bind(socket, 0, MNL_SOCKET_AUTOPID) == 0 else {
            let number = errno
            mnl_socket_close(socket)
            throw NftablesError.answer(number, to: subject)
        }
        self.socket = socket
        buffer = .allocate(byteCount: Self.bufferSize, alignment: 16)
        // Extended acks are what names the failing part; a kernel without them still says the errno. Answers needn't repeat the request.
        set(NETLINK_EXT_ACK, 1)
        set(NETLINK_CAP_ACK, 1)
        raise(receiveBuffer: 4 << 20)
    }

    deinit {
        mnl_socket_close(socket)
        buffer.deallocate()
    }

    private var descriptor: Int32 { mnl_socket_get_fd(socket) }

    private func set(_ option: Int32, _ value: Int32) {
        var value = value
        _ = mnl_socket_setsockopt(socket, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    func nextSequence() -> UInt32 {
        sequence &+= 1
        return sequence
    }

    /// Numbers that a batch has used.
    func skipSequences(_ count: Int) { sequence &+= UInt32(truncatingIfNeeded: count) }

    // MARK: buffers

    /// Stands for the system's limit, in tests that root runs.
    var largestSend: Int?

    /// Makes room for what is sent at once. Returns how many bytes that may be.
    func raise(sendBuffer bytes: Int) -> Int {
        if let largestSend { return largestSend }
        raise(SO_SNDBUFFORCE, SO_SNDBUF, bytes)
        // The kernel keeps 32 bytes for itself, and counts twice what it was asked for.
        return buffer(SO_SNDBUF) - 32
    }

    func raise(receiveBuffer bytes: Int) { raise(SO_RCVBUFFORCE, SO_RCVBUF, bytes) }

    var receiveBuffer: Int { buffer(SO_RCVBUF) }

    private func raise(_ force: Int32, _ plain: Int32, _ bytes: Int) {
        guard buffer(plain) < bytes + 32 else { return }
        var value = Int32(clamping: bytes / 2 + 64)
        let size = socklen_t(MemoryLayout<Int32>.size)
        if setsockopt(descriptor, SOL_SOCKET, force, &value, size) != 0 { _ = setsockopt(descriptor, SOL_SOCKET, plain, &value, size) }
    }

    private func buffer(_ option: Int32) -> Int {
        var value: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, option, &value, &size) == 0 ? Int(value) : 0
    }

    // MARK: messages

    /// Sends it all at once.
    func send(_ bytes: UnsafeRawBufferPointer, subject: String) throws {
        while mnl_socket_sendto(socket, bytes.baseAddress, bytes.count) < 0 {
            if errno == EINTR { continue }
            throw NftablesError.answer(errno, to: subject)
        }
    }

    /// What a reception gave beside messages.
    enum Reception {
        case messages(MessageSequence)
        /// Nothing is there (only where it does not wait).
        case nothing
        /// Messages were lost.
        case overrun
    }

    /// The messages are valid until the next call.
    func receive(waiting: Bool, subject: String) throws -> Reception {
        while true {
            let count = recv(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_TRUNC) | (waiting ? 0 : Int32(MSG_DONTWAIT)))
            if count >= 0 {
                guard count <= buffer.count else {
                    // The rest of it is gone: the next answer of this size will fit.
                    buffer.deallocate()
                    buffer = .allocate(byteCount: count, alignment: 16)
                    return .overrun
                }
                let messages = MessageSequence(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
                guard messages.isWhole else {
                    throw NftablesError(
                        .malformed, subject: subject, message: "the kernel's answer ends in the midst of a message", help: "try again")
                }
                return .messages(messages)
            }
            switch errno {
            case EINTR: continue
            case EAGAIN: return .nothing
            case ENOBUFS: return .overrun
            default: throw NftablesError.answer(errno, to: subject)
            }
        }
    }
}
