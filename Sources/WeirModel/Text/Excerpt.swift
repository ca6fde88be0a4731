// Quotations in messages are bounded: a hostile name, or a file of one line, must not make a message of megabytes.
extension StringProtocol {
    /// The text, or an excerpt with a mark for the length of the rest.
    package func excerpt(_ limit: Int = 120) -> String {
        // A scalar has a byte at least.
        guard utf8.count > limit, let end = unicodeScalars.index(startIndex, offsetBy: limit, limitedBy: endIndex), end < endIndex else {
            return String(self)
        }
        return "\(self[..<end])… (\(utf8.count) bytes)"
    }
}

extension String {
    /// The message with each quotation in backticks cut to an excerpt, and the whole bounded too.
    package var bounded: String {
        guard utf8.count > 120 else { return self }
        return unicodeScalars.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { index, part in
            index % 2 == 0 ? String(part) : String(part).excerpt()
        }.joined(separator: "`").excerpt(2000)
    }
}
