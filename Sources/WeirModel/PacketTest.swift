/// A test beside a policy: what is to become of packets.
package struct PacketTest: Sendable, Codable, Hashable {
    package var name: String
    package var expectations: [Expectation]
    /// A table of family inet: the chain `n` has the matches of expectation `n`, as rules of which any may match. It has the sets that they use.
    package var matches: Table
    package var at: Located

    /// What is to become of all packets of a description.
    package struct Expectation: Sendable, Codable, Hashable {
        package var fate: Fate
        /// The fate of the answers; nil if nothing is said about them.
        package var replies: Fate?
        /// The interface by which the packets come, `eth*` for several; nil for any.
        package var iif: String?
        /// The interface by which they leave; nil for any.
        package var oif: String?
        /// The way through the stack; nil for all that the interfaces allow.
        package var path: Path?
        package var at: Located

        package init(
            _ fate: Fate, replies: Fate? = nil, iif: String? = nil, oif: String? = nil, path: Path? = nil,
            at location: SourceLocation? = nil
        ) {
            self.fate = fate
            self.replies = replies
            self.iif = iif
            self.oif = oif
            self.path = path
            at = Located(location)
        }
    }

    /// Raw values are the language's words.
    package enum Fate: String, Sendable, Codable, Hashable {
        case accepted, dropped
    }

    /// Raw values are nft's words for the hooks in the middle.
    package enum Path: String, Sendable, Codable, Hashable, CaseIterable {
        case input, forward, output
    }

    package init(_ name: String, expectations: [Expectation] = [], matches: Table? = nil, at location: SourceLocation? = nil) {
        self.name = name
        self.expectations = expectations
        self.matches = matches ?? Table(family: .inet, name: "test")
        at = Located(location)
    }
}
