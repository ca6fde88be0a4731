import WeirModel

/// The commands for stock tc (iproute2 6.1) on links without any configuration.
///
/// They are made from the steps of a plan, so that order, priorities and handles are those of `weir apply`.
package struct TcScript: Sendable {
    /// A line for each command; parts that tc can't express are in comments.
    package private(set) var text = ""
    /// Parts that tc can't express.
    package private(set) var errors: [RenderingError] = []

    package init(_ steps: [TrafficControlStep]) {
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
        kind is any WithoutOptions.Type || kind is any TcRenderable.Type || kind is any TcClassifier.Type || kind is any TcAction.Type
    }
}

/// A kind of qdisc or class: what follows its name.
protocol TcRenderable: TrafficOptions {
    func spell(into command: inout TcCommand) throws(RenderingError)
}

extension AnyOptions {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        if options is any WithoutOptions { return }
        guard let options = options as? any TcRenderable else { throw .unsayable("its options, which are raw") }
        try options.spell(into: &command)
    }
}

/// A kind of classifier: its matches, which follow its name.
protocol TcClassifier: TrafficOptions {
    func spell(_ filter: Filter, into command: inout TcCommand) throws(RenderingError)
    /// The text after `handle`; `nil` for none.
    func handle(of filter: Filter) -> String?
    /// The flags that tc has words for.
    static var flags: FilterFlags { get }
    /// Whether tc sends options only if there is an argument.
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
