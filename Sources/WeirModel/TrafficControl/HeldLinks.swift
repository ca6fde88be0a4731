/// What the kernel says of links after an apply, for the proof of what hardware holds.
public struct HeldLinks: Sendable {
    public var links: [LinkConfiguration]
    /// By link: places whose filters were not read one by one, with the state that all of them have. No filter is told from another there.
    public var commonStates: [String: [Attachment: FilterStatus]]

    public init(_ links: [LinkConfiguration], commonStates: [String: [Attachment: FilterStatus]] = [:]) {
        self.links = links
        self.commonStates = commonStates
    }
}
