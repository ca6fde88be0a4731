internal import CNl
internal import Glibc
internal import Netlink
import WeirModel

/// Links without a cable, with the names of real ones, so that a policy can be tried where the real ones are not.
package enum StandInLinks {
    package struct Failure: Error, Sendable, CustomStringConvertible {
        package var description: String
    }

    /// Of a plain link's, the first kind that the kernel has is used.
    private static let plainKinds = ["dummy", "ifb", "veth", "bridge"]

    /// Makes the links in the calling thread's network namespace, and sets them up.
    package static func make(_ links: [StandInLink]) throws(Failure) {
        guard !links.isEmpty else { return }
        let connection: Connection
        do {
            connection = Connection(try Socket(.route))
        } catch {
            throw Failure(description: "cannot talk to the kernel about links: \(error.message)")
        }
        for link in links {
            var refusal: KernelError?
            for kind in link.kernelKinds + plainKinds {
                refusal = add(link, kind: kind, connection)
                if refusal?.kind != .unsupported { break }
            }
            if let refusal {
                throw Failure(description: "cannot make a stand-in for link `\(link.name)`: \(refusal.kernelMessage ?? refusal.message)")
            }
        }
    }

    private static func add(_ standIn: StandInLink, kind: String, _ connection: Connection) -> KernelError? {
        guard let link = rtnl_link_alloc() else { return KernelError(errno: ENOMEM) }
        defer { rtnl_link_put(link) }
        rtnl_link_set_name(link, standIn.name.outsideBytes.map(CChar.init(bitPattern:)) + [0])
        rtnl_link_set_num_tx_queues(link, standIn.transmitQueues)
        rtnl_link_set_num_rx_queues(link, standIn.transmitQueues)
        rtnl_link_set_flags(link, UInt32(IFF_UP))
        guard rtnl_link_set_type(link, kind) == 0 else { return KernelError(errno: ENOMEM) }
        switch standIn.kind {
        case .vxlan(let id) where kind == "vxlan":
            rtnl_link_vxlan_set_id(link, id)
            rtnl_link_vxlan_set_port(link, 4789)
        case .vlan(let id, let lower) where kind == "vlan":
            let index = if_nametoindex(lower)
            guard index > 0 else { return KernelError(errno: EOPNOTSUPP) }
            rtnl_link_set_link(link, Int32(index))
            rtnl_link_vlan_set_id(link, id)
        default: break
        }
        var message: OpaquePointer?
        let flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL
        guard rtnl_link_build_add_request(link, flags, &message) == 0, let message, let header = nlmsg_hdr(message) else {
            return KernelError(errno: ENOMEM)
        }
        defer { nlmsg_free(message) }
        let request = MessageWriter(capacity: 256)
        request.append(bytes: UnsafeRawBufferPointer(start: header, count: Int(header.pointee.nlmsg_len)))
        do {
            try connection.ask(request, answeredBy: UInt16(RTM_NEWLINK)) { _ in }
            return nil
        } catch {
            return error
        }
    }
}

extension StandInLink {
    /// The kernel's names for the kind; empty for a plain link.
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
