extension Action {
    /// Hands the packet, or a copy, to a link.
    public struct Mirred: TrafficOptions {
        public static let kind = "mirred"
        /// TCA_EGRESS_REDIR and the like, 1 to 4.
        public enum Mode: String, Codable, Hashable, Sendable, CaseIterable {
            case egressRedirect = "egress redirect"
            case egressMirror = "egress mirror"
            case ingressRedirect = "ingress redirect"
            case ingressMirror = "ingress mirror"
        }
        /// The direction, and whether the packet itself or a copy goes: tc's `egress redirect`, `ingress mirror`.
        public var mode = Mode.egressRedirect
        /// The link: tc's `dev`.
        public var device = ""
        /// The shared block whose links all send the packet, in place of one link: tc's `blockid`. Linux 6.8.
        public var block: UInt32?
        private enum CodingKeys: String, CodingKey { case mode, device, block }
        public init() {}
        public init(_ mode: Mode, device: String) { (self.mode, self.device) = (mode, device) }
    }
}
