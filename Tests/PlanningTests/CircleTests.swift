import Tags
import Testing
import WeirModel

@testable import Planning

/// Links whose objects hang on each other in ways that no kernel holds, and a document can say.
@Suite(.tags(.pure)) struct CircleTests {
    private static func qdisc(_ handle: UInt16, below parent: Handle) -> Qdisc { Qdisc(Qdisc.HTB(), parent: parent, handle: Handle(handle)) }
    private static func leaf(_ id: Handle, below parent: Handle) -> TrafficClass { TrafficClass(id, parent: parent, TrafficClass.HTB()) }

    /// Each qdisc below the other; the whole goes away, and would come back.
    @Test func qdiscsInACircle() {
        var live = LinkConfiguration("eth0")
        live.qdiscs = [Self.qdisc(1, below: .root), Self.qdisc(2, below: Handle(1, 1)), Self.qdisc(3, below: Handle(2, 1)), Self.qdisc(2, below: Handle(3, 1))]
        live.qdiscs += (0..<40).map { _ in Self.qdisc(1, below: Handle(3, 2)) }
        let plan = TrafficControlPlan(desired: [LinkConfiguration("eth0", qdiscs: [Qdisc(Qdisc.PFIFO(), parent: .root)])], live: [live])
        #expect(!plan.steps.isEmpty)
        #expect(plan.steps.allSatisfy { $0.undo.count < 100 })
    }

    /// Deeper than a thread's stack.
    private static let depth = UInt16(20_000)

    /// Each twice: the children of a number are those of one class.
    @Test func classesWithoutEnd() {
        var link = LinkConfiguration("eth0", qdiscs: [Self.qdisc(1, below: .root)])
        link.classes = (1...Self.depth).flatMap { number in
            Array(repeating: Self.leaf(Handle(1, number), below: Handle(1, number - 1)), count: 2)
        }
        #expect(link.classes.parentsFirst().count == link.classes.count)
        var moved = link
        moved.classes[2].parent = Handle(1, 0x7000)
        #expect(!TrafficControlPlan(desired: [moved], live: [link]).steps.isEmpty)
    }

    /// Each below the other, or below itself; and one whose number stands for none.
    @Test func classesInACircle() {
        let classes = [
            Self.leaf(Handle(1, 1), below: Handle(1, 2)), Self.leaf(Handle(1, 2), below: Handle(1, 1)), Self.leaf(Handle(1, 3), below: Handle(1, 3)),
            Self.leaf(Handle(1, 4), below: Handle(1)), Self.leaf(.none, below: .none), Self.leaf(.none, below: Handle(1)),
            Self.leaf(Handle(1, 1), below: Handle(1, 4)),
        ]
        let ordered = classes.parentsFirst()
        #expect(ordered.count == classes.count)
        #expect(Set(ordered) == Set(classes))
    }

    @Test func qdiscsWithoutEnd() {
        let qdiscs = (2...Self.depth).map { Self.qdisc($0, below: Handle($0 - 1, 1)) }.reversed() + [Self.qdisc(1, below: .root)]
        #expect(Array(qdiscs).parentsFirst(classes: []).map(\.handle) == (1...Self.depth).map { Handle($0) })
    }
}
