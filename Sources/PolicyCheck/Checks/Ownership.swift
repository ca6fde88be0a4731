import WeirModel

extension PolicyCheck {
    static let ownership = PolicyCheck(
        "tables that would vanish when weir ends", finds: ["owned-table"],
        table: { facts in
            let flags = facts.table.flags
            guard flags.contains(.owner), !flags.contains(.persist) else { return [] }
            return [
                Diagnostic(
                    .error, id: "owned-table",
                    "table `\(facts.name)` has the owner flag: it lives as long as the program that made it, and weir ends",
                    help: "drop the flag, or add persist (kernel 6.9)", subject: facts.name, at: facts.table.at.location)
            ]
        })
}
