internal import Findings
internal import WeirModel

extension PolicyCheck {
    /// The kernel (6.16) and Weir know them before most installations of nft do.
    static let wildcardDevices = Check(
        finds: [.wildcardDevice],
        table: { facts in
            func finding(_ devices: [String], _ subject: Subject, _ at: Located) -> Diagnostic? {
                devices.first { NamePattern.prefix(of: $0) != nil }.map {
                    Diagnostic(
                        .warning, id: .wildcardDevice, "nft before 1.1.6 never returns when it lists the device `\($0)`",
                        help: "name the devices, or accept it if no older nft is in use", source: "nft 1.1.3, `nft list ruleset`",
                        subject: subject, at: at.location)
                }
            }
            return facts.table.chains.compactMap { finding($0.base?.devices ?? [], Subject(.chain, facts.name, $0.name), $0.at) }
                + facts.table.flowtables.compactMap { finding($0.devices, Subject(.flowtable, facts.name, $0.name), $0.at) }
        })
}
