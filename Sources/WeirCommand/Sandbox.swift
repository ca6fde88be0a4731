import FoundationEssentials
import Glibc
import Host
import Planning
import Rendering
import WeirModel

/// A policy in a separate network namespace that vanishes with weir.
struct Sandbox {
    var state: HostState

    func run(_ command: [String]) throws {
        let state = state.inSoftware
        if state != self.state { Terminal.note("links of a sandbox have no hardware: everything runs in software here") }
        try Namespace.enterSandbox(links: StandIns.needed(by: state))
        let application = try Application(state)
        // Stand-in links have no hardware to verify.
        _ = try application.run(.init(remark: Terminal.note), isAlone: true)
        if command.isEmpty {
            var live = try Capture.state()
            live.tables = live.tables.filter { table in state.tables.contains { $0.family == table.family && $0.name == table.name } }
            try Terminal.show(live.tables.map(NftRenderer.lines).joined(separator: [""]).map { OutputLine($0) })
        }
        let planned = try application.planned()
        let differences = Differences(planned.plan, words: planned.words)
        if !differences.isEmpty { Terminal.message(Terminal.lines(differences.lines, descriptor: STDERR_FILENO)) }
        Terminal.note(differences.isEmpty ? "applied in a sandbox; no difference is left" : "applied in a sandbox, with differences")
        if !command.isEmpty { try replaceProcess(with: command) }
    }

    /// The namespace stays as long as the command runs in it.
    private func replaceProcess(with command: [String]) throws {
        var pointers: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        execvp(command[0], &pointers)
        let cause = errno
        pointers.forEach { free($0) }
        throw HostError("cannot run `\(command[0])`: \(String(cString: strerror(cause)).lowercased())")
    }
}

extension HostState {
    /// The same for stand-in links: nothing in hardware.
    fileprivate var inSoftware: HostState {
        var copy = self
        for link in copy.links.indices {
            for filter in copy.links[link].filters.indices { copy.links[link].filters[filter].flags.remove(.skipSoftware) }
            for qdisc in copy.links[link].qdiscs.indices {
                copy.links[link].qdiscs[qdisc] = copy.links[link].qdiscs[qdisc].inHardware(false)
                copy.links[link].qdiscs[qdisc].offload = nil
            }
        }
        for table in copy.tables.indices {
            for chain in copy.tables[table].chains.indices { copy.tables[table].chains[chain].base?.offload = .never }
            for flowtable in copy.tables[table].flowtables.indices { copy.tables[table].flowtables[flowtable].offload = .never }
        }
        return copy
    }
}
