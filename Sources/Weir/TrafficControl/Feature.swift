import WeirModel

/// A feature of a link, by the kernel's name as `ethtool -k` prints it; ethtool's own words for some, as `lro`, are understood too.
public struct Feature: Sendable, ExpressibleByStringLiteral {
    let name: String
    /// The kernel may know more names than weir does.
    let isKnown: Bool

    public init(stringLiteral value: String) {
        let known = FeatureName.kernelName(of: value)
        name = known ?? value
        isKnown = known != nil
    }

    /// A feature of a kernel that is newer than weir.
    public init(kernel name: String) {
        self.name = name
        isKnown = true
    }

    public static let txScatterGather = Feature(kernel: "tx-scatter-gather")
    public static let txChecksumIPv4 = Feature(kernel: "tx-checksum-ipv4")
    public static let txChecksumIPGeneric = Feature(kernel: "tx-checksum-ip-generic")
    public static let txChecksumIPv6 = Feature(kernel: "tx-checksum-ipv6")
    public static let highDMA = Feature(kernel: "highdma")
    public static let txScatterGatherFraglist = Feature(kernel: "tx-scatter-gather-fraglist")
    public static let txVLANHwInsert = Feature(kernel: "tx-vlan-hw-insert")
    public static let rxVLANHwParse = Feature(kernel: "rx-vlan-hw-parse")
    public static let rxVLANFilter = Feature(kernel: "rx-vlan-filter")
    public static let txVLANStagHwInsert = Feature(kernel: "tx-vlan-stag-hw-insert")
    public static let rxVLANStagHwParse = Feature(kernel: "rx-vlan-stag-hw-parse")
    public static let rxVLANStagFilter = Feature(kernel: "rx-vlan-stag-filter")
    public static let vlanChallenged = Feature(kernel: "vlan-challenged")
    public static let txGenericSegmentation = Feature(kernel: "tx-generic-segmentation")
    public static let txLockless = Feature(kernel: "tx-lockless")
    public static let netnsLocal = Feature(kernel: "netns-local")
    public static let rxGRO = Feature(kernel: "rx-gro")
    public static let rxGROHw = Feature(kernel: "rx-gro-hw")
    public static let rxLRO = Feature(kernel: "rx-lro")
    public static let txTCPSegmentation = Feature(kernel: "tx-tcp-segmentation")
    public static let txGSORobust = Feature(kernel: "tx-gso-robust")
    public static let txTCPECNSegmentation = Feature(kernel: "tx-tcp-ecn-segmentation")
    public static let txTCPMangleidSegmentation = Feature(kernel: "tx-tcp-mangleid-segmentation")
    public static let txTCP6Segmentation = Feature(kernel: "tx-tcp6-segmentation")
    public static let txFCoESegmentation = Feature(kernel: "tx-fcoe-segmentation")
    public static let txGRESegmentation = Feature(kernel: "tx-gre-segmentation")
    public static let txGREChecksumSegmentation = Feature(kernel: "tx-gre-csum-segmentation")
    public static let txIPxIP4Segmentation = Feature(kernel: "tx-ipxip4-segmentation")
    public static let txIPxIP6Segmentation = Feature(kernel: "tx-ipxip6-segmentation")
    public static let txUDPTunnelSegmentation = Feature(kernel: "tx-udp_tnl-segmentation")
    public static let txUDPTunnelChecksumSegmentation = Feature(kernel: "tx-udp_tnl-csum-segmentation")
    public static let txGSOPartial = Feature(kernel: "tx-gso-partial")
    public static let txTunnelRemcsumSegmentation = Feature(kernel: "tx-tunnel-remcsum-segmentation")
    public static let txSCTPSegmentation = Feature(kernel: "tx-sctp-segmentation")
    public static let txESPSegmentation = Feature(kernel: "tx-esp-segmentation")
    public static let txUDPSegmentation = Feature(kernel: "tx-udp-segmentation")
    public static let txGSOList = Feature(kernel: "tx-gso-list")
    public static let txChecksumFCoECRC = Feature(kernel: "tx-checksum-fcoe-crc")
    public static let txChecksumSCTP = Feature(kernel: "tx-checksum-sctp")
    public static let fcoeMTU = Feature(kernel: "fcoe-mtu")
    public static let rxNtupleFilter = Feature(kernel: "rx-ntuple-filter")
    public static let rxHashing = Feature(kernel: "rx-hashing")
    public static let rxChecksum = Feature(kernel: "rx-checksum")
    public static let txNocacheCopy = Feature(kernel: "tx-nocache-copy")
    public static let loopback = Feature(kernel: "loopback")
    public static let rxFCS = Feature(kernel: "rx-fcs")
    public static let rxAll = Feature(kernel: "rx-all")
    public static let l2FwdOffload = Feature(kernel: "l2-fwd-offload")
    public static let hwTcOffload = Feature(kernel: "hw-tc-offload")
    public static let espHwOffload = Feature(kernel: "esp-hw-offload")
    public static let espTxChecksumHwOffload = Feature(kernel: "esp-tx-csum-hw-offload")
    public static let rxUDPTunnelPortOffload = Feature(kernel: "rx-udp_tunnel-port-offload")
    public static let tlsHwRecord = Feature(kernel: "tls-hw-record")
    public static let tlsHwTxOffload = Feature(kernel: "tls-hw-tx-offload")
    public static let tlsHwRxOffload = Feature(kernel: "tls-hw-rx-offload")
    public static let rxGROList = Feature(kernel: "rx-gro-list")
    public static let macsecHwOffload = Feature(kernel: "macsec-hw-offload")
    public static let rxUDPGROForwarding = Feature(kernel: "rx-udp-gro-forwarding")
    public static let hsrTagInsOffload = Feature(kernel: "hsr-tag-ins-offload")
    public static let hsrTagRmOffload = Feature(kernel: "hsr-tag-rm-offload")
    public static let hsrFwdOffload = Feature(kernel: "hsr-fwd-offload")
    public static let hsrDupOffload = Feature(kernel: "hsr-dup-offload")
    public static let txTCPAccECNSegmentation = Feature(kernel: "tx-tcp-accecn-segmentation")
}
