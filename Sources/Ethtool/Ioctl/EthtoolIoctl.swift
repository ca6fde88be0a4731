internal import CNl
internal import Glibc
internal import Netlink
internal import WeirModel

/// ethtool's ioctl, for settings without generic netlink messages, and for kernels without these. `SIOCETHTOOL`
final class EthtoolIoctl {
    private let descriptor: Int32
    private let name: String

    init(link name: String) throws(NICError) {
        descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .noSocket(what: "a socket for ethtool's ioctl", why: KernelError.words(errno)) }
        self.name = name
    }

    deinit { close(descriptor) }

    /// Fills `memory`, whose first four bytes become the command.
    func call(_ command: Int32, _ memory: inout [UInt8]) throws(KernelError) {
        // struct ifreq: sixteen bytes of name, then the pointer, in a union of 24 bytes.
        var request = [UInt8](repeating: 0, count: 40)
        for (position, byte) in name.outsideBytes.prefix(15).enumerated() { request[position] = byte }
        let failure = memory.withUnsafeMutableBytes { data -> Int32 in
            data.storeBytes(of: command, as: Int32.self)
            return request.withUnsafeMutableBytes { bytes -> Int32 in
                bytes.storeBytes(of: UInt(bitPattern: data.baseAddress), toByteOffset: 16, as: UInt.self)
                guard let start = bytes.baseAddress else { return EFAULT }
                return ioctl(descriptor, UInt(SIOCETHTOOL), start) < 0 ? errno : 0
            }
        }
        guard failure == 0 else { throw KernelError(errno: failure) }
    }

    /// A structure of 32-bit numbers, of which the first is the command.
    func words(_ command: Int32, count: Int) throws(KernelError) -> [UInt32] {
        var memory = [UInt8](repeating: 0, count: count * 4)
        try call(command, &memory)
        return (0..<count).map { memory.number(at: $0 * 4) ?? 0 }
    }

    /// `ETHTOOL_GSSET_INFO` and `ETHTOOL_GSTRINGS`: the names of a string set.
    func strings(_ set: ethtool_stringset) throws(KernelError) -> [String] {
        // struct ethtool_sset_info: command, reserved, a 64-bit mask, the count
        var info = [UInt8](repeating: 0, count: 24)
        info.store(UInt64(1) << UInt64(set.rawValue), at: 8)
        try call(ETHTOOL_GSSET_INFO, &info)
        guard let mask: UInt64 = info.number(at: 8), mask != 0, let count: UInt32 = info.number(at: 16) else { return [] }
        // struct ethtool_gstrings: command, set, length, then 32 bytes a string
        var memory = [UInt8](repeating: 0, count: 12 + Int(min(count, 4096)) * 32)
        memory.store(UInt32(set.rawValue), at: 4)
        memory.store(count, at: 8)
        try call(ETHTOOL_GSTRINGS, &memory)
        return stride(from: 12, to: memory.count, by: 32).map { start in
            String(decoding: memory[start..<start + 32].prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
