import WeirModel

/// Where packets are examined: the hook, and the families that meet there.
package struct PacketPlace: Hashable, Sendable {
    package enum Layer: Hashable, Sendable {
        /// IPv4 and IPv6, of the families `ip`, `ip6` and `inet`.
        case network
        case bridge
        case arp
        case device
    }
    package var layer: Layer
    package var hook: Hook
    /// Of ingress and egress.
    package var device: String?

    package init(layer: Layer, hook: Hook, device: String? = nil) {
        self.layer = layer
        self.hook = hook
        self.device = device
    }

    /// Whether packets have come in by a link, which is known here.
    package var hasInLink: Bool { hook != .output && hook != .egress }
    package var hasOutLink: Bool {
        switch hook {
        case .forward, .output, .postrouting, .egress: true
        case .ingress, .prerouting, .input: false
        }
    }
}
