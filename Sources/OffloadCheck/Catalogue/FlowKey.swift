/// The keys that a hardware rule can match: the flow dissector's, `FLOW_DISSECTOR_KEY_*`. Raw values are the catalogue's words.
package enum FlowKey: String, Sendable, Hashable, CaseIterable {
    case meta, control, basic, mac, vlan, cvlan, ipv4, ipv6, ports, ct, icmp, mpls, arp, pppoe, l2tpv3, hash, ipsec, cfm
    case portRange = "port-range"
    case tcpFlags = "tcp-flags"
    case tosTTL = "tos-ttl"
    case vlanCount = "vlan-count"
    case tunnelKey = "enc-key"
    case tunnelIPv4 = "enc-ipv4"
    case tunnelIPv6 = "enc-ipv6"
    case tunnelPorts = "enc-ports"
    case tunnelControl = "enc-control"
    case tunnelTosTTL = "enc-tos-ttl"
    case tunnelOptions = "enc-options"

    static let tunnel: Set<FlowKey> = [.tunnelKey, .tunnelIPv4, .tunnelIPv6, .tunnelPorts, .tunnelControl, .tunnelTosTTL, .tunnelOptions]
}

/// The actions of a hardware rule: `FLOW_ACTION_*`. Raw values are the catalogue's words.
package enum FlowAction: String, Sendable, Hashable, CaseIterable {
    case accept, drop, trap, goto, redirect, mirror, mangle, add, csum, mark, ct, ptype, priority, police, sample, gate
    case redirectIngress = "redirect-ingress"
    case mirrorIngress = "mirror-ingress"
    case vlanPush = "vlan-push"
    case vlanPop = "vlan-pop"
    case vlanModify = "vlan-modify"
    case vlanPushEth = "vlan-push-eth"
    case vlanPopEth = "vlan-pop-eth"
    case mplsPush = "mpls-push"
    case mplsPop = "mpls-pop"
    case mplsModify = "mpls-modify"
    case tunnelSet = "tunnel-set"
    case tunnelRelease = "tunnel-release"
    case pppoePush = "pppoe-push"
    case receiveQueue = "rx-queue"
}

extension RawRepresentable where RawValue == String, Self: Hashable {
    /// Words of the catalogue; one that is none of this vocabulary is left out, and a test finds it.
    static func words(_ text: String) -> Set<Self> {
        Set(text.split(separator: " ").compactMap { Self(rawValue: String($0)) })
    }
}

extension Set where Element: RawRepresentable<String> {
    /// For messages: the words in a fixed order.
    var listed: String { map(\.rawValue).sorted().map { "`\($0)`" }.joined(separator: ", ") }
}
