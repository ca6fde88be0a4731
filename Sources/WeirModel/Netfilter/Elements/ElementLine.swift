/// One element as a line of text: the whole grammar of data files, and of elements in JSON documents.
package struct ElementLine {
    package let types: [DataType]
    package let data: ElementFile.Data

    package init(types: [DataType], data: ElementFile.Data) { (self.types, self.data) = (types, data) }

    package struct Failure: Error {
        /// From 1, in bytes.
        package var column: Int
        package var message: String
        package var help: String?

        package init(column: Int, message: String, help: String? = nil) {
            (self.column, self.message, self.help) = (column, message, help)
        }
    }

    private struct Word {
        var text: String
        var quoted: Bool
        var column: Int

        /// The line for messages. A data file may be another file altogether, whose content must not be disclosed.
        var quotation: String { text.excerpt(40) }

        func isMark(_ mark: String) -> Bool { !quoted && text == mark }
    }

    /// `nil` for a blank line or a comment.
    package func parse(_ line: some Collection<UInt8>) throws(Failure) -> Element? {
        let words = try Self.words(line)
        guard let first = words.first else { return nil }
        var rest = words[...]
        var element: Element
        if first.isMark("*") {
            rest.removeFirst()
            element = Element(.catchAll)
        } else {
            let (lower, upper) = try ranges(types, &rest, after: nil)
            element = Element(lower == upper ? .values(lower) : .ranges(lower: lower, upper: upper))
        }
        while let word = rest.popFirst() {
            switch word.text {
            case ":" where !word.quoted && element.data == nil: element.data = try datum(&rest, after: word)
            case "timeout" where !word.quoted && element.timeout == nil: element.timeout = try span(&rest, after: word)
            case "expires" where !word.quoted && element.expires == nil: element.expires = try span(&rest, after: word)
            case "comment" where !word.quoted && element.comment == nil:
                guard let text = rest.popFirst() else { throw Failure(column: word.column, message: "the comment's text is missing") }
                element.comment = text.text
            default:
                throw Failure(
                    column: word.column, message: "`\(word.quotation)` was not expected here",
                    help: word.isMark(".")
                        ? "the set's keys have \(types.count == 1 ? "one component" : "\(types.count) components")"
                        : "a line is a key, then `timeout 1h`, `comment \"…\"`, and in maps ` : ` and the data")
            }
        }
        if element.data == nil, data != .none {
            throw Failure(column: first.column, message: "the map's data is missing", help: "write the key, ` : ` and the data")
        }
        return element
    }

    private func datum(_ rest: inout ArraySlice<Word>, after colon: Word) throws(Failure) -> ElementData {
        switch data {
        case .none:
            throw Failure(
                column: colon.column, message: "a set has no data", help: "data follows the key in maps only; ` . ` parts components")
        case .values(let types):
            let (lower, upper) = try ranges(types, &rest, after: colon)
            return lower == upper ? .values(lower) : .ranges(lower: lower, upper: upper)
        case .objects:
            guard let name = rest.popFirst() else { throw Failure(column: colon.column, message: "the object's name is missing") }
            return .object(name.text)
        case .verdict:
            guard let word = rest.popFirst() else { throw Failure(column: colon.column, message: "the verdict is missing") }
            func target() throws(Failure) -> ChainTarget {
                guard let name = rest.popFirst() else { throw Failure(column: word.column, message: "the chain's name is missing") }
                return .named(name.text)
            }
            switch word.text {
            case "accept": return .verdict(.accept)
            case "drop": return .verdict(.drop)
            case "continue": return .verdict(.continue)
            case "return": return .verdict(.return)
            case "jump": return .verdict(.jump(try target()))
            case "goto": return .verdict(.goto(try target()))
            default:
                throw Failure(
                    column: word.column, message: "`\(word.quotation)` is not a verdict",
                    help: "verdicts are accept, drop, continue, return, jump CHAIN, goto CHAIN")
            }
        }
    }

    private func span(_ rest: inout ArraySlice<Word>, after word: Word) throws(Failure) -> UInt64 {
        guard let text = rest.popFirst() else {
            throw Failure(column: word.column, message: "the span of time is missing, as in `\(word.text) 1h30m`")
        }
        guard let span = TimeText.parseSpan(text.text) else {
            throw Failure(
                column: text.column, message: "`\(text.quotation)` is not a time span", help: "write it as 1d2h3m4s, or in seconds")
        }
        return span
    }

    private func ranges(
        _ types: [DataType], _ rest: inout ArraySlice<Word>, after previous: Word?
    ) throws(Failure) -> (lower: [Value], upper: [Value]) {
        var lower: [Value] = []
        var upper: [Value] = []
        var column = previous.map { $0.column + 1 } ?? 1
        for (index, type) in types.enumerated() {
            if index > 0 {
                guard let mark = rest.popFirst(), mark.isMark(".") else {
                    throw Failure(
                        column: column, message: "component \(index + 1) of \(types.count) is missing",
                        help: "components are parted by ` . `, as in 192.0.2.1 . 80")
                }
            }
            guard let word = rest.popFirst() else { throw Failure(column: column, message: "a value of type \(type.nftName) is missing") }
            column = word.column
            let (first, last) = try range(type, word)
            lower.append(first)
            upper.append(last)
        }
        return (lower, upper)
    }

    /// A value, a range or a prefix.
    private func range(_ type: DataType, _ word: Word) throws(Failure) -> (Value, Value) {
        let text = word.text
        func number(_ text: Substring) -> UInt128? {
            guard case .number(let number, _)? = try? type.parse(String(text)) else { return nil }
            return number
        }
        if word.quoted || type.isString || number(text[...]) != nil { return try single(type, word) }
        if let slash = text.firstIndex(of: "/"), let width = type.bitLength, let base = number(text[..<slash]) {
            guard let length = UInt32(text[text.index(after: slash)...]), length <= width else {
                throw Failure(column: word.column, message: "`\(word.quotation)` has no prefix length up to \(width)")
            }
            let mask = UInt128.max >> UInt128(128 - width + length)
            guard base & mask == 0 else {
                let right = Value.number(base & ~mask, type)
                throw Failure(
                    column: word.column, message: "`\(word.quotation)` has bits beyond its prefix",
                    help: "the network is \(right)/\(length), the host alone \(text[..<slash].excerpt(40))")
            }
            return (.number(base, type), .number(base | mask, type))
        }
        for dash in text.indices where text[dash] == "-" {
            guard let first = number(text[..<dash]), let last = number(text[text.index(after: dash)...]) else { continue }
            guard first <= last else { throw Failure(column: word.column, message: "the range `\(word.quotation)` ends before it begins") }
            return (.number(first, type), .number(last, type))
        }
        return try single(type, word)
    }

    private func single(_ type: DataType, _ word: Word) throws(Failure) -> (Value, Value) {
        do throws(ValueError) {
            let value = try type.parse(word.text)
            return (value, value)
        } catch {
            throw Failure(column: word.column, message: error.description)
        }
    }

    /// Words are separated by blanks; `"` encloses a word with blanks, with `\` before `"` and `\`.
    private static func words(_ line: some Collection<UInt8>) throws(Failure) -> [Word] {
        var words: [Word] = []
        var bytes = line.makeIterator()
        var column = 0
        var word: [UInt8] = []
        func finish() throws(Failure) {
            guard !word.isEmpty else { return }
            words.append(Word(text: try text(word, column), quoted: false, column: column - word.count))
            word = []
        }
        scan: while let byte = bytes.next() {
            column += 1
            switch byte {
            case 0x20, 0x09: try finish()
            case UInt8(ascii: "#"):
                try finish()
                break scan
            case UInt8(ascii: "\"") where word.isEmpty:
                let start = column
                var content: [UInt8] = []
                var isClosed = false
                while let byte = bytes.next() {
                    column += 1
                    if byte == UInt8(ascii: "\"") {
                        isClosed = true
                        break
                    }
                    if byte == UInt8(ascii: "\\"), let escaped = bytes.next() {
                        column += 1
                        // Only these two are escaped; others keep the stroke.
                        if escaped != UInt8(ascii: "\""), escaped != UInt8(ascii: "\\") { content.append(byte) }
                        content.append(escaped)
                    } else {
                        content.append(byte)
                    }
                }
                guard isClosed else { throw Failure(column: start, message: "the quote is not closed") }
                words.append(Word(text: try text(content, start), quoted: true, column: start))
            default: word.append(byte)
            }
        }
        column += 1
        try finish()
        return words
    }

    private static func text(_ bytes: [UInt8], _ column: Int) throws(Failure) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Failure(column: column, message: "the text is not UTF-8") }
        return text
    }
}

