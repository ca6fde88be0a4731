internal import CNl
internal import WeirModel

/// `ETHTOOL_MSG_TSINFO_GET`. No clock is no attribute.
enum Timestamping {
    static func decode(_ attributes: Attributes) -> NICProfile.Timestamping {
        .init(
            capabilities: Bitset(attributes[ETHTOOL_A_TSINFO_TIMESTAMPING]).names,
            transmitModes: Bitset(attributes[ETHTOOL_A_TSINFO_TX_TYPES]).names,
            receiveFilters: Bitset(attributes[ETHTOOL_A_TSINFO_RX_FILTERS]).names,
            clock: attributes[ETHTOOL_A_TSINFO_PHC_INDEX]?.u32)
    }
}
