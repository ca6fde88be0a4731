import WeirModel

// The kernel's numbers of the small enumerations of fields (linux/netfilter/nf_tables.h).

extension CtDirection {
    /// `IP_CT_DIR_*`.
    var kernelNumber: UInt8 { self == .original ? 0 : 1 }
    init?(kernelNumber: UInt8) {
        switch kernelNumber {
        case 0: self = .original
        case 1: self = .reply
        default: return nil
        }
    }
}

extension RtKey {
    /// `NFT_RT_*`.
    var kernelNumber: UInt32 {
        switch self {
        case .classid: 0
        case .nexthop4: 1
        case .nexthop6: 2
        case .tcpmss: 3
        case .ipsec: 4
        }
    }
    init?(kernelNumber: UInt32) {
        guard let key = Self.allCases.first(where: { $0.kernelNumber == kernelNumber }) else { return nil }
        self = key
    }
}

extension FibResult {
    /// `NFT_FIB_RESULT_*`.
    var kernelNumber: UInt32 {
        switch self {
        case .oif: 1
        case .oifname: 2
        case .type: 3
        }
    }
    init?(kernelNumber: UInt32) {
        switch kernelNumber {
        case 1: self = .oif
        case 2: self = .oifname
        case 3: self = .type
        default: return nil
        }
    }
}

extension SocketKey {
    /// `NFT_SOCKET_*`.
    var kernelNumber: UInt32 {
        switch self {
        case .transparent: 0
        case .mark: 1
        case .wildcard: 2
        case .cgroupv2: 3
        }
    }
    init?(kernelNumber: UInt32) {
        switch kernelNumber {
        case 0: self = .transparent
        case 1: self = .mark
        case 2: self = .wildcard
        case 3: self = .cgroupv2
        default: return nil
        }
    }
}

extension OsfTTL {
    /// nft's `osf ttl`: strict (the default) 0, loose 1, skip 2.
    var kernelNumber: UInt8 {
        switch self {
        case .strict: 0
        case .loose: 1
        case .skip: 2
        }
    }
    init?(kernelNumber: UInt8) {
        switch kernelNumber {
        case 0: self = .strict
        case 1: self = .loose
        case 2: self = .skip
        default: return nil
        }
    }
}

extension IpsecKey {
    /// `NFT_XFRM_KEY_*`.
    var kernelNumber: UInt32 {
        switch self {
        case .ipDaddr: 1
        case .ip6Daddr: 2
        case .ipSaddr: 3
        case .ip6Saddr: 4
        case .reqid: 5
        case .spi: 6
        }
    }
    init?(kernelNumber: UInt32) {
        guard let key = Self.allCases.first(where: { $0.kernelNumber == kernelNumber }) else { return nil }
        self = key
    }
}
