import ArgumentParser
import Glibc

/// The exit codes of DESIGN: 0 all is well, 1 differences or findings, 2 trouble of any kind, crashes and wrong usage too.
@main
enum Main {
    static func main() {
        for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT] { signal(number, crashed) }
        signal(SIGPIPE, SIG_IGN)
        keepStandardDescriptors()
        do {
            var command = try WeirCommand.parseAsRoot()
            try command.run()
        } catch let code as ExitCode {
            exit(code.rawValue)
        } catch {
            end(error)
        }
    }

    /// Where the standard input, output or error is closed, what is opened next would get its number, and be written into: a socket to the kernel,
    /// or a file. So a folder is opened there, from which nothing is read and to which nothing is written.
    private static func keepStandardDescriptors() {
        for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) < 0 { _ = open("/", O_RDONLY) }
    }

    private static func end(_ error: any Error) -> Never {
        // Help, the version and completions arrive as errors too, and are none.
        if WeirCommand.exitCode(for: error).isSuccess { WeirCommand.exit(withError: error) }
        let usage = WeirCommand.exitCode(for: error) == .validationFailure
        let text = usage ? WeirCommand.fullMessage(for: error) : Complaint(error).text
        Terminal.message(text)
        exit(2)
    }
}

private func crashed(_ number: Int32) {
    let text: StaticString = "weir: internal error, nothing more is known: please report it with the policy\n"
    write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
    _exit(2)
}
