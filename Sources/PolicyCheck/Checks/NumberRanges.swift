internal import Findings
internal import WeirModel

/// Numbers that the kernel refuses, or can't count with.
private struct BadNumber {
    var message: String
    var help: String
    /// The kernel's source of the range.
    var source: String
}

extension PolicyCheck {
    static let numberRanges = Check(
        finds: [.numberRange],
        table: { facts in
            func finding(_ bad: BadNumber, subject: Subject, at location: SourceLocation?) -> Diagnostic {
                Diagnostic(.error, id: .numberRange, bad.message, help: bad.help, source: bad.source, subject: subject, at: location)
            }
            let rules = facts.rules.flatMap { rule in
                (rule.parts.statements.compactMap(\.badNumber) + rule.parts.terms.compactMap(\.badNumber)).map {
                    finding($0, subject: rule.subject, at: rule.location)
                }
            }
            let sets = facts.table.sets.flatMap { set in
                set.statements.compactMap(\.badNumber).map {
                    finding($0, subject: facts.subject(of: set), at: set.at.location)
                }
            }
            let objects = facts.table.objects.compactMap { object in
                object.definition.badNumber.map { finding($0, subject: facts.subject(of: object), at: object.at.location) }
            }
            return rules + sets + objects
        })
}

extension Statement {
    fileprivate var badNumber: BadNumber? {
        switch self {
        case .limit(let limit): limit.badNumber
        case .quota(let quota): quota.badNumber
        case .match, .verdict, .verdictMap, .set, .setOverZeroChecksum, .resetTCPOption, .counter, .connectionLimit, .last, .object, .log,
            .reject, .nat, .tproxy,
            .dup, .fwd, .notrack, .synproxy, .flowAdd, .queue, .update, .raw:
            nil
        }
    }
}

extension StatefulObject.Definition {
    fileprivate var badNumber: BadNumber? {
        switch self {
        case .limit(let limit): limit.badNumber
        case .quota(let quota): quota.badNumber
        case .tunnel(let tunnel): tunnel.badNumber
        case .counter, .secmark, .synproxy, .ctHelper, .ctTimeout, .ctExpectation, .raw: nil
        }
    }
}

extension Limit {
    fileprivate var badNumber: BadNumber? {
        if rate == 0 {
            return BadNumber(
                message: "a limit of 0 a \(period)", help: "leave the rule out, or drop without a limit",
                source: "net/netfilter/nft_limit.c")
        }
        if unit == .packets, burst == 0 {
            return BadNumber(
                message: "a burst of 0 packets, which the kernel replaces by 5", help: "leave the burst out, or use 1",
                source: "net/netfilter/nft_limit.c")
        }
        guard rate.addingReportingOverflow(UInt64(burst)).overflow else { return nil }
        return BadNumber(
            message: "a limit of \(rate) a \(period), with its burst, is more than 64 bits hold", help: "leave the limit out",
            source: "net/netfilter/nft_limit.c")
    }

    private var period: String {
        let names: [UInt64: String] = [1: "second", 60: "minute", 3600: "hour", 86400: "day", 604800: "week"]
        return names[per] ?? "\(per) seconds"
    }
}

extension Quota {
    fileprivate var badNumber: BadNumber? {
        if bytes > UInt64(Int64.max) {
            return BadNumber(
                message: "a quota of \(bytes) bytes is more than 63 bits hold", help: "the kernel counts up to \(Int64.max)",
                source: "net/netfilter/nft_quota.c")
        }
        guard used > bytes else { return nil }
        return BadNumber(
            message: "of a quota of \(bytes) bytes, \(used) are used", help: "at most the whole quota can be used",
            source: "net/netfilter/nft_quota.c")
    }
}

extension TunnelTemplate {
    fileprivate var badNumber: BadNumber? {
        let source = "net/netfilter/nft_tunnel.c"
        guard (destinationIPv4 == nil) != (destinationIPv6 == nil) else {
            return BadNumber(
                message: "a tunnel \(destinationIPv4 == nil ? "without a destination" : "with two destinations")",
                help: "give it one, of IPv4 or IPv6", source: source)
        }
        for case .geneve(_, _, let data) in options ?? [] where data.bytes.isEmpty || data.bytes.count % 4 != 0 || data.bytes.count > 124 {
            return BadNumber(
                message: "an option of Geneve with \(data.bytes.count) bytes", help: "the kernel takes 4 to 124 bytes in steps of 4",
                source: source)
        }
        return nil
    }
}

extension Term {
    fileprivate var badNumber: BadNumber? {
        switch self {
        case .field(.numgen(_, let modulus, let offset)):
            .generated("numgen", modulus, offset, source: "net/netfilter/nft_numgen.c")
        case .field(.symhash(let modulus, let offset)): .generated("symhash", modulus, offset, source: "net/netfilter/nft_hash.c")
        case .jhash(_, let modulus, _, let offset): .generated("jhash", modulus, offset, source: "net/netfilter/nft_hash.c")
        case .field, .value, .range, .prefix, .flags, .set, .namedSet, .concatenation, .binary, .map: nil
        }
    }
}

extension BadNumber {
    fileprivate static func generated(_ what: String, _ modulus: UInt32, _ offset: UInt32, source: String) -> BadNumber? {
        if modulus == 0 {
            return BadNumber(message: "`\(what)` with modulus 0 has no numbers", help: "give it at least 1", source: source)
        }
        guard offset.addingReportingOverflow(modulus - 1).overflow else { return nil }
        return BadNumber(
            message: "`\(what)` with modulus \(modulus) and offset \(offset) goes beyond 32 bits", help: "make one of them smaller",
            source: source)
    }
}
