import WeirModel

/// The userdata of nftables objects: packed TLVs of {u8 type, u8 length, value}, as nft and Weir write them.
package enum UserData {
    /// Of tables, chains, rules, objects and elements: the comment, NUL-terminated.
    package static let comment: UInt8 = 0
    /// Of sets: the comment, NUL-terminated.
    package static let setComment: UInt8 = 7
    /// Of tables: the name of the policy that made it, NUL-terminated. A type that stock nft ignores.
    package static let policy: UInt8 = 0x77

    /// Of tables: the name of the file that the policy has the table in, NUL-terminated.
    package static let file: UInt8 = 0x78

    /// The kernel's `NFT_USERDATA_MAXLEN`, in bytes.
    static let longest = 256

    /// A comment alone. A length has one byte, so of a longer text another would become.
    static func encode(comment text: String?) throws -> [UInt8] {
        guard let text else { return [] }
        return try encode(checking: [(comment, string(text))])
    }

    static func encode(checking entries: [(type: UInt8, value: [UInt8])]) throws -> [UInt8] {
        let count = entries.reduce(0) { $0 + 2 + $1.value.count }
        guard count <= longest else {
            throw LoweringError(
                "the comment, with the other userdata of the object, takes \(count) bytes of \(longest)", help: "shorten the comment")
        }
        return encode(entries)
    }

    package static func encode(_ entries: [(type: UInt8, value: [UInt8])]) -> [UInt8] {
        entries.reduce(into: []) { bytes, entry in
            bytes.append(entry.type)
            bytes.append(UInt8(truncatingIfNeeded: entry.value.count))
            bytes += entry.value
        }
    }

    /// The entries in order; `nil` if the bytes are not TLVs.
    package static func decode(_ bytes: [UInt8]) -> [(type: UInt8, value: [UInt8])]? {
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

    package static func string(_ text: String) -> [UInt8] { text.outsideBytes + [0] }

    package static func text(_ value: [UInt8]) -> String {
        String(outside: value.last == 0 ? value.dropLast() : value[...])
    }
}
