import Netlink

@testable import Ethtool

/// The kernel's answers about links.
enum EthtoolUse {
    static func run(_ bytes: [UInt8]) {
        guard let choice = bytes.first else { return }
        let body = Array(bytes.dropFirst())
        body.withUnsafeBytes { read(Payload($0), choice) }
        if choice % 9 == 7 { _ = Ntuple.decode(body, location: 0) }
    }

    private static func read(_ payload: Payload, _ choice: UInt8) {
        switch choice % 9 {
        case 0: _ = Features.decode(payload.attributes)
        case 1: _ = Channels.decode(payload.attributes)
        case 2: _ = Rings.decode(payload.attributes)
        case 3: _ = Coalescing.decode(payload.attributes)
        case 4: _ = Timestamping.decode(payload.attributes)
        case 5: _ = TunnelPorts.decode(payload.attributes)
        case 6: _ = Speed.decode(payload.attributes)
        default: _ = Links.Link(payload)
        }
    }
}
