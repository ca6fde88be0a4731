internal import Glibc
internal import Netlink
internal import Threads
import WeirModel

/// The outcome of steps.
package struct TrafficControlOutcome: Sendable {
    /// The error that stopped the work; `nil` if all steps were carried out.
    package var failure: TrafficControlError?
    /// The step that was refused.
    package var failedStep: TrafficControlStep?
    /// Errors of the undo; empty if the links are as they were before.
    package var notUndone: [String] = []
    /// The kernel's remarks on accepted steps.
    package var remarks: [TrafficControlRemark] = []

    package init() {}
}

/// The kernel's text on an accepted step.
package struct TrafficControlRemark: Sendable, CustomStringConvertible {
    package var step: TrafficControlStep
    package var words: String

    package var description: String { (step.at.location.map { "\($0): " } ?? "") + "\(step.description) on \(step.link): \(words)" }
}

extension TrafficControlSession {
    /// Carries the steps out in order. If one cannot be encoded or is refused by the kernel, the earlier ones are undone in reverse.
    ///
    /// The first 1024 steps are encoded before anything is sent. The messages of later steps are made while the kernel works on the ones
    /// before.
    package func carryOut(_ steps: [TrafficControlStep]) throws(TrafficControlError) -> TrafficControlOutcome {
        let names = InterfaceTable(try links())
        var outcome = TrafficControlOutcome()
        var done: [Int] = []
        var parts = stride(from: 0, to: steps.count, by: Self.stepsAtOnce).map { steps[$0..<min($0 + Self.stepsAtOnce, steps.count)] }[...]
        var part = parts.popFirst().map { StepMessages(of: $0, names, piece: Self.stepsAtOnce / 2) }
        while let current = part, outcome.failure == nil {
            let next = parts.popFirst().map { steps in BackgroundValue { StepMessages(of: steps, names, piece: steps.count) } }
            carryOut(current, &outcome, &done)
            part = next?.value()
        }
        do {
            if outcome.failure == nil, let (step, error) = try forgottenMark(of: steps, names) {
                outcome.failure = error.of(step)
                outcome.failedStep = step
            }
        } catch {
            outcome.failure = error
        }
        if outcome.failure != nil { outcome.notUndone = undo(done.map { steps[$0] }, names) }
        return outcome
    }

    static var stepsAtOnce: Int { 1024 }

    /// - Parameter done: gains the places of the steps that the kernel took.
    private func carryOut(_ part: StepMessages, _ outcome: inout TrafficControlOutcome, _ done: inout [Int]) {
        if let (step, error) = part.unsayable {
            outcome.failure = error.of(step)
            outcome.failedStep = step
            return
        }
        let steps = part.steps
        var start = steps.startIndex
        while start < steps.endIndex, outcome.failure == nil {
            var end = start + 1
            while end < steps.endIndex, end - start < 512, steps[end].canGoAlong(with: steps[start]) { end += 1 }
            let first = part.places(of: start).lowerBound
            let answers: Answers
            do {
                answers = try executePatiently(part.requests(of: start..<end), steps[start])
            } catch {
                // Which of them the kernel has heard of is not known: all are taken back.
                outcome.failure = error.of(steps[start])
                done += start..<end
                return
            }
            for place in start..<end {
                let own = part.places(of: place)
                let refusals = answers.refusals[own.lowerBound - first..<own.upperBound - first]
                if answers.refusals[own.lowerBound - first] == nil { done.append(place) }
                if outcome.failure == nil, let refusal = refusals.lazy.compactMap({ $0 }).first {
                    outcome.failure = refusal.error(of: steps[place])
                    outcome.failedStep = steps[place]
                }
            }
            for (message, words) in answers.remarks.sorted(by: { $0.key < $1.key }) {
                guard let place = (start..<end).first(where: { part.places(of: $0).upperBound - first > message }) else { continue }
                outcome.remarks.append(TrafficControlRemark(step: steps[place], words: words))
            }
            start = end
        }
    }

    /// A table of u32 is in use until the kernel has cleared away the filters that led to it, a moment after they were deleted.
    private func executePatiently(_ requests: ArraySlice<UInt8>, _ step: TrafficControlStep) throws(TrafficControlError) -> Answers {
        var answers = try execute(requests)
        for _ in 0..<200 where step.removesHashTable && answers.refusals.first??.errno == EBUSY {
            usleep(5000)
            answers = try execute(requests)
        }
        return answers
    }

    private func undo(_ done: [TrafficControlStep], _ names: InterfaceTable) -> [String] {
        var left: [String] = []
        for step in done.reversed() {
            // Filters come after the objects that they are attached to.
            let firstFilter = step.undo.firstIndex { if case .filter = $0.object { $0.verb == .add } else { false } } ?? step.undo.endIndex
            takeBack(step.undo[..<firstFilter], names, &left)
            var keepers: [TrafficControlStep] = []
            do { keepers = try regainRootTables(of: step.undo, names) } catch { left.append(error.summary) }
            takeBack(step.undo[firstFilter...] + keepers, names, &left)
        }
        return left
    }

    private func takeBack(_ steps: ArraySlice<TrafficControlStep>, _ names: InterfaceTable, _ left: inout [String]) {
        for back in steps {
            do {
                for refusal in try executePatiently(try withRootTable(back, names).requests(names)[...], back).refusals {
                    // An absent object needs no deletion.
                    if let refusal, back.verb != .delete || refusal.kind != .absent {
                        left.append(refusal.error(of: back).summary)
                    }
                }
            } catch {
                left.append(error.summary)
            }
        }
    }
}

extension KernelError {
    fileprivate func error(of step: TrafficControlStep) -> TrafficControlError {
        TrafficControlError(self, "can't \(step.description) on \(step.link)").of(step)
    }
}

extension TrafficControlError {
    /// The error with the step's place in the policy.
    fileprivate func of(_ step: TrafficControlStep) -> TrafficControlError {
        var copy = self
        copy.at = copy.at ?? step.at.location
        return copy
    }
}

extension TrafficControlStep {
    /// Steps of one sort can be sent together: none of them needs another's success to be known.
    fileprivate func canGoAlong(with first: TrafficControlStep) -> Bool {
        link == first.link && verb == first.verb && !removesHashTable && !first.removesHashTable && object.isOneOfMany(like: first.object)
    }

    fileprivate var removesHashTable: Bool {
        guard verb == .delete, case .filter(let filter) = object else { return false }
        return filter.handle != nil && filter.classifier.as(Filter.U32.self)?.divisor != nil
    }
}
