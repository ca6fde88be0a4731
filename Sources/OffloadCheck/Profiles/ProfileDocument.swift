package import FoundationEssentials
package import WeirModel

/// Profiles as files: Weir's own document, and the output of `ethtool --json -k` and `ethtool -k`.
package enum ProfileDocument {
    /// Readable, and the same for the same profiles; one profile is an object, several are an array.
    package static func data(_ profiles: [NICProfile]) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let json = profiles.count == 1 ? try encoder.encode(profiles[0]) : try encoder.encode(profiles)
        return Data(JSONText.visible(Array(json)) + [0x0a])
    }

    /// `origin` is the file's name, for messages.
    package static func profiles(in data: Data, from origin: String) throws(ProfileError) -> [NICProfile] {
        switch data.first(where: { ![9, 10, 13, 32].contains($0) }) {
        case UInt8(ascii: "{")?, UInt8(ascii: "[")?: return try json(data, origin)
        case nil: throw ProfileError(origin, "is empty", help: "write one with `weir nic NAME -o \(origin)`")
        default: return try EthtoolText.profiles(in: String(decoding: data, as: UTF8.self), from: origin)
        }
    }

    /// The header of a document, which is read first.
    private struct Mark: Decodable {
        var weirProfile: Int?
        var ifname: String?
        /// A line of `ethtool -k` that every kernel has; other programs name links by `ifname` too.
        var features: Ignored?
        /// Keys of other documents of Weir.
        var policy: String?
        var tables: Ignored?
        var links: Ignored?
        private enum CodingKeys: String, CodingKey {
            case weirProfile, ifname, policy, tables, links
            case features = "rx-checksumming"
        }
        struct Ignored: Decodable {
            init(from decoder: any Decoder) throws {}
        }
        var isState: Bool { tables != nil || links != nil }
    }

    private static func json(_ data: Data, _ origin: String) throws(ProfileError) -> [NICProfile] {
        let isArray = data.first { ![9, 10, 13, 32].contains($0) } == UInt8(ascii: "[")
        let marks = isArray ? try decode([Mark].self, data, origin) : [try decode(Mark.self, data, origin)]
        guard let first = marks.first else { throw ProfileError(origin, "holds no profile") }
        if first.ifname != nil, first.features != nil { return try EthtoolJSON.profiles(in: data, from: origin) }
        for mark in marks {
            guard let version = mark.weirProfile else {
                throw ProfileError(
                    origin, mark.isState ? "is a policy's or a host's document, not a profile" : "is not a profile that weir knows",
                    help: "a profile is the output of `weir nic`, `ethtool --json -k` or `ethtool -k`")
            }
            guard version == NICProfile.currentVersion else {
                throw ProfileError(
                    origin, "is a profile of version \(version), and this weir reads version \(NICProfile.currentVersion)",
                    help: "write it again with this version's `weir nic`")
            }
        }
        return isArray ? try decode([NICProfile].self, data, origin) : [try decode(NICProfile.self, data, origin)]
    }

    static func decode<Value: Decodable>(_ type: Value.Type, _ data: Data, _ origin: String) throws(ProfileError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch let error as DecodingError {
            throw ProfileError(origin, error)
        } catch {
            throw ProfileError(origin, "cannot be read: \(error)")
        }
    }
}

/// Why a file gives no profile.
package struct ProfileError: ExplainedError, Sendable, Hashable {
    package var origin: String
    package var problem: String
    package var help: String?

    init(_ origin: String, _ problem: String, help: String? = nil) { (self.origin, self.problem, self.help) = (origin, problem, help) }

    init(_ origin: String, _ error: DecodingError) {
        func place(_ context: DecodingError.Context) -> String {
            let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
            return path.isEmpty ? "" : " in `\(path.excerpt())`"
        }
        switch error {
        case .dataCorrupted(let context) where context.codingPath.isEmpty:
            self.init(origin, "is not a complete JSON document", help: "it may be truncated: write it again")
        case .keyNotFound(let key, let context): self.init(origin, "lacks `\(key.stringValue.excerpt())`\(place(context))")
        case .dataCorrupted(let context): self.init(origin, "does not make sense\(place(context)): \(context.debugDescription)")
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            self.init(origin, "does not make sense\(place(context)): \(context.debugDescription)")
        @unknown default: self.init(origin, "cannot be read: \(error)")
        }
    }

    package var summary: String { "`\(origin)` \(problem)" }
}
