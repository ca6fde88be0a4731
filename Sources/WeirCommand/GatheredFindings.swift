import WeirModel

extension [Diagnostic] {
    /// Merges equal findings about several links, at the same line, into one that names them all, in the place of the first. Duplicates
    /// about one link are removed.
    func gatheredByLink() -> [Diagnostic] {
        var order: [Diagnostic] = []
        var alike: [Diagnostic: [Diagnostic]] = [:]
        for finding in self {
            let general = finding.naming("*", inHelp: "*")
            if alike[general] == nil { order.append(general) }
            if alike[general]?.contains(finding) != true { alike[general, default: []].append(finding) }
        }
        return order.compactMap { general in
            guard let findings = alike[general], let first = findings.first else { return nil }
            return findings.count == 1
                ? first : first.naming(findings.compactMap(\.subject?.text).joined(separator: "`, `"), inHelp: "LINK")
        }
    }
}

extension Diagnostic {
    /// The same in the name of other links than the one that it is about.
    fileprivate func naming(_ links: String, inHelp word: String) -> Diagnostic {
        guard let link = subject?.text else { return self }
        var finding = self
        finding.message = message.replacing("`\(link)`", with: "`\(links)`")
        finding.help = help?.split(separator: " ", omittingEmptySubsequences: false).map { $0 == link ? word : String($0) }.joined(
            separator: " ")
        finding.subject = nil
        return finding
    }
}
