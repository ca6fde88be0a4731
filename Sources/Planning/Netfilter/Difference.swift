import Netfilter
import WeirModel

/// One difference between the kernel and the desired state, shown by `weir diff` and changed by `weir apply`.
package struct Difference: Sendable {
    package enum Change: String, Sendable, CaseIterable {
        /// Desired and not live.
        case added
        /// Live and not desired.
        case removed
        case changed
        /// The same, in another place of its chain.
        case moved
        /// Live as desired, and yet without effect on this host.
        case ineffective
    }

    package enum Subject: Sendable, Hashable {
        case table
        case chain(String)
        /// `position`: 1-based, in the desired chain, or in the live one where it is removed.
        case rule(chain: String, position: Int)
        case set(String, isMap: Bool)
        case elements(set: String, isMap: Bool)
        case object(String, kind: String)
        case flowtable(String)
    }

    /// One side of a difference.
    package enum Content: Sendable {
        case text(String)
        case rule(CompiledRule)
        /// Elements of this set, in no order.
        case elements(SetElements, CompiledSet)
    }

    package var change: Change
    package var family: Family
    package var table: String
    package var subject: Subject
    /// Of a moved rule: its 1-based place in the live chain.
    package var livePosition: Int?
    package var live: Content?
    package var desired: Content?
    /// State that the kernel loses when this is applied: `counter: 5 packets, 640 bytes`.
    package var lost: [String]
    /// Where the policy asks for it.
    package var at: Located

    package init(
        _ change: Change, family: Family, table: String, _ subject: Subject, live: Content? = nil, desired: Content? = nil,
        lost: [String] = [], at: Located = Located()
    ) {
        self.change = change
        self.family = family
        self.table = table
        self.subject = subject
        self.live = live
        self.desired = desired
        self.lost = lost
        self.at = at
    }
}
