internal import CNl
internal import Netlink
internal import WeirModel

/// `ETHTOOL_MSG_TSINFO_GET`. Without a clock the attribute is absent.
enum Timestamping {
    static func decode(_ attributes: Attributes) -> NICProfile.Timestamping {
        .init(
            capabilities: Bitset(attributes[attribute: ETHTOOL_A_TSINFO_TIMESTAMPING]).names,
            transmitModes: Bitset(attributes[attribute: ETHTOOL_A_TSINFO_TX_TYPES]).names,
            receiveFilters: Bitset(attributes[attribute: ETHTOOL_A_TSINFO_RX_FILTERS]).names,
            clock: attributes[attribute: ETHTOOL_A_TSINFO_PHC_INDEX]?.number(UInt32.self))
    }
}
