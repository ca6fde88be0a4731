internal import CNftnl
import WeirModel

extension Family {
    /// `NFPROTO_*`.
    var nfproto: UInt8 {
        switch self {
        case .inet: UInt8(NFPROTO_INET)
        case .ip: UInt8(NFPROTO_IPV4)
        case .arp: UInt8(NFPROTO_ARP)
        case .netdev: UInt8(NFPROTO_NETDEV)
        case .bridge: UInt8(NFPROTO_BRIDGE)
        case .ip6: UInt8(NFPROTO_IPV6)
        }
    }

    init?(nfproto: UInt8) {
        guard let family = Family.allCases.first(where: { $0.nfproto == nfproto }) else { return nil }
        self = family
    }
}

extension Hook {
    /// The number that a family has for its hook; nil where it has none.
    func number(in family: Family) -> UInt32? { Self.hooks(of: family).firstIndex(of: self).map(UInt32.init) }

    init?(number: UInt32, in family: Family) {
        let hooks = Self.hooks(of: family)
        guard number < hooks.count else { return nil }
        self = hooks[Int(number)]
    }

    /// In the order of their numbers.
    private static func hooks(of family: Family) -> [Hook] {
        switch family {
        case .ip, .ip6, .bridge: [.prerouting, .input, .forward, .output, .postrouting]
        case .inet: [.prerouting, .input, .forward, .output, .postrouting, .ingress]
        case .arp: [.input, .output, .forward]
        case .netdev: [.ingress, .egress]
        }
    }
}
