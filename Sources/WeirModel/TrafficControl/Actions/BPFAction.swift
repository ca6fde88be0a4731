extension Action {
    /// Runs a BPF program.
    public struct BPF: TrafficOptions {
        public static let kind = "bpf"
        /// The program: tc's `object-pinned`, `bytecode`.
        public var program = BPFProgram()
        private enum CodingKeys: String, CodingKey { case program }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.program.pinned = nil
            return copy
        }
    }
}
