internal import CNl
internal import Netlink
internal import WeirModel

/// `ETHTOOL_MSG_LINKMODES_GET` and `ETHTOOL_MSG_LINKSTATE_GET`.
enum Speed {
    static func decode(_ attributes: Attributes) -> NICProfile.LinkSpeed {
        var speed = NICProfile.LinkSpeed()
        // SPEED_UNKNOWN is all ones; some drivers report 0.
        speed.megabits = attributes[attribute: ETHTOOL_A_LINKMODES_SPEED]?.number(UInt32.self).flatMap { $0 == .max || $0 == 0 ? nil : $0 }
        speed.duplex =
            switch attributes[attribute: ETHTOOL_A_LINKMODES_DUPLEX]?.number(UInt8.self).map(Int32.init) {
            case DUPLEX_HALF: .half
            case DUPLEX_FULL: .full
            default: nil
            }
        speed.autonegotiation = attributes[attribute: ETHTOOL_A_LINKMODES_AUTONEG]?.number(UInt8.self).map { $0 != 0 }
        return speed
    }

    static func carrier(_ attributes: Attributes) -> Bool? {
        attributes[attribute: ETHTOOL_A_LINKSTATE_LINK]?.number(UInt8.self).map { $0 != 0 }
    }
}
