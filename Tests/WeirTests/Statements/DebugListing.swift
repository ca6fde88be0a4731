import Foundation

/// The output of `nft --debug=netlink` by table: expressions, and the elements of sets, whose order means nothing.
struct DebugListing {
    private(set) var tables: [String: [String]] = [:]

    init(_ text: String) {
        var table: String?
        var elements: [String] = []
        func flush() {
            if let table { tables[table, default: []] += elements.sorted() }
            elements = []
        }
        for line in text.split(separator: "\n") {
            let trimmed = Self.anonymous(line.drop { $0 == " " || $0 == "\t" })
            let words = line.split(separator: " ")
            if trimmed.hasPrefix("element") {
                elements += trimmed.split(separator: "\t").map { $0.trimmingCharacters(in: .whitespaces) }
            } else if trimmed.hasPrefix("[") {
                flush()
                if let table { tables[table, default: []].append(trimmed) }
            } else if line.hasPrefix("table ") {
                flush()
                table = nil
            } else if !line.hasPrefix("\t"), words.count >= 3, words[1].hasPrefix("t"), Int(words[1].dropFirst()) != nil {
                flush()
                table = String(words[1])
                // A rule's chain, or a set; a handle follows.
                tables[String(words[1]), default: []].append(Self.anonymous(words[2]))
            } else if words.dropFirst().first == "(null)" {
                // Something without a name.
                flush()
                table = nil
            }
        }
        flush()
    }

    /// The kernel numbers anonymous sets and chains as it likes.
    private static func anonymous(_ text: Substring) -> String {
        var result = ""
        var rest = text[...]
        while let range = rest.firstRange(of: "__") {
            result += rest[..<range.upperBound]
            rest = rest[range.upperBound...]
            let word = rest.prefix { $0.isLetter }
            result += word
            rest = rest[word.endIndex...].drop { $0.isNumber }.trimmingPrefix("%d")
        }
        return result + rest
    }
}

extension String {
    /// The expression with the defaults that the kernel fills in, which Weir always sends: the upper end of a translation's range, and that it has
    /// one; but without the default level of a log.
    var withKernelDefaults: String {
        // A key for which libnftnl 1.2.4 has no name.
        if hasPrefix("[ ct load id ") { return replacing(" id ", with: " unknown ") }
        if hasPrefix("[ log") { return replacing(" level 4", with: "") }
        guard hasPrefix("[ nat ") || hasPrefix("[ masq ") || hasPrefix("[ redir ") else { return self }
        let whole = replacing(#/(addr|proto)_min reg (\d+)(?! \1_max)/#) { "\($0.1)_min reg \($0.2) \($0.1)_max reg \($0.2)" }
        guard hasPrefix("[ nat ") else { return whole }
        let flags = whole.firstMatch(of: #/ flags 0x([0-9a-f]+)/#).flatMap { Int($0.1, radix: 16) } ?? 0
        let ranges = (contains("addr_min") ? 1 : 0) | (contains("proto_min") ? 2 : 0)
        return whole.replacing(#/( flags 0x[0-9a-f]+)? \]$/#, with: " flags 0x\(String(flags | ranges, radix: 16)) ]")
    }
}
