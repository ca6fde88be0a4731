/// `NFT_META_*`, of what the analysis knows more about than that it is a number.
enum MetaNumber {
    static let length: UInt32 = 0
    static let linkProtocol: UInt32 = 1
    static let priority: UInt32 = 2
    static let mark: UInt32 = 3
    static let inIndex: UInt32 = 4
    static let outIndex: UInt32 = 5
    static let inName: UInt32 = 6
    static let outName: UInt32 = 7
    static let nfproto: UInt32 = 15
    static let l4proto: UInt32 = 16
    static let packetType: UInt32 = 19
    static let cpu: UInt32 = 20
    static let random: UInt32 = 24

    static let names: Set<UInt32> = [inName, outName]
    /// Those that each packet has.
    static let alwaysThere: Set<UInt32> = [
        length, linkProtocol, priority, mark, inIndex, outIndex, inName, outName, nfproto, packetType, cpu, random, 30, 31, 32,
    ]
}
