import WeirModel

/// `NFT_META_*`, of what the analysis knows more about than that it is a number.
enum MetaNumber {
    static let length = MetaKey.length.kernelNumber
    static let linkProtocol = MetaKey.protocol.kernelNumber
    static let priority = MetaKey.priority.kernelNumber
    static let mark = MetaKey.mark.kernelNumber
    static let inIndex = MetaKey.iif.kernelNumber
    static let outIndex = MetaKey.oif.kernelNumber
    static let inName = MetaKey.iifname.kernelNumber
    static let outName = MetaKey.oifname.kernelNumber
    static let nfproto = MetaKey.nfproto.kernelNumber
    static let l4proto = MetaKey.l4proto.kernelNumber
    static let packetType = MetaKey.pkttype.kernelNumber
    static let cpu = MetaKey.cpu.kernelNumber
    static let random = MetaKey.random.kernelNumber

    static let names: Set<UInt32> = [inName, outName]
    /// Those that each packet has.
    static let alwaysThere: Set<UInt32> = [
        length, linkProtocol, priority, mark, inIndex, outIndex, inName, outName, nfproto, packetType, cpu, random,
        MetaKey.time.kernelNumber, MetaKey.day.kernelNumber, MetaKey.hour.kernelNumber,
    ]
}
