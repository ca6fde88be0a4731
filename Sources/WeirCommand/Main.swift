import ArgumentParser
import Glibc

/// Exit codes: 0 all is well, 1 differences or findings, 2 trouble of any kind, crashes and wrong usage too.
@main
enum Main {
    static func main() {
        for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT] { signal(number, crashed) }
        signal(SIGPIPE, SIG_IGN)
        keepStandardDescriptors()
        // Swift reads the arguments there, and finds none without it.
        guard !CommandLine.arguments.isEmpty else {
            Terminal.note("cannot read the arguments in /proc/self/cmdline; mount /proc")
            exit(2)
        }
        do {
            var command = try WeirCommand.parseAsRoot()
            try command.run()
        } catch let code as ExitCode {
            exit(code.rawValue)
        } catch {
            end(error)
        }
    }

    /// Opens a folder in place of a closed standard input, output or error. Otherwise the next descriptor, such as a socket to the kernel,
    /// would get its number and be written to. A folder can be neither read from nor written to.
    private static func keepStandardDescriptors() {
        for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) < 0 { _ = open("/", O_RDONLY) }
    }

    private static func end(_ error: any Error) -> Never {
        // Help, the version and completions arrive as errors too, and are none.
        if WeirCommand.exitCode(for: error).isSuccess { WeirCommand.exit(withError: error) }
        let usage = WeirCommand.exitCode(for: error) == .validationFailure
        let complaint = usage ? ErrorReport(usage: error) : ErrorReport(error)
        Terminal.message(complaint.lines)
        exit(2)
    }
}

private func crashed(_ number: Int32) {
    let text: StaticString = "weir: internal error, nothing more is known: please report it with the policy\n"
    write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
    _exit(2)
}
