internal import Findings
internal import WeirModel

extension PolicyCheck {
    static let ownership = Check(
        finds: [.ownedTable],
        table: { facts in
            let flags = facts.table.flags
            guard flags.contains(.owner), !flags.contains(.persist) else { return [] }
            return [
                Diagnostic(
                    .error, id: .ownedTable,
                    "table `\(facts.name)` has the owner flag: it lives as long as the program that made it, and weir ends",
                    help: "drop the flag, or add persist (kernel 6.9)", subject: facts.subject, at: facts.table.at.location)
            ]
        })
}
