internal import CNl
import WeirModel

extension Session {
    /// The step whose mark the kernel left out, and what to say of it: built without CONFIG_CLS_U32_MARK, it takes such a filter of u32 without a
    /// word, and the filter then matches every mark. One filter tells for all.
    func forgottenMark(of steps: [TrafficControlStep], _ names: LinkNames) throws(TrafficControlError) -> (
        TrafficControlStep, TrafficControlError
    )? {
        guard var step = steps.last(where: \.setsMark) else { return nil }
        // Of what was added, the table is asked for as of what is there.
        step.verb = .replace
        guard case .filter(let filter) = try withRootTable(step, names).object else { return nil }
        let hasMark = try get(filter, handle: filter.heldHandle, on: try names.index(of: step.link)) {
            $0.options?.attributes[attribute: Int(TCA_U32_MARK)] != nil
        }
        guard hasMark == false else { return nil }
        return (
            step,
            TrafficControlError(
                .unsupported,
                "the kernel leaves out the mark of \(filter.name) on \(step.link), which would match every mark: it was built without CONFIG_CLS_U32_MARK",
                help: "`by: .fw` or `by: .basic` compares marks on every kernel that has it")
        )
    }
}

extension TrafficControlStep {
    fileprivate var setsMark: Bool {
        guard verb == .add || verb == .replace, case .filter(let filter) = object, filter.handle != nil else { return false }
        // A mark under no mask is none.
        return filter.classifier.as(Filter.U32.self)?.mark.map { $0.mask != 0 } ?? false
    }
}
