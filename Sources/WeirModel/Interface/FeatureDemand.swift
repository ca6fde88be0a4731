/// A policy's demand on a link's features: `Offloads { require("hw-tc-offload"); forbid("rx-lro") }`.
public struct FeatureDemand: Sendable, Codable, Hashable {
    public enum Kind: String, Sendable, Codable, Hashable { case require, forbid }
    public var kind: Kind
    /// The kernel's name.
    public var feature: String
    public var at: Located

    public init(_ kind: Kind, _ feature: String, at location: SourceLocation? = nil) {
        self.kind = kind
        self.feature = feature
        self.at = Located(location)
    }
}
