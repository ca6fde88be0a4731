internal import CNl
import WeirModel

extension TrafficControlSession {
    /// The step whose mark the kernel ignored, with the error to report. Without CONFIG_CLS_U32_MARK the kernel accepts a u32 filter with a
    /// mark silently, and the filter then matches every mark. One filter is checked for all.
    func forgottenMark(of steps: [TrafficControlStep], _ names: InterfaceTable) throws(TrafficControlError) -> (
        TrafficControlStep, TrafficControlError
    )? {
        guard var step = steps.last(where: \.setsMark) else { return nil }
        // The table of an added filter is looked up like that of a live one.
        step.verb = .replace
        guard case .filter(let filter) = try withRootTable(step, names).object else { return nil }
        let hasMark = try get(filter, handle: filter.heldHandle, on: try names.index(of: step.link)) {
            $0.options?.attributes[attribute: Int(TCA_U32_MARK)] != nil
        }
        guard hasMark == false else { return nil }
        return (
            step,
            TrafficControlError(
                kind: .unsupported,
                message:
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
