internal import Findings
internal import WeirModel

/// The card's offload for tunnels.
extension Checks {
    static let tunnels: [OffloadRule] = [
        Check(
            .tunSegmentation, .tip, "a UDP tunnel's packets are cut in software", reads: [.features, .link],
            why: "Without tx-udp_tnl-segmentation the inner packets are segmented before the card sees them.",
            help: "ethtool -K DEV tx-udp_tnl-segmentation on", source: "Documentation/networking/vxlan.rst:63", in: .tunnels
        ) { (link) throws(Undecided) in
            let tunnels = try link.tunnels(TunnelKind.udp)
            guard !tunnels.isEmpty, try !link.isOn("tx-udp_tnl-segmentation") else { return [] }
            let fixed = try link.isFixedOff("tx-udp_tnl-segmentation")
            return tunnels.map {
                Finding(
                    "packets of `\($0.name)` are cut before `\(link.name)`, which has tx-udp_tnl-segmentation off", at: nil,
                    help: fixed ? "nothing: this card can't turn it on" : nil)
            }
        },
        Check(
            .tunCsumSegmentation, .tip, "a UDP tunnel with outer checksums is cut in software", reads: [.features, .link],
            why: "Segmenting with an outer checksum needs tx-udp_tnl-csum-segmentation or tx-gso-partial.",
            help: "leave the outer checksum out if that is allowed, or `ethtool -K DEV tx-gso-partial on`",
            source: "include/linux/netdev_features.h", in: .tunnels
        ) { (link) throws(Undecided) in
            let tunnels = try link.tunnels(TunnelKind.udp).filter { $0.tunnel?.checksum == true }
            guard !tunnels.isEmpty, try link.isOn("tx-udp_tnl-segmentation"), try !link.isOn("tx-udp_tnl-csum-segmentation"),
                try !link.isOn("tx-gso-partial")
            else { return [] }
            return tunnels.map { Finding("`\($0.name)` has outer checksums, which `\(link.name)` can't make for segments", at: nil) }
        },
        Check(
            .tunGre, .tip, "a GRE tunnel's packets are cut in software", reads: [.features, .link],
            why:
                "Without tx-gre-segmentation (with checksums: tx-gre-csum-segmentation) the inner packets are segmented before the card sees them.",
            help: "ethtool -K DEV tx-gre-segmentation on tx-gre-csum-segmentation on",
            source: "Documentation/networking/segmentation-offloads.rst",
            in: .tunnels
        ) { (link) throws(Undecided) in
            var findings: [Finding] = []
            for tunnel in try link.tunnels(TunnelKind.gre) {
                let feature = tunnel.tunnel?.checksum == true ? "tx-gre-csum-segmentation" : "tx-gre-segmentation"
                if try !link.isOn(feature) {
                    findings.append(Finding("packets of `\(tunnel.name)` are cut before `\(link.name)`, which has \(feature) off", at: nil))
                }
            }
            return findings
        },
        Check(
            .tunPort, .warning, "the card does not know a tunnel's port", reads: [.features, .link, .tunnels],
            why: "The card parses inner headers only behind ports in its table: no inner checksum, RSS or hardware GRO for others.",
            help: "use the standard port (4789, 6081), or free an entry of the card's table",
            source: "Documentation/networking/vxlan.rst:75", in: .tunnels
        ) { (link) throws(Undecided) in
            let tunnels = try link.tunnels(TunnelKind.udp).filter { $0.tunnel?.port != nil }
            guard !tunnels.isEmpty, try link.isOn("rx-udp_tunnel-port-offload") else { return [] }
            let tables = try link.tunnelPorts()
            return tunnels.compactMap { tunnel in
                guard let port = tunnel.tunnel?.port, let kind = tunnel.kind else { return nil }
                let ofKind = tables.filter { $0.types.contains(kind) }
                // A table without entries and without room holds a port that is built in.
                if ofKind.isEmpty || ofKind.contains(where: { $0.size == 0 || $0.entries.contains { $0.port == port } }) { return nil }
                return Finding("UDP port \(port) of `\(tunnel.name)` is not in the table of `\(link.name)`", at: nil)
            }
        },
        Check(
            .tunPortOff, .tip, "the card's tunnel port table is switched off", reads: [.features, .link, .driver],
            why: "With rx-udp_tunnel-port-offload off, received tunnel packets are parsed in software alone.",
            help: "ethtool -K DEV rx-udp_tunnel-port-offload on", source: "net/core/dev.c:9899", in: .tunnels
        ) { (link) throws(Undecided) in
            guard try !link.tunnels(TunnelKind.udp).isEmpty, try !link.isOn("rx-udp_tunnel-port-offload"),
                try !link.isFixedOff("rx-udp_tunnel-port-offload"),
                try link.capabilities().has(.tunnelPorts)
            else { return [] }
            return [Finding("`\(link.name)` has a table of tunnel ports, and it is switched off", at: nil)]
        },
        Check(
            .tunCsumMangle, .warning, "headers of tunnel packets are changed below the tunnel", reads: [.link],
            why: "The rule updates the outer checksum, but not the inner ones (inferred from the source).",
            help: "change the packets on the tunnel device", source: "net/netfilter/nft_payload.c", in: .tunnels
        ) { (link) throws(Undecided) in
            let rules = link.rules(.mangles).filter { $0.chain.family == .netdev }
            guard !rules.isEmpty, try link.tunnels(TunnelKind.udp).contains(where: { $0.tunnel?.checksum == true }) else { return [] }
            return rules.map {
                $0.finding("packets of a tunnel with outer checksums run over `\(link.name)`, and this rule changes them there")
            }
        },
    ]
}

extension LinkContext {
    func tunnels(_ kinds: Set<String>) throws(Undecided) -> [NICProfile.Neighbour] {
        try link().upper.filter { $0.kind.map(kinds.contains) ?? false }
    }
}
