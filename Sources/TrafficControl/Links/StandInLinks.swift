internal import CNl
internal import Glibc

/// Links without a cable, with the names of real ones, so that a policy can be tried where the real ones are not.
public enum StandInLinks {
    public struct Failure: Error, Sendable, CustomStringConvertible {
        public var description: String
    }

    /// The first kind that the kernel has is used.
    private static let kinds = ["dummy", "ifb", "veth", "bridge"]

    /// Makes the links in the calling thread's network namespace, and sets them up.
    public static func make(_ names: [String]) throws(Failure) {
        guard !names.isEmpty else { return }
        guard let socket = nl_socket_alloc() else { throw Failure(description: "out of memory") }
        defer { nl_socket_free(socket) }
        let connected = nl_connect(socket, NETLINK_ROUTE)
        guard connected == 0 else { throw Failure(description: "cannot talk to the kernel about links: \(words(connected))") }
        for name in names {
            var result: Int32 = 0
            for kind in kinds {
                result = add(name, kind: kind, socket)
                if result != -Int32(NLE_OPNOTSUPP) { break }
            }
            guard result == 0 else { throw Failure(description: "cannot make a stand-in for link `\(name)`: \(words(result))") }
        }
    }

    private static func add(_ name: String, kind: String, _ socket: OpaquePointer) -> Int32 {
        guard let link = rtnl_link_alloc() else { return -Int32(NLE_NOMEM) }
        defer { rtnl_link_put(link) }
        rtnl_link_set_name(link, name)
        rtnl_link_set_num_tx_queues(link, 8)
        rtnl_link_set_num_rx_queues(link, 8)
        rtnl_link_set_flags(link, UInt32(IFF_UP))
        let typed = rtnl_link_set_type(link, kind)
        return typed == 0 ? rtnl_link_add(socket, link, NLM_F_CREATE | NLM_F_EXCL) : typed
    }

    private static func words(_ error: Int32) -> String {
        nl_geterror(error).map { String(cString: $0).lowercased() } ?? "error \(error)"
    }
}
