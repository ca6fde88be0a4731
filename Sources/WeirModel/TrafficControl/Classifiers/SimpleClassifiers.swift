/// A BPF program that a classifier or an action runs.
public struct BPFProgram: Codable, Hashable, Sendable {
    /// One instruction of classic BPF (struct sock_filter).
    public struct Instruction: Codable, Hashable, Sendable {
        public var code: UInt16
        public var jumpTrue: UInt8
        public var jumpFalse: UInt8
        public var k: UInt32
        private enum CodingKeys: String, CodingKey { case code, jumpTrue, jumpFalse, k }
        public init(code: UInt16, jumpTrue: UInt8, jumpFalse: UInt8, k: UInt32) {
            (self.code, self.jumpTrue, self.jumpFalse, self.k) = (code, jumpTrue, jumpFalse, k)
        }
    }
    public var bytecode: [Instruction]?
    /// The path under which a loaded program is pinned. The kernel gives name, number and tag of the program, not the path.
    public var pinned: String?
    public var name: String?
    public var id: UInt32?
    /// The hash of the program's instructions, eight bytes.
    public var tag: HexBytes?
    private enum CodingKeys: String, CodingKey { case bytecode, pinned, name, id, tag }
    public init(bytecode: [Instruction]? = nil, pinned: String? = nil, name: String? = nil, id: UInt32? = nil, tag: HexBytes? = nil) {
        (self.bytecode, self.pinned, self.name, self.id, self.tag) = (bytecode, pinned, name, id, tag)
    }
}
