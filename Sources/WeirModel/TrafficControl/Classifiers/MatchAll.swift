extension Filter {
    /// Matches every packet.
    public struct MatchAll: TrafficOptions {
        public static let kind = "matchall"
        public init() {}
    }
}
