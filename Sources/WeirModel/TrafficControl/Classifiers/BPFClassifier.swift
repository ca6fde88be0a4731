extension Filter {
    /// Matches by a BPF program: classic byte code, or a loaded program.
    public struct BPF: TrafficOptions {
        public static let kind = "bpf"
        /// The program: tc's `object-pinned`, `bytecode`.
        public var program = BPFProgram()
        /// Whether the program's return value is the verdict: tc's `direct-action`. Off by default.
        public var directAction: Bool?
        private enum CodingKeys: String, CodingKey { case program, directAction }
        public init() {}

        public func canonical(on link: LinkDefaults) -> Self {
            var copy = self
            copy.directAction = directAction ?? false
            copy.program.pinned = nil
            return copy
        }
    }
}
