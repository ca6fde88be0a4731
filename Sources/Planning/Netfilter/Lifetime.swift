import Netfilter

/// The timeouts of elements that go from a live set to the one made in its place.
struct Lifetime {
    private let live: UInt64?
    private let desired: UInt64?
    private let takesTimeouts: Bool
    /// Milliseconds that an element has left at least: the kernel takes less than a tick for the whole timeout.
    private static let least: UInt64 = 100

    init(live: SetSpecification, desired: SetSpecification) {
        self.live = live.timeout
        self.desired = desired.timeout
        takesTimeouts = desired.holdsTimeouts
    }

    /// Whether both sets give new elements the same timeout.
    var isSame: Bool { (live ?? 0) == (desired ?? 0) }

    /// The element with the time that it has left, and for ever where it has no timeout.
    func carrying(_ element: SetElement) -> SetElement {
        guard takesTimeouts, element.flags & SetEntry.intervalEnd == 0 else { return element }
        var element = element
        if !isSame, element.timeout == nil { element.timeout = live ?? 0 }
        if let left = element.expiration { element.expiration = max(left, min(Self.least, element.timeout ?? desired ?? Self.least)) }
        return element
    }
}