extension ElementLine {
    /// The element as a line that `parse` reads as the same element; `nil` if there is none.
    package func text(of element: Element) -> String? {
        guard element.statements.isEmpty else { return nil }
        var text: String
        switch element.key {
        case .values(let values): text = Self.text(values, values)
        case .ranges(let lower, let upper): text = Self.text(lower, upper)
        case .catchAll: text = "*"
        }
        if let timeout = element.timeout { text += " timeout " + TimeText.span(milliseconds: timeout) }
        if let expires = element.expires { text += " expires " + TimeText.span(milliseconds: expires) }
        if let comment = element.comment { text += " comment " + Self.quoted(comment) }
        switch element.data {
        case nil: break
        case .values(let values): text += " : " + Self.text(values, values)
        case .ranges(let lower, let upper): text += " : " + Self.text(lower, upper)
        case .object(let name): text += " : " + Self.word(name)
        case .verdict(let verdict):
            switch verdict {
            case .accept: text += " : accept"
            case .drop: text += " : drop"
            case .continue: text += " : continue"
            case .return: text += " : return"
            case .jump(.named(let chain)): text += " : jump " + Self.word(chain)
            case .goto(.named(let chain)): text += " : goto " + Self.word(chain)
            case .jump(.anonymous), .goto(.anonymous): return nil
            }
        }
        return (try? parse(text.utf8)) == element ? text : nil
    }

    private static func text(_ lower: [Value], _ upper: [Value]) -> String {
        zip(lower, upper).map { text($0, $1) }.joined(separator: " . ")
    }

    private static func text(_ lower: Value, _ upper: Value) -> String {
        guard lower != upper else { return word(lower.description) }
        if case .number(let first, let type) = lower, case .number(let last, _) = upper, type.family != nil, let bits = type.bitLength,
            let length = first.prefixLength(to: last, bits: Int(bits))
        {
            return "\(lower)/\(length)"
        }
        return "\(lower)-\(upper)"
    }

    private static func word(_ text: String) -> String {
        let isPlain =
            !text.isEmpty && text != "." && text != ":" && text != "*"
            && text.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "#") && $0 != 0x7f }
        return isPlain ? text : quoted(text)
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted.unicodeScalars.append("\\") }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}
