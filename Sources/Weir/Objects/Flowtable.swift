import WeirModel

/// A flowtable: established flows that `.flowAdd` puts into it bypass the stack.
public struct Flowtable: Sendable, ExpressibleByStringLiteral {
    let model: WeirModel.Flowtable
    /// A flowtable of the table, by its name only.
    let isReference: Bool
    let notes: PendingDiagnostics

    /// - Parameters:
    ///   - priority: of its ingress hook: nft's `filter` is 0.
    ///   - offload: whether flows go to the devices' hardware.
    public init(
        _ name: String, priority: Int32 = 0, devices: [Interface], offload: Offload = .never, counter: Bool = false,
        file: String = #filePath,
        line: Int = #line, column: Int = #column
    ) {
        var notes = PendingDiagnostics()
        let location = here(file, line, column)
        model = WeirModel.Flowtable(
            name: name, priority: priority, devices: devices.compactMap { $0.name(&notes) }, offload: offload, counter: counter,
            at: location)
        self.notes = PendingDiagnostics(problems: notes.problems.map { $0.at(location) })
        isReference = false
    }

    public init(stringLiteral value: String) {
        model = WeirModel.Flowtable(name: value, priority: 0, devices: [])
        isReference = true
        notes = PendingDiagnostics()
    }
}
