/// Names of links as policies and documents write them: a `*` at the end matches any rest, `\*` is the star itself.
///
/// Compared by bytes: a Swift character may consist of several, the last of which is a star or a quote to the kernel and to nft.
public enum NamePattern {
    private static let star = UInt8(ascii: "*")
    private static let backslash = UInt8(ascii: "\\")

    /// The bytes before the star of `eth*`; nil where the text is a name. A star alone is one, since nothing is before it.
    public static func prefix(of text: String) -> [UInt8]? {
        guard text.utf8.last == star, text.utf8.count > 1, text.utf8.dropLast().last != backslash else { return nil }
        return text.outsideBytes.dropLast()
    }

    /// The name that a text denotes.
    public static func name(of text: String) -> String {
        guard text.utf8.last == star, text.utf8.dropLast().last == backslash else { return text }
        return String(outside: text.outsideBytes.dropLast(2) + [star])
    }

    /// The text for a name.
    public static func text(ofName name: String) -> String {
        name.utf8.last == star ? String(outside: name.outsideBytes.dropLast() + [backslash, star]) : name
    }

    /// The text for all names with a prefix; `nil` if there is none.
    public static func text(ofPrefix prefix: some Collection<UInt8>) -> String? {
        let bytes = Array(prefix)
        guard let last = bytes.last, last != backslash else { return nil }
        return String(outside: bytes + [star])
    }
}
