internal import CNl
internal import Glibc
import WeirModel

/// Links without a cable, with the names of real ones, so that a policy can be tried where the real ones are not.
public enum StandInLinks {
    public struct Failure: Error, Sendable, CustomStringConvertible {
        public var description: String
    }

    /// Of a plain link's, the first kind that the kernel has is used.
    private static let plainKinds = ["dummy", "ifb", "veth", "bridge"]

    /// Makes the links in the calling thread's network namespace, and sets them up.
    public static func make(_ links: [StandInLink]) throws(Failure) {
        guard !links.isEmpty else { return }
        guard let socket = nl_socket_alloc() else { throw Failure(description: "out of memory") }
        defer { nl_socket_free(socket) }
        let connected = nl_connect(socket, NETLINK_ROUTE)
        guard connected == 0 else { throw Failure(description: "cannot talk to the kernel about links: \(words(connected))") }
        for link in links {
            var result: Int32 = 0
            for kind in link.kernelKinds + plainKinds {
                result = add(link, kind: kind, socket)
                if result != -Int32(NLE_OPNOTSUPP) { break }
            }
            guard result == 0 else { throw Failure(description: "cannot make a stand-in for link `\(link.name)`: \(words(result))") }
        }
    }

    private static func add(_ standIn: StandInLink, kind: String, _ socket: OpaquePointer) -> Int32 {
        guard let link = rtnl_link_alloc() else { return -Int32(NLE_NOMEM) }
        defer { rtnl_link_put(link) }
        rtnl_link_set_name(link, standIn.name)
        rtnl_link_set_num_tx_queues(link, standIn.transmitQueues)
        rtnl_link_set_num_rx_queues(link, standIn.transmitQueues)
        rtnl_link_set_flags(link, UInt32(IFF_UP))
        let typed = rtnl_link_set_type(link, kind)
        guard typed == 0 else { return typed }
        switch standIn.kind {
        case .vxlan(let id) where kind == "vxlan":
            rtnl_link_vxlan_set_id(link, id)
            rtnl_link_vxlan_set_port(link, 4789)
        case .vlan(let id, let lower) where kind == "vlan":
            let index = if_nametoindex(lower)
            guard index > 0 else { return -Int32(NLE_OPNOTSUPP) }
            rtnl_link_set_link(link, Int32(index))
            rtnl_link_vlan_set_id(link, id)
        default: break
        }
        return rtnl_link_add(socket, link, NLM_F_CREATE | NLM_F_EXCL)
    }

    private static func words(_ error: Int32) -> String {
        nl_geterror(error).map { String(cString: $0).lowercased() } ?? "error \(error)"
    }
}

extension StandInLink {
    /// What the kernel calls the kind; nothing for a plain link.
    fileprivate var kernelKinds: [String] {
        switch kind {
        case .plain: []
        case .ifb: ["ifb"]
        case .bridge: ["bridge"]
        case .vxlan: ["vxlan"]
        case .vlan: ["vlan"]
        }
    }
}
