import WeirModel

extension [Diagnostic] {
    /// What is said of several links in the same words, at the same line, becomes one finding that names them all, where the first stood.
    /// What is said twice of a link is said once.
    func gatheredByLink() -> [Diagnostic] {
        var order: [Diagnostic] = []
        var links: [Diagnostic: [String]] = [:]
        for finding in self {
            let general = finding.ofAnyLink
            if links[general] == nil { order.append(general) }
            let link = finding.subject ?? ""
            if links[general]?.contains(link) != true { links[general, default: []].append(link) }
        }
        return order.map { finding in
            var finding = finding
            let links = links[finding] ?? []
            finding.message = finding.message.replacing("`*`", with: links.map { "`\($0)`" }.joined(separator: ", "))
            finding.help = finding.help?.replacing("*", with: links.count == 1 ? links[0] : "LINK")
            return finding
        }
    }
}

extension Diagnostic {
    /// With `*` for the name of the link that it is about.
    fileprivate var ofAnyLink: Diagnostic {
        guard let link = subject else { return self }
        var finding = self
        finding.message = message.replacing("`\(link)`", with: "`*`")
        finding.help = help?.split(separator: " ", omittingEmptySubsequences: false).map { $0 == link ? "*" : $0 }.joined(separator: " ")
        finding.subject = nil
        return finding
    }
}
