// Rate limits per source, a blocklist that fills itself, and one that comes from a file.
import Weir

/// Sources that tried too often, for an hour.
let offenders = NamedSet("offenders", type: .ipv4Address, flags: .timeout, timeout: .seconds(3600), size: 65536)
/// Kept in blocklist.txt beside this file.
let blocklist = AddressSet("blocklist", autoMerge: true, contentsOf: "blocklist.txt")

Policy("blocklist") {
    Table("guard", .inet) {
        Chain("prerouting", .filter(.prerouting, priority: .raw)) {
            Rule(source == blocklist, .counter, .drop)
            Rule(ip.saddr == offenders, .counter, .drop)
        }
        Chain("input", .filter(.input)) {
            Rule(
                tcp.dport == 22, ct.state == .new, .limit(over: 10, per: .minute, burst: 5),
                .add(ip.saddr, to: offenders), .counter, .drop)
        }
    }
}
