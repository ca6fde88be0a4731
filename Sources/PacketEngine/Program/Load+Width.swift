import Netfilter
import WeirModel

extension Load {
    /// The words that the kernel fills, of the longest value where it depends on the packet.
    func words(in program: Program) -> Int {
        switch self {
        case .payload(_, _, let length): Self.words(bytes: length)
        case .exthdr(let header): Self.words(bytes: header.length)
        case .meta(let key): MetaKey(kernelNumber: key).map { Self.words(bits: $0.layout.bitLength) } ?? 1
        case .ct(let key, _):
            isOfFamily ? 4 : CtKey(kernelNumber: key).map { Self.words(bits: $0.layout.bitLength) } ?? 1
        // `NFT_RT_NEXTHOP6`.
        case .rt(let key): key == 2 ? 4 : 1
        // `NFT_FIB_RESULT_OIFNAME`.
        case .fib(let result, _): result == 2 ? 4 : 1
        // `NFT_SOCKET_CGROUPV2`.
        case .socket(let key, _): key == 3 ? 2 : 1
        case .osf: 4
        // `NFT_XFRM_KEY_DADDR_IP6` and `_SADDR_IP6`.
        case .xfrm(let key, _, _): key == 2 || key == 4 ? 4 : 1
        case .inner(let number): program.inner[number].words
        case .tunnel, .numgen, .symhash, .jhash: 1
        }
    }

    /// Whether the value is an address of the connection's family: the old keys `ct saddr` and `ct daddr`.
    var isOfFamily: Bool {
        guard case .ct(let key, _) = self else { return false }
        return key == CtKey.saddr.kernelNumber || key == CtKey.daddr.kernelNumber
    }

    static func words(bytes: UInt32) -> Int { max(1, Int(bytes.addingReportingOverflow(3).partialValue / 4)) }
    private static func words(bits: UInt32) -> Int { max(1, Int((bits + 31) / 32)) }
}
