internal import CNl
internal import Netlink
internal import WeirModel

/// `ETHTOOL_MSG_COALESCE_GET`, `ETHTOOL_GCOALESCE`: the delays before the card interrupts. Only parameters that the driver has.
enum Coalescing {
    /// ethtool's words in the order of `ETHTOOL_A_COALESCE_*` from 2, which is that of `struct ethtool_coalesce` but for
    /// the last two, which it lacks.
    static let names = [
        "rx-usecs", "rx-frames", "rx-usecs-irq", "rx-frames-irq", "tx-usecs", "tx-frames", "tx-usecs-irq", "tx-frames-irq",
        "stats-block-usecs", "adaptive-rx", "adaptive-tx", "pkt-rate-low", "rx-usecs-low", "rx-frame-low", "tx-usecs-low", "tx-frame-low",
        "pkt-rate-high", "rx-usecs-high", "rx-frame-high", "tx-usecs-high", "tx-frame-high", "sample-interval", "cqe-mode-tx",
        "cqe-mode-rx",
    ]

    static func decode(_ attributes: Attributes) -> [String: UInt32] {
        var values: [String: UInt32] = [:]
        for attribute in attributes where names.indices.contains(attribute.type - 2) {
            values[names[attribute.type - 2]] = attribute.payload.number() ?? attribute.payload.number(UInt8.self).map(UInt32.init)
        }
        for (side, type) in [("rx", 29), ("tx", 30)] {
            // From Linux 6.11 on: the steps that dynamic moderation chooses from.
            guard let profile = attributes[attribute: type] else { continue }
            for (step, entry) in profile.attributes.enumerated() {
                let parts = entry.payload.attributes
                for (name, number) in [("usecs", 1), ("frames", 2), ("comps", 3)] {
                    values["\(side)-profile-\(step)-\(name)"] = parts[attribute: number]?.number(UInt32.self)
                }
            }
        }
        return values
    }

    static func read(_ ioctl: EthtoolIoctl) throws(KernelError) -> [String: UInt32] {
        let words = try ioctl.words(ETHTOOL_GCOALESCE, count: 23)
        return Dictionary(uniqueKeysWithValues: zip(names, words.dropFirst()))
    }
}
