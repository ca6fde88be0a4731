import WeirModel

/// Swift's spellings: names, texts, numbers.
enum SwiftSpelling {
    /// `frag-off` → `fragOff`, `saddr ip` → `saddrIp`, `addr[1]` → `addr1`.
    static func camelCase(_ words: some StringProtocol) -> String {
        let parts = words.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        guard let first = parts.first else { return "" }
        return parts.dropFirst().reduce(String(first)) { $0 + $1.prefix(1).uppercased() + $1.dropFirst() }
    }

    /// A name for a constant or function, made of a name of the kernel's.
    static func identifier(_ name: String) -> String {
        var identifier = camelCase(name)
        if identifier.isEmpty { identifier = "unnamed" }
        if identifier.first?.isNumber == true { identifier = "_" + identifier }
        if identifier.allSatisfy({ $0.isUppercase || $0.isNumber || $0 == "_" }) { return identifier.lowercased() }
        return identifier.prefix(1).lowercased() + identifier.dropFirst()
    }

    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case _ where scalar.isHidden: quoted += "\\u{" + String(scalar.value, radix: 16) + "}"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return CommandMarks.broken(quoted + "\"")
    }

    /// Long numbers are grouped, as swift-format has it.
    static func decimal(_ number: some BinaryInteger) -> String {
        let digits = String(number.magnitude)
        return (number < 0 ? "-" : "") + (digits.count < 7 ? digits : grouped(digits, by: 3))
    }

    static func hexadecimal(_ number: some BinaryInteger) -> String {
        let digits = String(number, radix: 16)
        return "0x" + (digits.count < 8 ? digits : grouped(digits, by: 4))
    }

    private static func grouped(_ digits: String, by size: Int) -> String {
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % size == 0 { text += "_" }
            text.append(digit)
        }
        return text
    }

    static func bytes(_ bytes: [UInt8]) -> Layout {
        .array(bytes.map { .text("0x" + ($0 < 16 ? "0" : "") + String($0, radix: 16)) })
    }

    /// `.hours(1)`
    static func duration(milliseconds: UInt64) -> String {
        let units: [(String, UInt64)] = [("days", 86_400_000), ("hours", 3_600_000), ("minutes", 60_000), ("seconds", 1000)]
        guard milliseconds > 0 else { return ".zero" }
        for (name, size) in units where milliseconds % size == 0 { return ".\(name)(\(decimal(milliseconds / size)))" }
        return ".milliseconds(\(decimal(milliseconds)))"
    }
}

/// Gives each thing a unique name in the source.
struct Names {
    private var taken: Set<String> = reserved

    /// - Parameters:
    ///   - kind: what the thing is, for a name that is taken: `ipSet`.
    ///   - place: where it is, for a name that is taken still: `natIpSet`.
    mutating func unique(_ name: String, kind: String, in place: String) -> String {
        let plain = SwiftSpelling.identifier(name)
        let kinded = plain + kind
        let placed = SwiftSpelling.identifier(place) + plain.prefix(1).uppercased() + plain.dropFirst()
        for candidate in [plain, kinded, placed, placed + kind] where taken.insert(candidate).inserted { return candidate }
        var number = 2
        while !taken.insert(placed + kind + String(number)).inserted { number += 1 }
        return placed + kind + String(number)
    }

    /// Words of Swift and of Weir, which a constant of a policy would hide.
    private static let reserved: Set<String> = Set(
        """
        associatedtype class deinit enum extension fileprivate func import init inout internal let open operator private precedencegroup protocol \
        public rethrows static struct subscript typealias var break case catch continue default defer do else fallthrough for guard if in repeat \
        return throw switch where while any as await false is nil self super throws true try some print min max abs zip type \
        ip ip6 ether vlan arp icmp icmpv6 igmp tcp udp udplite sctp dccp ah esp comp th hbh rt rt0 rt2 srh frag dst mh meta ct fib socket osf ipsec \
        numgen symhash jhash payload concat value exthdr source destination
        """.split(separator: " ").map(String.init))
}
