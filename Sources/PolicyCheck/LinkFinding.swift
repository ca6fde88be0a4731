import WeirModel

/// A link under a check.
struct LinkFinding: Sendable {
    let index: LinkIndex

    init(_ index: LinkIndex) { self.index = index }

    var link: LinkConfiguration { index.link }
    var classes: [TrafficClass] { link.classes }
    var qdiscs: [Qdisc] { link.qdiscs }
    var filters: [Filter] { link.filters }

    func qdisc(_ handle: Handle) -> Qdisc? { index.qdisc(handle) }

    /// How messages name an object.
    func subject(_ object: String) -> String { "\(link.name) \(object)" }

    func error(_ id: String, _ message: String, help: String? = nil, source: String? = nil, on object: String, at: Located) -> Diagnostic {
        Diagnostic(.error, id: id, message, help: help, source: source, subject: subject(object), at: at.location)
    }
}

extension TrafficClass {
    var words: String { "class \(id)" }
}

extension Qdisc {
    var words: String { "\(kind)\(handle.map { " \($0)" } ?? "") at \(parent)" }
}
