import OffloadCheck
import Tags
import Testing

/// The checks that the study of Linux 6.1 named, and what became of each.
@Suite(.tags(.pure)) struct LeftOutTests {
    /// Those that no policy and no profile can decide.
    static let leftOut: [String: String] = [
        "tc-silent-software": "read back after an apply, not known before",
        "ft-flag-toggle": "a matter of the change from one state to another: the plan deletes and makes the flowtable anew",
        "ft-stats": "counters over time",
        "nft-off-insert": "a matter of the change from one state to another: the plan only appends to such chains",
        "qd-silent-offload": "read back after an apply, not known before",
        "seg-counters": "what somebody compares counters with is not in the policy",
        "vlan-xdp": "what an XDP program parses is in no profile",
        "tun-inner-nft": "the language has no matches on inner headers",
        "rss-queue-drops": "counters over time",
        "rss-single-queue": "counters over time",
        "rss-backlog": "counters over time",
        "rss-squeeze": "counters over time",
        "rss-rx-missed": "counters over time",
        "path-netdev-meta-oif": "a mistake of the policy alone: no-interface",
        "path-af-packet-tx": "which programs send past the qdisc is in no profile",
        "xdp-hw": "the language has no XDP programs",
        "feat-change-later": "what changes after the check",
        "ct-table-full": "counters over time",
    ]
    /// Weir's own, beyond the study.
    static let added: Set<String> = [
        "tc-u32-skip-sw-ignored", "qd-contract-kind", "qd-contract-driver", "feature-unknown", "feature-required", "feature-forbidden", "path-redirect-down",
        "qd-preemption", "qd-preemption-off", "rss-queue-sides",
    ]

    @Test func everyCheckOfTheStudyIsThereOrHasItsReason() {
        let implemented = Set(OffloadCheck.checkRules.map(\.id.rawValue)).subtracting(Self.added)
        #expect(Self.study.count == 153)
        #expect(Set(Self.study) == implemented.union(Self.leftOut.keys))
        #expect(implemented.isDisjoint(with: Self.leftOut.keys))
        for (id, reason) in Self.leftOut.sorted(by: { $0.key < $1.key }) { print("left out: \(id): \(reason)") }
    }

    static let study: [String] = [
        "tc-skip-sw-hwtc-off", "tc-skip-sw-hwtc-fixed-off", "tc-skip-sw-no-callback", "tc-skip-sw-classifier", "tc-skip-hw-and-sw",
        "tc-key-unsupported", "tc-key-silently-ignored", "tc-action-unsupported", "tc-action-silently-ignored",
        "tc-action-not-offloadable", "tc-chain-nonzero", "tc-chain-unchecked", "tc-hwtc-class-only", "tc-ip-flags-ignored",
        "tc-ntuple-vs-flower", "tc-ntuple-rules-vs-flower", "tc-shared-block-mixed", "tc-binder-egress", "tc-redirect-foreign",
        "tc-police-shape", "tc-stats-zero", "tc-hw-stats-type", "tc-silent-software", "tc-skip-sw-conntrack", "tc-protocol-vlan",
        "nft-off-place", "nft-off-prio", "nft-off-policy", "nft-off-device", "nft-off-hwtc", "nft-off-expr", "nft-off-cmp",
        "nft-off-meta", "nft-off-payload", "nft-off-verdict", "nft-off-insert", "nft-off-order", "nft-off-driver-action",
        "nft-off-counter", "ft-off-device", "ft-off-hwtc", "ft-flag-toggle", "ft-add-place", "ft-bypass", "ft-counter", "ft-prio",
        "ft-ineligible", "ft-vlan-device", "ft-stats", "htb-off-hwtc", "htb-off-driver", "htb-off-root", "htb-off-params",
        "htb-off-classify", "qd-mqprio-hw-device", "qd-mqprio-queues", "qd-mqprio-channels", "qd-mqprio-rates", "qd-mqprio-minrate",
        "qd-multiqueue-needed", "qd-etf-clock", "qd-etf-offload", "qd-etf-phc", "qd-taprio-full", "qd-taprio-clockid", "qd-taprio-tcs",
        "qd-taprio-gso", "qd-cbs-offload", "qd-silent-offload", "qd-offload-vs-fastpath", "qd-default-single", "qd-rate-over-link",
        "qd-bql-off", "seg-police-burst", "seg-police-mtu", "seg-police-pps", "seg-limit-bytes", "seg-tbf-burst", "seg-tbf-gso",
        "seg-meta-length", "seg-meta-length-hook", "seg-police-l2", "seg-counters", "seg-udp-gro-fwd", "seg-lro-forward",
        "seg-lro-match", "seg-tcp-flags", "seg-ip-id", "seg-ifb-gro", "seg-veth-gso", "seg-gso-max", "seg-mtu-tunnel", "vlan-raw-offset",
        "vlan-xdp", "vlan-filter", "vlan-stag", "vlan-tso", "tun-segmentation", "tun-csum-segmentation", "tun-gre", "tun-port",
        "tun-port-off", "tun-inner-nft", "tun-enc-key", "tun-csum-mangle", "rss-frag", "rss-tunnel", "rss-gre", "rss-queue-fanout",
        "rss-queue-noGSO", "rss-queue-drops", "rss-single-queue", "rss-rps-redundant", "rss-arfs", "rss-ntuple-drop", "rss-ntuple-queue",
        "rss-xps", "rss-backlog", "rss-squeeze", "rss-rx-missed", "csum-tx-off", "csum-rx-off", "csum-invalid-drop",
        "csum-partial-guest", "csum-rx-fcs", "csum-rx-all", "csum-loopback", "path-macvlan-l2fwd", "path-hw-forward",
        "path-rep-direction", "path-virtual-offload", "path-bond-slave", "path-bridge-inet", "path-egress-hook",
        "path-netdev-family-limits", "path-netdev-meta-oif", "path-af-packet-tx", "path-netvsc", "xdp-generic-lro", "xdp-before-policy",
        "xdp-hw", "bpf-tc-offset", "feat-tso-needs", "feat-gso-sg", "feat-gro-hw", "feat-wanted-not-active", "feat-tls",
        "feat-change-later", "dscp-mangle-tso", "dscp-vlan-prio", "ct-table-full", "ct-helper-flow", "tx-maxrate",
    ]
}
