/// What came through the document channel, taken apart. `DocumentChannel` in the `Weir` module writes it, and describes it.
struct DocumentFrames {
    var documents: [[UInt8]] = []
    var dataFiles: [String] = []
    var surplusPolicies: [String] = []

    enum Damage: Error {
        case garbage
        case truncated
        case version(UInt8)
    }

    init(_ bytes: [UInt8]) throws(Damage) {
        let header = 14
        var rest = bytes[...]
        while !rest.isEmpty {
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
}
