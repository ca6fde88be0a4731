import Foundation

/// Debian's own kernel in a virtual machine, by the script `run` beside this file. The files of the host are there at their paths.
enum VirtualMachine {
    struct Result {
        var status: Int32
        /// Standard output and error together.
        var output: String
    }

    private static let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "run")

    /// Not the environment's: tests of confined policies empty it.
    private static let folders = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]

    /// The programs that are not here; the kernel's modules are Debian's for x86-64.
    static let missing: [String] = ["qemu-system-x86_64", "busybox", "depmod", "cpio", "apt-get", "python3"].filter { program in
        !folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }

    /// - Parameter timeout: in seconds.
    static func run(_ command: String, nics: [String] = [], environment: [String: String] = [:], timeout: Int) throws -> Result {
        try start(
            script, nics.flatMap { ["--nic", $0] } + environment.flatMap { ["--env", "\($0)=\($1)"] } + ["--timeout", "\(timeout)", "--", command])
    }

    /// Upstream's netdevsim for that kernel, built where it is not there yet: the output is the module's path, or what kept it from being built.
    static func netdevsim() throws -> Result { try start(script.deletingLastPathComponent().appending(path: "netdevsim"), []) }

    /// This machine's own `weir`, which was built along with these tests.
    static func weir(_ arguments: [String]) throws -> Result {
        try start(URL(filePath: FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")).deletingLastPathComponent().appending(path: "weir"), arguments)
    }

    private static func start(_ program: URL, _ arguments: [String]) throws -> Result {
        let output = FileManager.default.temporaryDirectory.appending(path: "weir-machine-\(UUID().uuidString)")
        try Data().write(to: output)
        defer { try? FileManager.default.removeItem(at: output) }
        let handle = try FileHandle(forWritingTo: output)
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.environment = ["PATH": folders.joined(separator: ":"), "HOME": NSHomeDirectory()]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        process.waitUntilExit()
        return Result(status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8))
    }

    /// Runs suites of this very test program there.
    /// - Parameters:
    ///   - suites: their names; a suite's tests all run.
    ///   - serially: one after another, since they change the same links.
    static func runTests(
        of suites: [String], nics: [String] = [], environment: [String: String] = [:], serially: Bool = false, timeout: Int
    ) throws -> Result {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let folder = FileManager.default.currentDirectoryPath
        // Modules that many tests ask for at once come too late for some of them.
        let modules =
            "modprobe -a $(cd /lib/modules/$(uname -r)/kernel/net && ls netfilter sched | sed -n 's/^\\(nft_.*\\|sch_.*\\|cls_.*\\|act_.*\\|em_.*\\)\\.ko.*/\\1/p')"
        let command = "\(modules); cd '\(folder)' && '\(program)' --testing-library swift-testing\(serially ? " --no-parallel" : "") --filter '\\.(\(suites.joined(separator: "|")))/'"
        return try run(command, nics: nics, environment: environment, timeout: timeout)
    }
}
