internal import CNl
internal import Netlink
internal import WeirModel

/// `ETHTOOL_GDRVINFO`: the link's driver. There is no netlink message for it.
enum DriverInfo {
    static func read(_ ioctl: EthtoolIoctl) throws(KernelError) -> NICProfile.Driver {
        var memory = [UInt8](repeating: 0, count: MemoryLayout<ethtool_drvinfo>.size)
        try ioctl.call(ETHTOOL_GDRVINFO, &memory)
        // Five texts of 32 bytes behind the command; each may fill its room without a zero.
        func text(_ index: Int) -> String? {
            let start = 4 + index * 32
            let bytes = memory[start..<start + 32].prefix { $0 != 0 }
            return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
        }
        return .init(name: text(0) ?? "", version: text(1), firmware: text(2), expansionROM: text(4), bus: text(3))
    }
}
