/// The content of the document channel, parsed. `DocumentChannel` in the `Weir` module writes it, and describes it.
struct DocumentFrames {
    var documents: [[UInt8]] = []
    var dataFiles: [String] = []
    var surplusPolicies: [String] = []

    enum Damage: Error {
        case garbage
        case truncated
        case version(UInt8)
    }

    /// More than the data files of any policy. A document full of empty frames would take minutes to parse.
    static let most = 100_000

    init(_ bytes: [UInt8]) throws(Damage) {
        let header = 14
        var rest = bytes[...]
        var count = 0
        while !rest.isEmpty {
            count += 1
            guard count <= Self.most else { throw .garbage }
            guard rest.starts(with: "weir".utf8.prefix(rest.count)) else { throw .garbage }
            guard rest.count >= header else { throw .truncated }
            let start = rest.startIndex
            guard rest[start + 4] == 1 else { throw .version(rest[start + 4]) }
            let kind = rest[start + 5]
            let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(rest[start + 6 + $1]) << (8 * UInt64($1)) }
            guard length <= UInt64(rest.count - header), rest.count - header - Int(length) >= 4 else { throw .truncated }
            let payload = rest[(start + header)..<(start + header + Int(length))]
            guard rest[payload.endIndex...].starts(with: "done".utf8) else { throw .garbage }
            switch kind {
            case 1: documents.append(Array(payload))
            case 2: dataFiles.append(String(decoding: payload, as: UTF8.self))
            case 3: surplusPolicies.append(String(decoding: payload, as: UTF8.self))
            default: throw .garbage
            }
            rest = rest[(payload.endIndex + 4)...]
        }
    }

    /// The last report of a policy's start code, before it ended the process: the description of a refused call, and its path in the
    /// policy's process.
    static func refusal(in bytes: [UInt8]) -> (action: String, detail: [UInt8])? {
        let mark = Array("weir".utf8) + [1, 4]
        // No such frame is longer.
        let bytes = Array(bytes.suffix(1024))
        guard let start = bytes.lastRange(of: mark)?.upperBound, bytes.count >= start + 8 + 4, bytes.suffix(4).elementsEqual("done".utf8)
        else {
            return nil
        }
        let parts = bytes[(start + 8)..<(bytes.count - 4)].split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        guard let words = parts.first, words.count < 64,
            words.allSatisfy({ $0 == 0x20 || (0x61...0x7a).contains($0) || (0x41...0x5a).contains($0) })
        else { return nil }
        return (String(decoding: words, as: UTF8.self), parts.count > 1 ? Array(parts[1].prefix { $0 != 0 }) : [])
    }
}

extension [UInt8] {
    fileprivate func lastRange(of mark: [UInt8]) -> Range<Int>? {
        guard count >= mark.count else { return nil }
        for start in stride(from: count - mark.count, through: 0, by: -1) where self[start..<(start + mark.count)].elementsEqual(mark) {
            return start..<(start + mark.count)
        }
        return nil
    }
}
