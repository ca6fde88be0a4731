extension Qdisc {
    /// The qdisc of filters of received packets.
    public struct Ingress: WithoutOptions {
        public static let kind = "ingress"
        public init() {}
    }
}
