/// The kernel's report of links after an apply, to verify the objects that hardware holds.
public struct HeldLinks: Sendable {
    public var links: [LinkConfiguration]
    /// By link: places with filters that were not read one by one, and the state that all of them share.
    public var commonStates: [String: [Attachment: FilterStatus]]

    public init(_ links: [LinkConfiguration], commonStates: [String: [Attachment: FilterStatus]] = [:]) {
        (self.links, self.commonStates) = (links, commonStates)
    }
}
