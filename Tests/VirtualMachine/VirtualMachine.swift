import Commands
import Foundation

/// Debian's own kernel in a virtual machine, by the script `run` beside this file. The files of the host are there at their paths.
enum VirtualMachine {
    private static let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "run").path

    /// Not the environment's: tests of confined policies empty it.
    private static let folders = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]

    /// The programs that are not here; the kernel's modules are Debian's for x86-64.
    static let missing: [String] = ["qemu-system-x86_64", "busybox", "depmod", "cpio", "apt-get", "python3"].filter { program in
        !folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }

    /// Upstream's netdevsim for that kernel, built where it is not there yet: the output is the module's path, or what kept it from being built.
    static func netdevsim() throws -> Command.Result {
        try start([URL(filePath: script).deletingLastPathComponent().appending(path: "netdevsim").path])
    }

    /// This machine's own `weir`, which was built along with these tests.
    static func weir(_ arguments: [String]) throws -> Command.Result { try start([Products.weir] + arguments) }

    private static func start(_ words: [String], seconds: Int = 900) throws -> Command.Result {
        try Command(words, environment: ["PATH": folders.joined(separator: ":"), "HOME": NSHomeDirectory()], seconds: seconds).run()
    }

    /// Boots it once and runs suites of this very test program there, one group after another.
    /// - Parameter nics: QEMU's devices, which become nic0, nic1 …
    /// - Returns: what each group's run came to, and what was said outside of them as `rest`.
    static func run(
        _ groups: [SuiteGroup], nics: [String], environment: [String: String] = [:], seconds: Int
    ) throws -> (results: [SuiteGroup: Command.Result], rest: Command.Result) {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        // Modules that many tests ask for at once come too late for some of them.
        let modules =
            "modprobe -a $(cd /lib/modules/$(uname -r)/kernel/net && ls netfilter sched | sed -n 's/^\\(nft_.*\\|sch_.*\\|cls_.*\\|act_.*\\|em_.*\\)\\.ko.*/\\1/p')"
        let runs = groups.enumerated().map { index, group in
            """
            echo '\(mark) begin \(index)'
            timeout \(group.seconds) '\(program)' --testing-library swift-testing\(group.isSerial ? " --no-parallel" : "") --filter '\(group.filter)'
            echo "\(mark) end $?"
            rm -rf /tmp/weir-*
            """
        }
        let command = ([modules, "cd '\(FileManager.default.currentDirectoryPath)' || exit 2"] + runs + ["exit 0"]).joined(separator: "\n")
        let words =
            [script] + nics.flatMap { ["--nic", $0] } + environment.flatMap { ["--env", "\($0)=\($1)"] }
            + ["--timeout", "\(seconds)", "--", command]
        return parts(of: try start(words, seconds: seconds + 60), groups)
    }

    /// Before the lines that say where a group's output begins and ends.
    private static let mark = "@@ suites"

    private static func parts(of run: Command.Result, _ groups: [SuiteGroup]) -> (results: [SuiteGroup: Command.Result], rest: Command.Result) {
        var results: [SuiteGroup: Command.Result] = [:]
        var rest = run
        rest.output = ""
        var group: SuiteGroup?
        for line in run.output.split(separator: "\n", omittingEmptySubsequences: false) {
            let words = line.split(separator: " ")
            if line.hasPrefix("\(mark) begin "), let index = words.last.flatMap({ Int($0) }), groups.indices.contains(index) {
                group = groups[index]
                // Until its end is read it has not ended.
                results[groups[index]] = Command.Result(status: 125, output: "")
            } else if line.hasPrefix("\(mark) end "), let ended = group {
                results[ended]?.status = words.last.flatMap { Int32($0) } ?? 125
                group = nil
            } else if let group {
                results[group]?.output += line + "\n"
            } else {
                rest.output += line + "\n"
            }
        }
        return (results, rest)
    }
}

/// Suites that run there at the same time.
struct SuiteGroup: Hashable, Sendable, CustomStringConvertible {
    var suites: [String]
    /// One test after another, since they change the same links.
    var isSerial = false
    var seconds = 900

    init(_ suites: String..., isSerial: Bool = false) { (self.suites, self.isSerial) = (suites, isSerial) }

    var description: String { suites.joined(separator: ", ") }
    var filter: String { "\\.(\(suites.joined(separator: "|")))/" }
}
