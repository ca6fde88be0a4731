internal import CNl
internal import WeirModel

/// `ETHTOOL_MSG_CHANNELS_GET`, `ETHTOOL_GCHANNELS`. The attributes keep the order of `struct ethtool_channels`.
enum Channels {
    static func decode(_ attributes: Attributes) -> NICProfile.Channels {
        limits { attributes[$0 + 2]?.u32 }
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
        var rings = limits { attributes[$0 + 2]?.u32 }
        rings.receiveBufferLength = attributes[ETHTOOL_A_RINGS_RX_BUF_LEN]?.u32
        rings.completionSize = attributes[ETHTOOL_A_RINGS_CQE_SIZE]?.u32
        rings.transmitPush = attributes[ETHTOOL_A_RINGS_TX_PUSH]?.u8.map { $0 != 0 }
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
