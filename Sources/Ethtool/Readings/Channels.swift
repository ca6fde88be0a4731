internal import CNl
internal import Netlink
internal import WeirModel

/// `ETHTOOL_MSG_CHANNELS_GET`, `ETHTOOL_GCHANNELS`. The attributes keep the order of `struct ethtool_channels`.
enum Channels {
    static func decode(_ attributes: Attributes) -> NICProfile.Channels {
        limits { attributes[attribute: $0 + 2]?.number(UInt32.self) }
    }

    /// The ioctl writes zero for a kind that the driver lacks.
    static func read(_ ioctl: EthtoolIoctl) throws(KernelError) -> NICProfile.Channels {
        let words = try ioctl.words(ETHTOOL_GCHANNELS, count: 9)
        return limits { words[$0 % 4 + 1] == 0 ? nil : words[$0 + 1] }
    }

    private static func limits(_ word: (Int) -> UInt32?) -> NICProfile.Channels {
        func limited(_ index: Int) -> NICProfile.Limited? {
            let limited = NICProfile.Limited(current: word(index + 4), maximum: word(index))
            return limited.current == nil && limited.maximum == nil ? nil : limited
        }
        return .init(receive: limited(0), transmit: limited(1), other: limited(2), combined: limited(3))
    }
}

/// `ETHTOOL_MSG_RINGS_GET`, `ETHTOOL_GRINGPARAM`. The attributes keep the order of `struct ethtool_ringparam`.
enum Rings {
    static func decode(_ attributes: Attributes) -> NICProfile.Rings {
        var rings = limits { attributes[attribute: $0 + 2]?.number(UInt32.self) }
        rings.receiveBufferLength = attributes[attribute: ETHTOOL_A_RINGS_RX_BUF_LEN]?.number(UInt32.self)
        rings.completionSize = attributes[attribute: ETHTOOL_A_RINGS_CQE_SIZE]?.number(UInt32.self)
        rings.transmitPush = attributes[attribute: ETHTOOL_A_RINGS_TX_PUSH]?.number(UInt8.self).map { $0 != 0 }
        return rings
    }

    static func read(_ ioctl: EthtoolIoctl) throws(KernelError) -> NICProfile.Rings {
        let words = try ioctl.words(ETHTOOL_GRINGPARAM, count: 9)
        return limits { words[$0 % 4 + 1] == 0 ? nil : words[$0 + 1] }
    }

    private static func limits(_ word: (Int) -> UInt32?) -> NICProfile.Rings {
        func limited(_ index: Int) -> NICProfile.Limited? {
            let limited = NICProfile.Limited(current: word(index + 4), maximum: word(index))
            return limited.current == nil && limited.maximum == nil ? nil : limited
        }
        return .init(receive: limited(0), receiveMini: limited(1), receiveJumbo: limited(2), transmit: limited(3))
    }
}
