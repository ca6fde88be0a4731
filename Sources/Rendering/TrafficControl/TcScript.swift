import WeirModel

/// What a person would type to stock tc (iproute2 6.1) on links that have nothing yet.
///
/// It is made of the steps of a plan, so that order, priorities and handles are those of `weir apply`.
public struct TcScript: Sendable {
    /// A line for each command; what tc can't say stands in a comment.
    public private(set) var text = ""
    /// What tc can't say.
    public private(set) var errors: [RenderingError] = []

    public init(_ steps: [TrafficControlStep]) {
        for step in steps {
            do throws(RenderingError) {
                for line in try step.tcLines() { text += line + "\n" }
            } catch {
                let error = RenderingError(error.message, subject: "\(step.object.name) on \(step.link)", help: error.help)
                text += "# \(OutputLine("\(error)".bounded))\n"
                errors.append(error)
            }
        }
    }
}

/// Names of kinds that the script can spell, for the test that none is missing.
extension TcScript {
    static func spells(_ kind: any TrafficOptions.Type) -> Bool {
        kind is any TcSpelled.Type || kind is any TcClassifier.Type || kind is any TcAction.Type
    }
}

/// A kind of qdisc or class: what follows its name.
protocol TcSpelled: TrafficOptions {
    func spell(into command: inout TcCommand) throws(RenderingError)
}

/// A kind without options.
protocol TcPlain: TcSpelled {}

extension TcPlain {
    func spell(into command: inout TcCommand) throws(RenderingError) {}
}

/// A kind of classifier: what it matches, which follows its name.
protocol TcClassifier: TrafficOptions {
    func spell(_ filter: Filter, into command: inout TcCommand) throws(RenderingError)
    /// What follows `handle`; nil says none.
    func handle(of filter: Filter) -> String?
    /// The flags that tc has words for.
    static var flags: FilterFlags { get }
    /// What must be said so that tc sends options at all.
    static var needsWords: Bool { get }
}

extension TcClassifier {
    func handle(of filter: Filter) -> String? { filter.handle.flatMap { $0 == 0 ? nil : "\($0)" } }
    static var flags: FilterFlags { [] }
    static var needsWords: Bool { true }
}

/// A kind of action: all that follows its name up to its index.
protocol TcAction: TrafficOptions {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError)
}
