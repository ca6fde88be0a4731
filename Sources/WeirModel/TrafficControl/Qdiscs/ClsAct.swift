extension Qdisc {
    /// The qdisc of filters of received and of sent packets.
    public struct ClsAct: WithoutOptions {
        public static let kind = "clsact"
        public init() {}
    }
}
