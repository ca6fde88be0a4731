@testable import Ethtool

/// What the kernel tells of links.
enum EthtoolUse {
    static func run(_ bytes: [UInt8]) {
        guard let choice = bytes.first else { return }
        let body = bytes.dropFirst()
        let attributes = Attributes(body)
        switch choice % 9 {
        case 0: _ = Features.decode(attributes)
        case 1: _ = Channels.decode(attributes)
        case 2: _ = Rings.decode(attributes)
        case 3: _ = Coalescing.decode(attributes)
        case 4: _ = Timestamping.decode(attributes)
        case 5: _ = TunnelPorts.decode(attributes)
        case 6: _ = Speed.decode(attributes)
        case 7: _ = Ntuple.decode(body, location: 0)
        default:
            guard let link = Links.Link(body) else { return }
            _ = (link.name, link.kind, LinkKinds.vlan(link), LinkKinds.tunnel(link), LinkKinds.xdp(link))
        }
    }
}
