import CNftnl
import CNl
import Glibc
import Tags
import Testing

@testable import Netlink

/// Sockets of both libraries with the kernel at the other end.
@Suite(.tags(.kernel)) struct SocketTests {
    enum Library: CaseIterable, Sendable {
        case libnl
        case libmnl

        func socket(room: Int) throws -> any SocketLibrary {
            switch self {
            case .libnl: try Libnl(protocol: NETLINK_ROUTE, room: room)
            case .libmnl: try Libmnl(protocol: NETLINK_NETFILTER, room: room)
            }
        }

        /// RTM_GETLINK of a link that does not exist, NFT_MSG_GETGEN. Without privileges nfnetlink answers with a refusal.
        var request: (type: UInt16, body: [UInt8]) {
            switch self {
            case .libnl: (UInt16(RTM_GETLINK), [0, 0, 0, 0, 255, 255, 255, 127, 0, 0, 0, 0, 0, 0, 0, 0])
            case .libmnl: (UInt16(NFNL_SUBSYS_NFTABLES) << 8 | UInt16(NFT_MSG_GETGEN.rawValue), [0, 0, 0, 0])
            }
        }

        func send(_ count: Int, through socket: any SocketLibrary) throws {
            let writer = MessageWriter()
            for number in 0..<count {
                writer.begin(type: request.type, flags: UInt16(NLM_F_ACK), sequence: UInt32(number + 1))
                writer.append(request.body)
                writer.end()
            }
            try withExtendedLifetime(writer) { try socket.send(writer.bytes) }
        }
    }

    @Test(arguments: Library.allCases) func anAnswerHasThePortOfItsSocket(_ library: Library) throws {
        let socket = try library.socket(room: 4096)
        #expect(socket.port != 0)
        try library.send(1, through: socket)
        guard case .datagram(let bytes) = try socket.receive() else {
            Issue.record("no answer")
            return
        }
        let message = try #require(MessageSequence(bytes).first { _ in true })
        #expect(message.sequence == 1 && message.port == socket.port)
        if library == .libnl { #expect(Acknowledgement(message)?.error?.kind == .noSuchLink) }
    }

    @Test(arguments: Library.allCases) func thereIsNothingToReceive(_ library: Library) throws {
        guard case .nothing = try library.socket(room: 4096).receive() else {
            Issue.record("received what was not asked for")
            return
        }
    }

    /// `MSG_TRUNC`: after each datagram that was too long there is more room.
    @Test(arguments: Library.allCases) func aDatagramThatIsTooLongMakesRoom(_ library: Library) throws {
        let socket = try library.socket(room: 8)
        var truncated = 0
        for _ in 0..<10 {
            try library.send(1, through: socket)
            switch try socket.receive() {
            case .truncated: truncated += 1
            case .datagram(let bytes):
                var messages = MessageSequence(bytes)
                #expect(messages.next()?.sequence == UInt32(1) && truncated > 0)
                return
            case .nothing, .overrun: Issue.record("neither truncated nor whole")
            }
        }
        Issue.record("truncated \(truncated) times")
    }

    /// `ENOBUFS`: the answers to requests that were sent together do not fit in the socket's buffer.
    @Test(arguments: Library.allCases) func lostAnswersAreAnOverrun(_ library: Library) throws {
        let socket = try library.socket(room: 4096)
        var smallest: Int32 = 1
        setsockopt(socket.descriptor, SOL_SOCKET, SO_RCVBUF, &smallest, socklen_t(MemoryLayout<Int32>.size))
        try library.send(500, through: socket)
        var overruns = 0
        for _ in 0..<600 {
            switch try socket.receive() {
            case .overrun: overruns += 1
            case .datagram, .truncated: break
            case .nothing:
                #expect(overruns == 1)
                return
            }
        }
        Issue.record("answers without an end")
    }
}
