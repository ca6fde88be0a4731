import WeirModel

// The kernel's numbers of the small enumerations of fields (linux/netfilter/nf_tables.h).

extension CtDirection {
    init?(kernelNumber: UInt8) {
        switch kernelNumber {
        case 0: self = .original
        case 1: self = .reply
        default: return nil
        }
    }
}

extension RtKey {
    init?(kernelNumber: UInt32) {
        guard let key = Self.allCases.first(where: { $0.kernelNumber == kernelNumber }) else { return nil }
        self = key
    }
}

extension FibResult {
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
    init?(kernelNumber: UInt32) {
        guard let key = Self.allCases.first(where: { $0.kernelNumber == kernelNumber }) else { return nil }
        self = key
    }
}
