import ArgumentParser
import Ethtool
import FoundationEssentials
import Glibc
import Host
import OffloadCheck
import WeirModel

/// Runs a command's work; errors are printed to standard error, and the command exits with 2.
func reportingTrouble<Result>(_ work: () throws -> Result) throws -> Result {
    do {
        return try work()
    } catch let error as NICError {
        throw trouble(error)
    } catch let error as ProfileError {
        throw trouble(error)
    }
}

func trouble(_ message: String, help: String? = nil) -> ExitCode { trouble(HostError(message, help: help)) }

private func trouble(_ error: some ExplainedError) -> ExitCode {
    Terminal.message(error.lines("weir: "))
    return ExitCode(2)
}
