internal import Netlink
internal import WeirModel

/// An error that prevents a profile. A missing part is recorded in that part's `Reading`.
package enum NICError: ExplainedError, Sendable, Hashable {
    case noSuchLink(name: String, help: String?)
    /// The link was there at first.
    case vanished(name: String)
    case noSocket(what: String, why: String)

    package var summary: String {
        switch self {
        case .noSuchLink(let name, _): "no link is named `\(name)`"
        case .vanished(let name): "the link `\(name)` went away while it was read"
        case .noSocket(let what, let why): "could not open \(what): \(why)"
        }
    }

    package var isOfAbsentLink: Bool {
        switch self {
        case .noSuchLink, .vanished: true
        case .noSocket: false
        }
    }

    package var help: String? {
        switch self {
        case .noSuchLink(_, let help): help
        case .vanished: "read it again once it is back"
        case .noSocket: nil
        }
    }
}

extension KernelError {
    /// A reading with the reason for its missing value. A deleted link is an error of the whole profile.
    func reading<Value>(asking what: String, of link: String) throws(NICError) -> Reading<Value> {
        switch kind {
        case .noSuchLink: throw .vanished(name: link)
        case .unsupported: return .notSupported
        case .notPermitted: return .notPermitted
        default: return .unknown("\(what): \(words)")
        }
    }

    /// The kernel's own text, or else the text for the error number.
    var words: String { kernelMessage ?? message }
}

extension Connection {
    convenience init(opening family: Socket.Family) throws(NICError) {
        do {
            self.init(try Socket(family))
        } catch {
            throw .noSocket(what: "a netlink socket", why: error.words)
        }
    }
}
