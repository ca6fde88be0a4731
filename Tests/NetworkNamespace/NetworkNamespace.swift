import CHost
package import Commands
import Glibc
import Threads

/// Runs a test's body on a thread of its own in a fresh network namespace: a socket belongs to the namespace of the thread that opens it,
/// and a child process inherits its parent thread's.
package func inNamespace<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) throws -> Result {
    let work = Work<Result> {
        guard weir_netns_new() == 0 else { throw NoNamespace() }
        guard weir_loopback_up() == 0 else { throw NoNamespace() }
        return try body()
    }
    onThread { work.result = Swift.Result { try work.body() } }()
    guard let result = work.result else { throw NoNamespace() }
    return try result.get()
}

private final class Work<Result: Sendable>: @unchecked Sendable {
    let body: @Sendable () throws -> Result
    /// Written by the thread, read after it has ended.
    var result: Swift.Result<Result, any Error>?
    init(_ body: @escaping @Sendable () throws -> Result) { self.body = body }
}

package struct NoNamespace: Error {}

/// Starts a thread in the caller's namespaces; what it returns waits for the end.
package func onThread(_ body: @escaping @Sendable () -> Void) -> () -> Void {
    let thread = OwnThread(body)
    return { thread?.join() }
}

/// Runs a command line in the caller's namespaces.
@discardableResult
package func shell(_ command: String, input: String = "") throws -> Command.Result { try Command(script: command).run(input: input) }

package struct ShellError: Error {
    package var command: String
    package var output: String

    package init(command: String, output: String) {
        self.command = command
        self.output = output
    }
}
