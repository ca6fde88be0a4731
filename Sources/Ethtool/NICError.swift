internal import Glibc
public import WeirModel

/// Why no profile could be made at all. What merely a part of it lacks stands in that part's `Reading`.
public enum NICError: ExplainedError, Sendable, Hashable {
    case noSuchLink(name: String, help: String?)
    /// The link was there at first.
    case vanished(name: String)
    case noSocket(what: String, why: String)

    public var summary: String {
        switch self {
        case .noSuchLink(let name, _): "no link is named `\(name)`"
        case .vanished(let name): "the link `\(name)` went away while it was read"
        case .noSocket(let what, let why): "could not open \(what): \(why)"
        }
    }

    public var isOfAbsentLink: Bool {
        switch self {
        case .noSuchLink, .vanished: true
        case .noSocket: false
        }
    }

    public var help: String? {
        switch self {
        case .noSuchLink(_, let help): help
        case .vanished: "read it again once it is back"
        case .noSocket: nil
        }
    }
}

/// What the kernel answered to one question: the error number, its name, and the kernel's own words where it gave any.
struct KernelError: Error, Hashable {
    var number: Int32
    var words: String?

    /// A reading that says why it has no value; a link that is gone is an error of the whole profile.
    func reading<Value>(asking what: String, of link: String) throws(NICError) -> Reading<Value> {
        switch number {
        case ENODEV: throw .vanished(name: link)
        case EOPNOTSUPP: return .notSupported
        case EPERM, EACCES: return .notPermitted
        default: return .unknown("\(what): \(words ?? String(cString: strerror(number)))")
        }
    }
}
