internal import CNetlink
internal import Glibc
internal import Netlink
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
        let connection: Connection
        do {
            connection = Connection(try Socket(.route))
        } catch {
            throw Failure(description: "cannot talk to the kernel about links: \(error.message)")
        }
        for link in links {
            var refusal: KernelError?
            for kind in link.kernelKinds + plainKinds {
                refusal = add(link, kind, connection)
                if refusal?.kind != .unsupported { break }
            }
            if let refusal {
                throw Failure(description: "cannot make a stand-in for link `\(link.name)`: \(refusal.kernelMessage ?? refusal.message)")
            }
        }
    }

    private static func add(_ link: StandInLink, _ kind: String, _ connection: Connection) -> KernelError? {
        let request = MessageWriter(capacity: 256)
        request.begin(type: UInt16(RTM_NEWLINK), flags: UInt16(NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL))
        // struct ifinfomsg: the last two are the flags, and those of them that count.
        for number in [0, 0, UInt32(IFF_UP), UInt32(IFF_UP)] { request.append(number) }
        request.put(IFLA_IFNAME, text: link.name)
        request.put(IFLA_NUM_TX_QUEUES, link.transmitQueues)
        request.put(IFLA_NUM_RX_QUEUES, link.transmitQueues)
        if let lower = link.lower, kind == "vlan" {
            let index = if_nametoindex(lower)
            guard index > 0 else { return KernelError(errno: EOPNOTSUPP) }
            request.put(IFLA_LINK, index)
        }
        request.nest(IFLA_LINKINFO) { info in
            info.put(IFLA_INFO_KIND, text: kind)
            info.nest(IFLA_INFO_DATA) { data in
                switch link.kind {
                case .vxlan(let id) where kind == "vxlan":
                    data.put(IFLA_VXLAN_ID, id)
                    data.put(IFLA_VXLAN_PORT, UInt16(4789).bigEndian)
                case .vlan(let id, _) where kind == "vlan": data.put(IFLA_VLAN_ID, id)
                default: break
                }
            }
        }
        request.end()
        do {
            try connection.ask(request, answeredBy: UInt16(RTM_NEWLINK)) { _ in }
            return nil
        } catch {
            return error
        }
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
