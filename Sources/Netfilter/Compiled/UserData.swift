/// The userdata of nftables objects: packed TLVs of {u8 type, u8 length, value}, as nft and Weir write them.
public enum UserData {
    /// Of tables, chains, rules, objects and elements: the comment, NUL-terminated.
    public static let comment: UInt8 = 0
    /// Of sets: the comment, NUL-terminated.
    public static let setComment: UInt8 = 7
    /// Of tables: the name of the policy that made it, NUL-terminated. A type that stock nft ignores.
    public static let policy: UInt8 = 0x77

    public static func encode(_ entries: [(type: UInt8, value: [UInt8])]) -> [UInt8] {
        entries.reduce(into: []) { bytes, entry in
            bytes.append(entry.type)
            bytes.append(UInt8(truncatingIfNeeded: entry.value.count))
            bytes += entry.value
        }
    }

    /// The entries in order; nil where the bytes are no TLVs.
    public static func decode(_ bytes: [UInt8]) -> [(type: UInt8, value: [UInt8])]? {
        var entries: [(type: UInt8, value: [UInt8])] = []
        var index = 0
        while index < bytes.count {
            guard index + 2 <= bytes.count, index + 2 + Int(bytes[index + 1]) <= bytes.count else { return nil }
            let end = index + 2 + Int(bytes[index + 1])
            entries.append((bytes[index], Array(bytes[(index + 2)..<end])))
            index = end
        }
        return entries
    }

    public static func string(_ text: String) -> [UInt8] { Array(text.utf8) + [0] }

    public static func text(_ value: [UInt8]) -> String {
        String(decoding: value.last == 0 ? value.dropLast() : value[...], as: UTF8.self)
    }
}
