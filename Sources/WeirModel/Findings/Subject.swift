/// The object that a finding is about. It is written as its text: `inet filter input`, `eth0 class 1:10`.
package struct Subject: Sendable, Hashable {
    package enum Kind: Sendable {
        case table, chain, set, object, flowtable
        case link, qdisc, trafficClass, filter
        case sysctl
        /// Read from a document, which holds the text alone.
        case unknown
    }

    package var kind: Kind
    /// The table (`inet filter`) or link that it is, or is a part of.
    package var owner: String
    /// The name within the owner: `input`, `class 1:10`; nil for the owner itself.
    package var part: String?

    package init(_ kind: Kind, _ owner: String, _ part: String? = nil) { (self.kind, self.owner, self.part) = (kind, owner, part) }

    package static func link(_ name: String) -> Subject { Subject(.link, name) }

    package var text: String { part.map { "\(owner) \($0)" } ?? owner }

    /// The same with quotations cut to the length that messages allow.
    var bounded: Subject { Subject(kind, owner.excerpt(300), part?.excerpt(300)) }
}

extension Subject: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(.unknown, try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
