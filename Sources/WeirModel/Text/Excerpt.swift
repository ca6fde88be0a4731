// What messages quote is bounded: a hostile name, or a file of one line, makes no message of megabytes.
extension StringProtocol {
    /// The text, or as much of it as a message quotes, with a mark that says how long it is.
    public func excerpt(_ limit: Int = 120) -> String {
        // A scalar has a byte at least.
        guard utf8.count > limit, let end = unicodeScalars.index(startIndex, offsetBy: limit, limitedBy: endIndex), end < endIndex else {
            return String(self)
        }
        return "\(self[..<end])… (\(utf8.count) bytes)"
    }
}

extension String {
    /// A message in which each quotation, which stands in backticks, is an excerpt, and which is none too long itself.
    public var bounded: String {
        guard utf8.count > 120 else { return self }
        return unicodeScalars.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { index, part in
            index % 2 == 0 ? String(part) : String(part).excerpt()
        }.joined(separator: "`").excerpt(2000)
    }
}
