import WeirModel

/// One command as it is put together.
struct TcCommand {
    private(set) var words: [String]

    init(_ words: String...) { self.words = words }

    mutating func say(_ words: String...) { self.words += words }

    /// An option and its value; nothing where there is none.
    mutating func say(_ name: String, _ value: (any CustomStringConvertible)?) {
        if let value { words += [name, "\(value)"] }
    }

    mutating func say(_ name: String, if isTrue: Bool?) {
        if isTrue == true { words.append(name) }
    }

    /// The word for yes, the word for no, or neither.
    mutating func say(_ yes: String, or no: String, _ value: Bool?) {
        if let value { words.append(value ? yes : no) }
    }

    /// A number of which tc takes one value as unset.
    mutating func say<Number: FixedWidthInteger>(_ name: String, _ value: Number?, unsaid: Number) throws(RenderingError) {
        guard let value else { return }
        guard value != unsaid else { throw .unsayable("\(name) \(value)") }
        words += [name, "\(value)"]
    }

    /// As a shell takes it.
    var line: String { words.map(Self.quoted).joined(separator: " ") }

    private static func quoted(_ word: String) -> String {
        let isPlain =
            !word.isEmpty
            && word.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: Array("_@%+=:,./-".utf8).contains(byte)
                }
            }
        guard !isPlain else { return word }
        // By scalars: a quote and a mark that is combined with it are one character to Swift, and two to the shell.
        let parts = word.unicodeScalars.split(separator: "'", omittingEmptySubsequences: false).map { String($0) }
        return "'" + parts.joined(separator: "'\\''") + "'"
    }
}

extension RenderingError {
    static func unsayable(_ what: String, help: String? = nil) -> RenderingError { RenderingError("tc can't express \(what)", help: help) }
}
