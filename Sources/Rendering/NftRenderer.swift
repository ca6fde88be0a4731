package import Netfilter
import WeirModel

/// Why a state can't be written in a language that people load.
package struct RenderingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The part that can't be written.
    package var message: String
    /// `inet filter input`
    package var subject: String?
    package var help: String?

    package init(_ message: String, subject: String? = nil, help: String? = nil) {
        (self.message, self.subject, self.help) = (message, subject, help)
    }

    package var description: String { (subject.map { "\($0): " } ?? "") + message + (help.map { "; \($0)" } ?? "") }
}

/// Writes netfilter policy in nft's language, so that stock `nft -f` (1.0.6 and later) creates exactly the same.
///
/// Numbers are used where nft's names depend on the host (services, users, time zones), names elsewhere.
package struct NftRenderer: Sendable {
    package enum Unspellable: Sendable {
        /// For scripts, which have to mean the same: a part without a spelling is an error.
        case refused
        /// For readers: a part without a spelling is shown in brackets.
        case shown
    }

    package var family: Family
    package var unspellable: Unspellable
    /// The nft that reads the text. For people it is the newest.
    package var dialect: StockDialect
    /// The sets of meters that the table has, and their sizes.
    var meters: [String: UInt32?] = [:]

    package init(family: Family, unspellable: Unspellable = .refused, dialect: StockDialect = .comparisons) {
        self.family = family
        self.unspellable = unspellable
        self.dialect = unspellable == .shown ? .checks : dialect
    }

    /// All of a host's tables, as `nft -f` takes them.
    package static func script(for state: HostState, dialect: StockDialect = .comparisons) throws(RenderingError) -> String {
        var text = ""
        for table in state.tables {
            if !text.isEmpty { text += "\n" }
            text += try block(for: table, dialect: dialect)
        }
        return text
    }

    /// `table inet filter { … }`
    package static func block(for table: Table, dialect: StockDialect = .comparisons) throws(RenderingError) -> String {
        try NftRenderer(family: table.family, dialect: dialect).block(table)
    }
}

/// One line of nft's language for readers: of differences, of diagnostics. Parts that nft can't spell are shown approximately.
extension NftRenderer {
    package static func line(for rule: Rule, family: Family) -> String {
        reader(family) { renderer throws(RenderingError) in try renderer.rule(rule) }
    }

    package static func line(for statement: Statement, family: Family) -> String {
        reader(family) { renderer throws(RenderingError) in try renderer.statement(statement) }
    }

    package static func line(for element: Element, family: Family) -> String {
        reader(family) { renderer throws(RenderingError) in try renderer.element(element) }
    }

    /// `chain input { type filter hook input priority filter; policy drop; }`
    package static func line(for chain: Chain, family: Family) -> String {
        reader(family) { renderer throws(RenderingError) in renderer.oneLine("chain \(chain.name)", try renderer.header(of: chain)) }
    }

    /// `set blocklist { type ipv4_addr; flags interval; }`, without its elements.
    package static func line(for set: SetDeclaration, family: Family) -> String {
        reader(family) { renderer throws(RenderingError) in
            renderer.oneLine("\(set.data == nil ? "set" : "map") \(set.name)", try renderer.header(of: set))
        }
    }

    package static func line(for object: StatefulObject, family: Family) -> String {
        reader(family) { renderer throws(RenderingError) in
            renderer.oneLine("\(object.definition.kind?.rawValue ?? "object") \(object.name)", try renderer.body(of: object))
        }
    }

    package static func line(for flowtable: Flowtable, family: Family) -> String {
        reader(family) { renderer throws(RenderingError) in
            renderer.oneLine("flowtable \(flowtable.name)", try renderer.body(of: flowtable))
        }
    }

    /// A whole table, line by line.
    package static func lines(for table: Table) -> [String] {
        let renderer = NftRenderer(family: table.family, unspellable: .shown)
        do throws(RenderingError) { return try renderer.lines(of: table) } catch { return ["[\(error)]"] }
    }

    private static func reader(_ family: Family, _ render: (NftRenderer) throws(RenderingError) -> String) -> String {
        do throws(RenderingError) {
            return try render(NftRenderer(family: family, unspellable: .shown))
        } catch {
            return "[\(error)]"
        }
    }

    private func oneLine(_ name: String, _ lines: [String]) -> String {
        lines.isEmpty ? "\(name) { }" : "\(name) { " + lines.map { $0.hasSuffix(";") ? $0 : $0 + ";" }.joined(separator: " ") + " }"
    }
}

extension NftRenderer {
    /// The text for a part that nft has no words for.
    func noSpelling(_ shown: String, _ message: String, help: String? = nil) throws(RenderingError) -> String {
        switch unspellable {
        case .refused: throw RenderingError(message, help: help)
        case .shown: return "[\(shown)]"
        }
    }

    /// Words that nft has learnt since 1.0.6.
    func newer(_ text: String, since version: String, in needed: StockDialect = .ranges) throws(RenderingError) -> String {
        dialect >= needed ? text : try noSpelling(text, "`\(text)` needs nft \(version)", help: "this host's nft is older")
    }

    func quoted(_ text: String) throws(RenderingError) -> String {
        do throws(ValueError) { return try Value.nftQuoted(text) } catch { return try noSpelling(text, error.description) }
    }

    /// nft reads no longer ones, though the kernel keeps them.
    func quoted(comment: String) throws(RenderingError) -> String {
        let count = comment.outsideBytes.count
        if unspellable == .refused, count > 128 {
            throw RenderingError(
                "nft can't read a comment of \(count) bytes, of 128 at most", help: "write the state as a document instead")
        }
        return try quoted(comment)
    }

    func time(_ milliseconds: UInt64) -> String { TimeText.span(milliseconds: milliseconds) }
}
