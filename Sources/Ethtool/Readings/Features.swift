internal import CNl
internal import Netlink
internal import WeirModel

/// `ETHTOOL_MSG_FEATURES_GET`, and `ETHTOOL_GFEATURES` on a kernel that lacks it.
enum Features {
    static func decode(_ attributes: Attributes) -> [String: FeatureState] {
        var states: [String: FeatureState] = [:]
        let hardware = Bitset(attributes[attribute: ETHTOOL_A_FEATURES_HW])
        // HW carries a mask of all bits, and with it every name that this kernel knows.
        for bit in hardware.bits where !bit.name.isEmpty {
            states[bit.name] = FeatureState(hardware: bit.isSet, wanted: false, active: false)
        }
        let sets: [(Int, WritableKeyPath<FeatureState, Bool>)] = [
            (ETHTOOL_A_FEATURES_WANTED, \.wanted), (ETHTOOL_A_FEATURES_ACTIVE, \.active),
            (ETHTOOL_A_FEATURES_NOCHANGE, \.neverChanged),
        ]
        for (type, field) in sets {
            for name in Bitset(attributes[attribute: type]).names where !name.isEmpty {
                states[name, default: FeatureState(hardware: false, wanted: false, active: false)][keyPath: field] = true
            }
        }
        return states
    }

    static func read(_ ioctl: EthtoolIoctl) throws(KernelError) -> [String: FeatureState] {
        let names = try ioctl.strings(ETH_SS_FEATURES)
        let blocks = (names.count + 31) / 32
        // struct ethtool_gfeatures: command, number of blocks; a block is available, requested, active, never changed.
        var memory = [UInt8](repeating: 0, count: 8 + blocks * 16)
        memory.store(UInt32(blocks), at: 4)
        try ioctl.call(ETHTOOL_GFEATURES, &memory)
        var states: [String: FeatureState] = [:]
        for (index, name) in names.enumerated() where !name.isEmpty {
            let block = 8 + index / 32 * 16
            func bit(_ word: Int) -> Bool {
                let word: UInt32 = memory.number(at: block + word * 4) ?? 0
                return word >> (index % 32) & 1 == 1
            }
            states[name] = FeatureState(hardware: bit(0), wanted: bit(1), active: bit(2), neverChanged: bit(3))
        }
        return states
    }
}
