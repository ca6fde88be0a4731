import ArgumentParser
import Ethtool
import FoundationEssentials
import Glibc
import OffloadCheck

/// Runs a command's work; what goes wrong in it is told on the standard error, and the command ends with 2.
func reportingTrouble<Result>(_ work: () throws -> Result) throws -> Result {
    do {
        return try work()
    } catch let error as NICError {
        throw trouble(error.description, help: error.help)
    } catch let error as ProfileError {
        throw trouble(error.description, help: error.help)
    }
}

func trouble(_ message: String, help: String? = nil) -> ExitCode {
    Output.writeToStandardError("weir: \(message)\n" + (help.map { "help: \($0)\n" } ?? ""))
    return ExitCode(2)
}
