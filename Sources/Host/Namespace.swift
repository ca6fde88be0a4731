internal import CHost
internal import Glibc
import TrafficControl
import WeirModel

/// The network namespaces in which weir can work. Entered by the only thread, before anything else runs.
package enum Namespace {
    /// Enters a namespace by its name under /run/netns, or by a path.
    package static func enter(_ name: String) throws {
        let result = weir_netns_enter(name)
        guard result < 0 else { return }
        throw HostError(
            "cannot enter network namespace `\(name)`: \(words(-result))",
            help: -result == ENOENT ? "`ip netns list` names those that there are" : nil)
    }

    /// Creates and enters a private namespace, with stand-ins for the host's links.
    package static func enterSandbox(links: [StandInLink]) throws {
        let result = weir_netns_new()
        guard result >= 0 else {
            throw HostError(
                "cannot make a network namespace: \(words(-result))",
                help: "run as root, or allow unprivileged user namespaces (sysctl user.max_user_namespaces)")
        }
        _ = weir_loopback_up()
        try make(links.filter { $0.name != "lo" })
    }

    /// Makes stand-ins in the sandbox that was entered.
    package static func make(_ links: [StandInLink]) throws { try StandInLinks.make(links) }

    static func words(_ number: Int32) -> String { String(cString: strerror(number)).lowercased() }
}
