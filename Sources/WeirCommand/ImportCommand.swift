import ArgumentParser
import Findings
import FoundationEssentials
import Glibc
import Host
import OffloadCheck
import PolicyCheck
import PolicyWriting
import WeirModel

/// `weir import`: the kernel's state, or that of an nft script, as a policy in Swift.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Write the kernel's configuration, or an nft script, as a policy in Swift.")

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Write to a .swift file, or to a folder with a file for each chain. Long lists of elements go into data files.",
            valueName: "path"))
    var output: String?

    @Option(name: .customLong("table"), help: ArgumentHelp("Only this table; may be given again.", valueName: "family/name"))
    var tables: [String] = []

    @Option(
        name: .customLong("without"),
        help: ArgumentHelp("Leave out a table, such as another program's; may be given again.", valueName: "family/name"))
    var without: [String] = []

    @Option(name: .customLong("link"), help: ArgumentHelp("Only this link's traffic control; may be given again.", valueName: "name"))
    var links: [String] = []

    @Option(help: ArgumentHelp("Read an nft script instead, loaded by `nft` into a separate network namespace.", valueName: "file"))
    var nft: String?

    @Option(
        help: ArgumentHelp(
            "The policy's name; by default that of the policy which made the tables, of the script's file, or of the host. "
                + "Policies on one host need different names.", valueName: "policy"))
    var name: String?

    @Flag(help: "Also write counts, used quotas and remaining timeouts.")
    var withRuntime = false

    @Flag(help: "Write parts that Weir does not understand as the kernel's bytes, instead of failing.")
    var allowRaw = false

    @Flag(help: "Overwrite existing files.")
    var force = false

    @OptionGroup var network: NetworkOptions

    func validate() throws {
        if name?.isEmpty == true { throw ValidationError("a policy's name can't be empty") }
        if nft != nil, network.netns != nil { throw ValidationError("--nft uses a separate network namespace: leave --netns out") }
        for name in tables + without where TableName(name) == nil {
            throw ValidationError(
                "`\(name)` is not a table: write family/name, as in inet/filter; families are \(Family.allCases.map(\.rawValue).joined(separator: ", "))"
            )
        }
    }

    func run() throws {
        var state = try read()
        try select(&state)
        state = (withRuntime ? state : state.withoutRuntimeValues).withElementsInOrder.withoutDefaults.withAveragePackets
        let (lowered, refused) = accept(&state)
        state.policy = name ?? state.policy
        try refuse(refused)
        let policy = SwiftPolicy(path: output, overwrites: force)
        var writer = PolicyWriter(state, as: policy.form, fallback: fallbackName)
        for table in state.tables {
            for chain in table.chains where chain.hasRawRules {
                writer.listedRules[Subject(.chain, "\(table.family.rawValue) \(table.name)", chain.name)] = NftScript.rules(
                    of: chain.name, in: table)
            }
        }
        let written = writer.output()
        if !written.raw.isEmpty, !allowRaw {
            for raw in written.raw.prefix(10) { Terminal.note("not understood: \(raw)") }
            if written.raw.count > 10 { Terminal.note("not understood: \(written.raw.count - 10) more") }
            throw HostError(
                "parts that Weir does not understand can't be written",
                help: "`--allow-raw` writes them as the kernel's bytes, which are applied unchanged; "
                    + "`--without` leaves out a table that another program manages")
        }
        try policy.write(written)
        Terminal.note(
            "imported \(state.tables.count) table\(state.tables.count == 1 ? "" : "s"), \(written.ruleCount) rule\(written.ruleCount == 1 ? "" : "s") "
                + Self.rawCount(written.raw.count)
                + (state.links.isEmpty
                    ? ""
                    : ", \(state.links.count) link\(state.links.count == 1 ? "" : "s") \(Self.rawCount(written.rawLinkCount)): "
                        + Self.counts(state.links)))
        tell(state.accepted, count: lowered)
    }

    private static func counts(_ links: [LinkConfiguration]) -> String {
        [
            ("qdisc", "qdiscs", links.reduce(0) { $0 + $1.qdiscs.count }), ("class", "classes", links.reduce(0) { $0 + $1.classes.count }),
            ("filter", "filters", links.reduce(0) { $0 + $1.filters.count }),
        ].filter { $0.2 > 0 }.map { "\($0.2) \($0.2 == 1 ? $0.0 : $0.1)" }.joined(separator: ", ")
    }

    /// After the script's file, or the host: two imports with one name would each take the other's tables for its own.
    private var fallbackName: String {
        var name = nft.map { $0.split(separator: "/").last.map(String.init) ?? "" } ?? Self.hostName
        if let dot = name.firstIndex(of: ".") { name = String(name[..<dot]) }
        return name.isEmpty || ["-", "stdin", "localhost"].contains(name) ? "imported" : name
    }

    private static var hostName: String {
        var bytes = [CChar](repeating: 0, count: 256)
        guard gethostname(&bytes, bytes.count - 1) == 0 else { return "" }
        return String(outside: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) })
    }

    private static func rawCount(_ count: Int) -> String { "(\(count == 0 ? "none" : String(count)) raw)" }

    /// Makes the policy accept objects that exist in the kernel and that the checks call errors.
    ///
    /// - Returns: the number of findings that it accepts, and the errors that can't be accepted.
    private func accept(_ state: inout HostState) -> (lowered: Int, refused: [Diagnostic]) {
        // The checks see it as they will see the policy: as a desired state, without values of live links.
        var policy = state
        policy.policy = state.policy ?? "imported"
        policy.links = policy.links.map(\.portable)
        let index = PolicyIndex(readingBySeveralThreads: policy)
        var found = policy.diagnostics + PolicyCheck.diagnostics(of: index)
        if nft == nil {
            do {
                let check = OffloadCheck(index)
                found += check.diagnostics(on: try NICProfiles(live: check).hosts.first?.profiles ?? [])
            } catch {
                Terminal.note("the links were not checked: \((error as? any ExplainedError)?.summary ?? "\(error)")")
            }
        }
        let (accepted, refused) = AcceptedFindings.needed(
            for: found, in: policy, rules: DiagnosticRegistry.acceptable, because: "held so when imported")
        state.accepted = accepted
        return (state.acceptedFindings.lowering(found).count { $0.accepted != nil }, refused)
    }

    private func tell(_ accepted: [Acceptance], count: Int) {
        guard count > 0 else { return }
        func list(_ words: [String]) -> String { Set(words).sorted().map { "`\($0)`" }.joined(separator: ", ") }
        Terminal.note(
            "accepted \(count) finding\(count == 1 ? "" : "s") of the checks on \(list(accepted.map(\.on))): \(list(accepted.map(\.finding)))"
        )
    }

    /// Refuses errors that the policy can't accept: an apply of it would be refused, and no difference would be shown any more.
    private func refuse(_ errors: [Diagnostic]) throws {
        guard !errors.isEmpty else { return }
        DiagnosticText.write(Array(errors.prefix(10)))
        if errors.count > 10 { Terminal.note("\(errors.count - 10) more such errors") }
        throw HostError(
            "as a policy this would be refused: nothing was written",
            help: "`--without` leaves out a table; `weir capture` writes all of it as a document for diff and apply")
    }

    private func read() throws -> HostState {
        guard let nft else {
            try network.enter()
            return try Capture.state()
        }
        return try NftScript(path: nft).state()
    }

    private func select(_ state: inout HostState) throws {
        let wanted = tables.compactMap(TableName.init)
        let unwanted = Set(without.compactMap(TableName.init))
        if let missing = wanted.first(where: { name in !state.tables.contains { TableName($0) == name } }) {
            throw HostError(
                "no table named `\(missing.family.rawValue) \(missing.name)`", help: "`nft list tables` lists them")
        }
        if let missing = unwanted.first(where: { name in !state.tables.contains { TableName($0) == name } }) {
            Terminal.note("no table named `\(missing.family.rawValue) \(missing.name)` to leave out")
        }
        state.tables.removeAll { unwanted.contains(TableName($0)) || (!wanted.isEmpty && !wanted.contains(TableName($0))) }
        if let missing = links.first(where: { name in !state.links.contains { $0.name == name } }) {
            throw HostError("no traffic control on a link named `\(missing)`", help: "`tc qdisc show` lists it")
        }
        if !links.isEmpty || !tables.isEmpty { state.links.removeAll { !links.contains($0.name) } }
        if !links.isEmpty, tables.isEmpty { state.tables = [] }
    }
}

/// `inet/filter`
struct TableName: Hashable {
    var family: Family
    var name: String

    init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].isEmpty, let family = Family(rawValue: String(parts[0])) else { return nil }
        self.family = family
        name = String(parts[1])
    }

    init(_ table: Table) {
        family = table.family
        name = table.name
    }
}
