/// The kernel's feature names, and ethtool's older names for some of them.
package enum FeatureName {
    /// `netdev_features_strings` of Linux 6.1 in net/ethtool/common.c, and what later kernels added. A kernel may know more.
    package static let known: [String] = [
        "tx-scatter-gather", "tx-checksum-ipv4", "tx-checksum-ip-generic", "tx-checksum-ipv6", "highdma", "tx-scatter-gather-fraglist",
        "tx-vlan-hw-insert", "rx-vlan-hw-parse", "rx-vlan-filter", "tx-vlan-stag-hw-insert", "rx-vlan-stag-hw-parse",
        "rx-vlan-stag-filter", "vlan-challenged", "tx-generic-segmentation", "tx-lockless", "netns-local", "rx-gro", "rx-gro-hw",
        "rx-lro", "tx-tcp-segmentation", "tx-gso-robust", "tx-tcp-ecn-segmentation", "tx-tcp-mangleid-segmentation",
        "tx-tcp6-segmentation", "tx-fcoe-segmentation", "tx-gre-segmentation", "tx-gre-csum-segmentation", "tx-ipxip4-segmentation",
        "tx-ipxip6-segmentation", "tx-udp_tnl-segmentation", "tx-udp_tnl-csum-segmentation", "tx-gso-partial",
        "tx-tunnel-remcsum-segmentation", "tx-sctp-segmentation", "tx-esp-segmentation", "tx-udp-segmentation", "tx-gso-list",
        "tx-checksum-fcoe-crc", "tx-checksum-sctp", "fcoe-mtu", "rx-ntuple-filter", "rx-hashing", "rx-checksum", "tx-nocache-copy",
        "loopback", "rx-fcs", "rx-all", "l2-fwd-offload", "hw-tc-offload", "esp-hw-offload", "esp-tx-csum-hw-offload",
        "rx-udp_tunnel-port-offload", "tls-hw-record", "tls-hw-tx-offload", "tls-hw-rx-offload", "rx-gro-list", "macsec-hw-offload",
        "rx-udp-gro-forwarding", "hsr-tag-ins-offload", "hsr-tag-rm-offload", "hsr-fwd-offload", "hsr-dup-offload",
        "tx-tcp-accecn-segmentation",
    ]

    /// The names that `ethtool -k` prints for one feature, and its short forms in `ethtool -K`, by the kernel's name.
    package static let ethtoolWords: [String: String] = [
        "rx-checksumming": "rx-checksum",
        "generic-segmentation-offload": "tx-generic-segmentation",
        "generic-receive-offload": "rx-gro",
        "large-receive-offload": "rx-lro",
        "rx-vlan-offload": "rx-vlan-hw-parse",
        "tx-vlan-offload": "tx-vlan-hw-insert",
        "ntuple-filters": "rx-ntuple-filter",
        "receive-hashing": "rx-hashing",
    ]

    /// The names that `ethtool -k` prints for several features at once; each of these follows on a separate line.
    package static let ethtoolGroups: Set<String> = [
        "tx-checksumming", "scatter-gather", "tcp-segmentation-offload", "udp-fragmentation-offload",
    ]

    /// The short names for `ethtool -K`.
    package static let shortWords: [String: String] = [
        "rx": "rx-checksum", "gso": "tx-generic-segmentation", "gro": "rx-gro", "lro": "rx-lro", "rxvlan": "rx-vlan-hw-parse",
        "txvlan": "tx-vlan-hw-insert", "ntuple": "rx-ntuple-filter", "rxhash": "rx-hashing",
    ]

    /// The kernel's name for a word that a person wrote; `nil` if there is none.
    package static func kernelName(of word: String) -> String? {
        known.contains(word) ? word : ethtoolWords[word] ?? shortWords[word]
    }
}
