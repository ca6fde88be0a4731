import TrafficLowering
import WeirModel

/// Filters: `Filter(ip.daddr == "203.0.113.0/24", udp.sport == 123, .drop)`, else with the classifier's own options.
struct FilterSource {
    /// Writes matches; filters know no sets of tables.
    private let matches: TableSource

    init() {
        var names = Names()
        matches = TableSource(Table(family: .inet, name: ""), &names)
    }

    /// A call for each case of the filter's matches.
    ///
    /// - Parameter major: the qdisc whose classes are numbered; `nil` if there are no classes.
    func filters(_ filter: Filter, below major: UInt16?) -> [Layout] { filter.separateCases.map { self.filter($0, below: major) } }

    private func filter(_ filter: Filter, below major: UInt16?) -> Layout {
        var arguments: [Layout]
        let lifted = filter.matches == nil && filter.unknown == nil ? FilterMatching.lift(filter) : nil
        if let said = filter.matches ?? lifted {
            arguments = said.cases.first?.map { matches.statement($0) } ?? []
            let verdict = ActionSource.verdict(filter.actions)
            if let verdict { arguments.append(verdict) }
            if let classifier = said.classifier, said.flower == nil { arguments.append(.text("by: .\(classifier)")) }
            if let keys = said.flower {
                arguments.append(.labelled("flower", .closure(open: "", lines: OptionSource.assignments(keys, fresh: Filter.Flower()))))
            }
            arguments += target(filter, major)
            if verdict == nil { arguments += actions(filter) }
        } else {
            arguments = [.labelled("using", KindSource.classifier(filter.classifier.options, unknown: filter.unknown))]
            if filter.protocolID != Filter.allProtocols { arguments.append(.text("protocol: \(Self.etherType(filter.protocolID))")) }
            arguments += target(filter, major) + actions(filter)
        }
        // The handle of a lifted fw is the mark that it matches.
        let isHandleSaid = lifted != nil && filter.kind == Filter.FW.kind
        if filter.flags.contains(.skipSoftware) { arguments.append(.text("offload: .required")) }
        if filter.flags.contains(.skipHardware) { arguments.append(.text("offload: .never")) }
        if filter.flags.contains(.verbose) { arguments.append(.text("verbose: true")) }
        if filter.chain != 0 { arguments.append(.text("chain: \(filter.chain)")) }
        if let priority = filter.priority { arguments.append(.text("priority: \(priority)")) }
        if let handle = filter.handle, !isHandleSaid { arguments.append(.text("handle: \(Self.handle(handle))")) }
        return .call("Filter", arguments)
    }

    func chain(_ chain: FilterChain) -> Layout {
        var arguments: [Layout] = [.text("\(chain.index)")]
        if let template = chain.template { arguments.append(.labelled("template", KindSource.classifier(template.options, unknown: nil))) }
        if let number = chain.protocolID { arguments.append(.text("protocol: \(Self.etherType(number))")) }
        return .call("FilterChain", arguments)
    }

    /// tc writes handles and the numbers of classes in hexadecimal.
    static func handle(_ number: some FixedWidthInteger) -> String { number > 9 ? SwiftSpelling.hexadecimal(number) : String(number) }

    private func target(_ filter: Filter, _ major: UInt16?) -> [Layout] {
        guard let id = filter.classID else { return [] }
        return [.text(id.major == major ? "classify: \(Self.handle(id.minor))" : "classid: \(SwiftSpelling.quoted(id.description))")]
    }

    private func actions(_ filter: Filter) -> [Layout] {
        filter.actions.isEmpty ? [] : [.labelled("actions", .array(filter.actions.map(ActionSource.action)))]
    }

    private static func etherType(_ number: UInt16) -> String {
        ValueSource.text(.number(UInt128(number), .etherType), in: Shape(.etherType).first)
    }
}
