internal import WeirModel

/// A link under a check.
struct LinkFinding: Sendable {
    let index: LinkIndex

    init(_ index: LinkIndex) { self.index = index }

    var link: LinkConfiguration { index.link }
    var classes: [TrafficClass] { link.classes }
    var qdiscs: [Qdisc] { link.qdiscs }
    var filters: [Filter] { link.filters }

    func qdisc(_ handle: Handle) -> Qdisc? { index.qdisc(handle) }

    func subject(of object: some LinkObject) -> Subject { Subject(object.subjectKind, link.name, object.words) }

    func error(
        _ id: Diagnostic.ID, _ message: String, help: String? = nil, source: String? = nil, severity: Diagnostic.Severity = .error,
        on object: some LinkObject
    ) -> Diagnostic {
        Diagnostic(severity, id: id, message, help: help, source: source, subject: subject(of: object), at: object.at.location)
    }
}

/// A part of a link that a finding can be about.
protocol LinkObject {
    var subjectKind: Subject.Kind { get }
    /// The name in messages: `class 1:10`.
    var words: String { get }
    var at: Located { get }
}

extension TrafficClass: LinkObject {
    var subjectKind: Subject.Kind { .trafficClass }
    var words: String { "class \(id)" }
}

extension Qdisc: LinkObject {
    var subjectKind: Subject.Kind { .qdisc }
    var words: String { "\(kind)\(handle.map { " \($0)" } ?? "") at \(parent)" }
}

extension Filter: LinkObject {
    var subjectKind: Subject.Kind { .filter }
    var words: String { name }
}
