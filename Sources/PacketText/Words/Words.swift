import WeirModel

/// A text in nft's language as its words and marks.
struct Words {
    struct Word: Hashable {
        var text: String
        /// From 1, in bytes.
        var column: Int
        var isQuoted = false

        /// Whether it is this mark or keyword of the language, and not a quoted text.
        func isMark(_ mark: String) -> Bool { !isQuoted && text == mark }
    }

    let text: String
    private(set) var rest: ArraySlice<Word>

    init(_ text: String) throws(PacketTextError) {
        self.text = text
        rest = try Self.words(text)[...]
    }

    var first: Word? { rest.first }
    var isEmpty: Bool { rest.isEmpty }

    /// The column of the next word, or after the last one.
    var column: Int { rest.first?.column ?? text.utf8.count + 1 }

    mutating func next() -> Word? { rest.popFirst() }
    mutating func skip(_ count: Int) { rest = rest.dropFirst(count) }

    /// Takes the next word if it is this mark.
    mutating func take(_ mark: String) -> Bool {
        guard rest.first?.isMark(mark) == true else { return false }
        rest.removeFirst()
        return true
    }

    func failure(_ message: String, at column: Int? = nil, help: String? = nil) -> PacketTextError {
        PacketTextError(.words(text, column: column ?? self.column), message, help: help)
    }

    // MARK: scanning

    private static let marks: Set<UInt8> = Set("{}(),|&".utf8)
    private static let operators: Set<UInt8> = Set("=!<>".utf8)

    private static func words(_ text: String) throws(PacketTextError) -> [Word] {
        let bytes = Array(text.utf8)
        var words: [Word] = []
        var index = 0
        func piece(_ range: Range<Int>, isQuoted: Bool = false) throws(PacketTextError) -> Word {
            guard let piece = String(validating: bytes[range], as: UTF8.self) else {
                throw PacketTextError(.words(text, column: range.lowerBound + 1), "the text is not UTF-8")
            }
            return Word(text: piece, column: range.lowerBound + (isQuoted ? 0 : 1), isQuoted: isQuoted)
        }
        while index < bytes.count {
            let start = index
            switch bytes[index] {
            case 0x20, 0x09, 0x0a: index += 1
            case UInt8(ascii: "\""):
                guard let end = bytes[(start + 1)...].firstIndex(of: UInt8(ascii: "\"")) else {
                    throw PacketTextError(.words(text, column: start + 1), "the quote is not closed")
                }
                words.append(try piece(start + 1..<end, isQuoted: true))
                index = end + 1
            case let byte where marks.contains(byte):
                index += 1
                words.append(try piece(start..<index))
            case let byte where operators.contains(byte):
                index += bytes.dropFirst(index + 1).first == UInt8(ascii: "=") ? 2 : 1
                words.append(try piece(start..<index))
            default:
                while index < bytes.count, bytes[index] > 0x20, bytes[index] != UInt8(ascii: "\""), !marks.contains(bytes[index]),
                    !operators.contains(bytes[index])
                {
                    index += 1
                }
                guard index > start else {
                    throw PacketTextError(.words(text, column: start + 1), "a control character can't be here")
                }
                words.append(try piece(start..<index))
            }
        }
        return words
    }
}
