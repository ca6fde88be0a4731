internal import CHost
internal import Glibc

/// The walls that this machine can put around a compiler that reads a stranger's policy, and around the policy's own run.
package struct Confinement: Sendable, Hashable {
    package enum Level: String, Sendable {
        /// Separate user, mount, process, network, IPC and UTS namespaces, with a root that contains only the needed paths, and a filter of
        /// system calls; also Landlock, if the kernel has it.
        case namespaces
        /// Landlock and a filter of system calls, where namespaces are denied.
        case landlock
        /// Too little to read a stranger's policy.
        case none
    }

    package var hasNamespaces: Bool
    package var hasLandlock: Bool
    package var hasFilter: Bool
    /// The Landlock ABI of the kernel; 0 without.
    package var landlockABI: Int
    /// The system's message for the refusal of namespaces.
    package var namespacesRefusal: String?
    /// Whether confined programs run as another user than the caller, `nobody`.
    package var isAnotherUser: Bool

    init(_ outcome: weir_run_outcome) {
        hasNamespaces = outcome.walls & WEIR_WALL_NAMESPACES.rawValue != 0
        hasLandlock = outcome.walls & WEIR_WALL_LANDLOCK.rawValue != 0
        hasFilter = outcome.walls & WEIR_WALL_FILTER.rawValue != 0
        landlockABI = Int(outcome.landlock)
        namespacesRefusal = outcome.namespaces_error == 0 ? nil : SystemFailure(code: outcome.namespaces_error).description
        isAnotherUser = geteuid() == 0 && outcome.uid != 0
    }

    package var level: Level { !hasFilter ? .none : hasNamespaces ? .namespaces : hasLandlock ? .landlock : .none }

    /// The confinement that a compiler would get here. Builds the walls once, and starts nothing.
    package static func probe() -> Confinement {
        let limits = ChildProcess.Limits(seconds: 30, memory: 1 << 30, log: 0, document: 0)
        do throws(ChildProcess.NotStarted) {
            return try ChildProcess(program: .probe, limits: limits).run().confinement
        } catch { return error.confinement }
    }

    /// One line a wall, as `weir check --confinement` prints it.
    package var description: String {
        func line(_ name: String, _ words: String) -> String { "\(name):" + String(repeating: " ", count: 12 - name.count) + words }
        return [
            line("level", level.rawValue),
            line(
                "namespaces",
                hasNamespaces
                    ? "user, mount, pid, network, ipc, uts; empty root" : "not available" + (namespacesRefusal.map { ": \($0)" } ?? "")),
            line("landlock", landlockABI == 0 ? "not in this kernel" : hasLandlock ? "ABI \(landlockABI)" : "not available"),
            line("seccomp", hasFilter ? "yes" : "not available"),
            line("user", isAnotherUser ? "nobody" : hasNamespaces ? "yours, in a namespace that holds no other" : "yours"),
        ].joined(separator: "\n")
    }
}
