import WeirModel

/// A feature of a link, by the kernel's name as `ethtool -k` prints it. ethtool's short names, such as `lro`, are understood too.
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

    /// Sending packets from several buffers: ethtool's `tx-scatter-gather`.
    public static let txScatterGather = Feature(kernel: "tx-scatter-gather")
    /// Checksums of TCP and UDP over IPv4 when sending: ethtool's `tx-checksum-ipv4`.
    public static let txChecksumIPv4 = Feature(kernel: "tx-checksum-ipv4")
    /// Checksums of any protocol when sending: ethtool's `tx-checksum-ip-generic`.
    public static let txChecksumIPGeneric = Feature(kernel: "tx-checksum-ip-generic")
    /// Checksums of TCP and UDP over IPv6 when sending: ethtool's `tx-checksum-ipv6`.
    public static let txChecksumIPv6 = Feature(kernel: "tx-checksum-ipv6")
    /// DMA to high memory: ethtool's `highdma`.
    public static let highDMA = Feature(kernel: "highdma")
    /// Sending chains of packet buffers: ethtool's `tx-scatter-gather-fraglist`.
    public static let txScatterGatherFraglist = Feature(kernel: "tx-scatter-gather-fraglist")
    /// Inserting 802.1Q tags when sending: ethtool's `tx-vlan-hw-insert`.
    public static let txVLANHwInsert = Feature(kernel: "tx-vlan-hw-insert")
    /// Removing 802.1Q tags when receiving: ethtool's `rx-vlan-hw-parse`.
    public static let rxVLANHwParse = Feature(kernel: "rx-vlan-hw-parse")
    /// Filtering received packets by 802.1Q tag: ethtool's `rx-vlan-filter`.
    public static let rxVLANFilter = Feature(kernel: "rx-vlan-filter")
    /// Inserting 802.1ad service tags when sending: ethtool's `tx-vlan-stag-hw-insert`.
    public static let txVLANStagHwInsert = Feature(kernel: "tx-vlan-stag-hw-insert")
    /// Removing 802.1ad service tags when receiving: ethtool's `rx-vlan-stag-hw-parse`.
    public static let rxVLANStagHwParse = Feature(kernel: "rx-vlan-stag-hw-parse")
    /// Filtering received packets by 802.1ad service tag: ethtool's `rx-vlan-stag-filter`.
    public static let rxVLANStagFilter = Feature(kernel: "rx-vlan-stag-filter")
    /// The device can't carry VLAN packets: ethtool's `vlan-challenged`.
    public static let vlanChallenged = Feature(kernel: "vlan-challenged")
    /// Segmentation in software, just before the driver (GSO): ethtool's `tx-generic-segmentation`.
    public static let txGenericSegmentation = Feature(kernel: "tx-generic-segmentation")
    /// The driver locks its transmit queues itself: ethtool's `tx-lockless`.
    public static let txLockless = Feature(kernel: "tx-lockless")
    /// The device can't move to another network namespace: ethtool's `netns-local`.
    public static let netnsLocal = Feature(kernel: "netns-local")
    /// Joining received packets in software (GRO): ethtool's `rx-gro`.
    public static let rxGRO = Feature(kernel: "rx-gro")
    /// Joining received packets in hardware, reversibly: ethtool's `rx-gro-hw`.
    public static let rxGROHw = Feature(kernel: "rx-gro-hw")
    /// Joining received packets irreversibly (LRO), which forwarding does not allow: ethtool's `rx-lro`.
    public static let rxLRO = Feature(kernel: "rx-lro")
    /// Segmentation of TCP over IPv4 (TSO): ethtool's `tx-tcp-segmentation`.
    public static let txTCPSegmentation = Feature(kernel: "tx-tcp-segmentation")
    /// Segmentation of packets from untrusted sources: ethtool's `tx-gso-robust`.
    public static let txGSORobust = Feature(kernel: "tx-gso-robust")
    /// Segmentation of TCP with ECN: ethtool's `tx-tcp-ecn-segmentation`.
    public static let txTCPECNSegmentation = Feature(kernel: "tx-tcp-ecn-segmentation")
    /// Segmentation of TCP that may repeat IPv4 identifications: ethtool's `tx-tcp-mangleid-segmentation`.
    public static let txTCPMangleidSegmentation = Feature(kernel: "tx-tcp-mangleid-segmentation")
    /// Segmentation of TCP over IPv6: ethtool's `tx-tcp6-segmentation`.
    public static let txTCP6Segmentation = Feature(kernel: "tx-tcp6-segmentation")
    /// Segmentation of Fibre Channel over Ethernet: ethtool's `tx-fcoe-segmentation`.
    public static let txFCoESegmentation = Feature(kernel: "tx-fcoe-segmentation")
    /// Segmentation within GRE: ethtool's `tx-gre-segmentation`.
    public static let txGRESegmentation = Feature(kernel: "tx-gre-segmentation")
    /// Segmentation within GRE with checksums: ethtool's `tx-gre-csum-segmentation`.
    public static let txGREChecksumSegmentation = Feature(kernel: "tx-gre-csum-segmentation")
    /// Segmentation within IPv4 tunnels: ethtool's `tx-ipxip4-segmentation`.
    public static let txIPxIP4Segmentation = Feature(kernel: "tx-ipxip4-segmentation")
    /// Segmentation within IPv6 tunnels: ethtool's `tx-ipxip6-segmentation`.
    public static let txIPxIP6Segmentation = Feature(kernel: "tx-ipxip6-segmentation")
    /// Segmentation within UDP tunnels such as VXLAN: ethtool's `tx-udp_tnl-segmentation`.
    public static let txUDPTunnelSegmentation = Feature(kernel: "tx-udp_tnl-segmentation")
    /// Segmentation within UDP tunnels with checksums: ethtool's `tx-udp_tnl-csum-segmentation`.
    public static let txUDPTunnelChecksumSegmentation = Feature(kernel: "tx-udp_tnl-csum-segmentation")
    /// Segmentation of which the kernel prepares the outer headers: ethtool's `tx-gso-partial`.
    public static let txGSOPartial = Feature(kernel: "tx-gso-partial")
    /// Segmentation within tunnels with remote checksums: ethtool's `tx-tunnel-remcsum-segmentation`.
    public static let txTunnelRemcsumSegmentation = Feature(kernel: "tx-tunnel-remcsum-segmentation")
    /// Segmentation of SCTP: ethtool's `tx-sctp-segmentation`.
    public static let txSCTPSegmentation = Feature(kernel: "tx-sctp-segmentation")
    /// Segmentation of ESP: ethtool's `tx-esp-segmentation`.
    public static let txESPSegmentation = Feature(kernel: "tx-esp-segmentation")
    /// Segmentation of UDP (USO): ethtool's `tx-udp-segmentation`.
    public static let txUDPSegmentation = Feature(kernel: "tx-udp-segmentation")
    /// Segmentation of lists of packets: ethtool's `tx-gso-list`.
    public static let txGSOList = Feature(kernel: "tx-gso-list")
    /// Checksums of Fibre Channel over Ethernet when sending: ethtool's `tx-checksum-fcoe-crc`.
    public static let txChecksumFCoECRC = Feature(kernel: "tx-checksum-fcoe-crc")
    /// Checksums of SCTP when sending: ethtool's `tx-checksum-sctp`.
    public static let txChecksumSCTP = Feature(kernel: "tx-checksum-sctp")
    /// Frames of Fibre Channel over Ethernet above the MTU: ethtool's `fcoe-mtu`.
    public static let fcoeMTU = Feature(kernel: "fcoe-mtu")
    /// Steering rules for received flows (`ethtool -N`): ethtool's `rx-ntuple-filter`.
    public static let rxNtupleFilter = Feature(kernel: "rx-ntuple-filter")
    /// Hashes of received packets: ethtool's `rx-hashing`.
    public static let rxHashing = Feature(kernel: "rx-hashing")
    /// Checking received checksums: ethtool's `rx-checksum`.
    public static let rxChecksum = Feature(kernel: "rx-checksum")
    /// Copying data to send past the processor's cache: ethtool's `tx-nocache-copy`.
    public static let txNocacheCopy = Feature(kernel: "tx-nocache-copy")
    /// Looping sent packets back: ethtool's `loopback`.
    public static let loopback = Feature(kernel: "loopback")
    /// Keeping the frame check sequence of received frames: ethtool's `rx-fcs`.
    public static let rxFCS = Feature(kernel: "rx-fcs")
    /// Receiving faulty frames too: ethtool's `rx-all`.
    public static let rxAll = Feature(kernel: "rx-all")
    /// Forwarding between macvlan devices in hardware: ethtool's `l2-fwd-offload`.
    public static let l2FwdOffload = Feature(kernel: "l2-fwd-offload")
    /// Filters and qdiscs of tc in hardware. `offload: .required` needs it: ethtool's `hw-tc-offload`.
    public static let hwTcOffload = Feature(kernel: "hw-tc-offload")
    /// Encryption of ESP in hardware: ethtool's `esp-hw-offload`.
    public static let espHwOffload = Feature(kernel: "esp-hw-offload")
    /// Checksums of ESP packets when sending: ethtool's `esp-tx-csum-hw-offload`.
    public static let espTxChecksumHwOffload = Feature(kernel: "esp-tx-csum-hw-offload")
    /// Recognizing the ports of UDP tunnels when receiving: ethtool's `rx-udp_tunnel-port-offload`.
    public static let rxUDPTunnelPortOffload = Feature(kernel: "rx-udp_tunnel-port-offload")
    /// The TLS record protocol as a whole in hardware: ethtool's `tls-hw-record`.
    public static let tlsHwRecord = Feature(kernel: "tls-hw-record")
    /// Encryption of sent TLS records: ethtool's `tls-hw-tx-offload`.
    public static let tlsHwTxOffload = Feature(kernel: "tls-hw-tx-offload")
    /// Decryption of received TLS records: ethtool's `tls-hw-rx-offload`.
    public static let tlsHwRxOffload = Feature(kernel: "tls-hw-rx-offload")
    /// Joining received packets into lists: ethtool's `rx-gro-list`.
    public static let rxGROList = Feature(kernel: "rx-gro-list")
    /// MACsec in hardware: ethtool's `macsec-hw-offload`.
    public static let macsecHwOffload = Feature(kernel: "macsec-hw-offload")
    /// Joining received UDP packets that are forwarded: ethtool's `rx-udp-gro-forwarding`.
    public static let rxUDPGROForwarding = Feature(kernel: "rx-udp-gro-forwarding")
    /// Inserting HSR tags in hardware: ethtool's `hsr-tag-ins-offload`.
    public static let hsrTagInsOffload = Feature(kernel: "hsr-tag-ins-offload")
    /// Removing HSR tags in hardware: ethtool's `hsr-tag-rm-offload`.
    public static let hsrTagRmOffload = Feature(kernel: "hsr-tag-rm-offload")
    /// Forwarding of HSR in hardware: ethtool's `hsr-fwd-offload`.
    public static let hsrFwdOffload = Feature(kernel: "hsr-fwd-offload")
    /// Duplication of HSR packets in hardware: ethtool's `hsr-dup-offload`.
    public static let hsrDupOffload = Feature(kernel: "hsr-dup-offload")
    /// Segmentation of TCP with accurate ECN: ethtool's `tx-tcp-accecn-segmentation`.
    public static let txTCPAccECNSegmentation = Feature(kernel: "tx-tcp-accecn-segmentation")
}
