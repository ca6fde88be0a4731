internal import Netlink
internal import WeirModel

/// `ETHTOOL_MSG_MM_GET`, `ETHTOOL_MSG_RSS_GET`: numbers that the headers Weir is built with may lack.
enum MACMerge {
    static let command = 42

    /// ETHTOOL_A_MM_*
    static func decode(_ attributes: Attributes) -> NICProfile.MACMerge {
        func flag(_ type: Int) -> Bool { attributes[attribute: type]?.number(UInt8.self) == 1 }
        return .init(receives: flag(2), sends: flag(3), isActive: flag(4), minimumFragment: attributes[attribute: 5]?.number(UInt32.self))
    }
}

enum ReceiveHash {
    static let command = 38

    /// ETHTOOL_A_RSS_INPUT_XFRM, whose bits are the ways in which both directions become alike.
    static func isSymmetric(_ attributes: Attributes) -> Bool? { attributes[attribute: 6]?.number(UInt32.self).map { $0 != 0 } }

    /// ETHTOOL_A_RSS_CONTEXT, which the first has not, and ETHTOOL_A_RSS_INDIR.
    static func context(_ attributes: Attributes) -> (number: String, table: NICProfile.Indirection)? {
        guard let number = attributes[attribute: 2]?.number(UInt32.self), let table = attributes[attribute: 4] else { return nil }
        return ("\(number)", .init(stride(from: 0, to: table.count, by: 4).compactMap { table.number(at: $0) }))
    }
}
