import PacketEngine
import WeirModel

/// Packets that two rulesets treat differently at a hook.
package struct RegionDifference {
    package var place: PacketPlace
    package var from: PacketFate
    package var to: PacketFate
    /// Their union is the packets.
    package var cubes: [Cube]
    /// Of packets of the cubes, only some: it depends on more than cubes can say.
    package var isPartial: Bool
    /// One of the packets.
    package var witness: Cube
    /// The rules that decide about the witness; `nil`: the policy, or no chain.
    package var old: RulePlace?
    package var new: RulePlace?
}

package struct RulesetDifference {
    package var regions: [RegionDifference] = []
    /// Hooks at which it could not be decided whether there is a difference.
    package var undecided: [PacketPlace] = []
}
