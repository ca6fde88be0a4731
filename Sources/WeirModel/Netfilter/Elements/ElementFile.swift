/// Data files: one element per line.
///
///      # comment
///     10.0.0.0/8
///     192.0.2.1-192.0.2.9   timeout 1h
///     192.0.2.1 . 80        comment "the web server"
///     443 : accept
///
/// Components of a key are separated by ` . `, a map's data follows ` : `, `*` is the catch-all; values with spaces are quoted.
public enum ElementFile {
    /// The part after the colon.
    public enum Data: Sendable, Hashable {
        case none
        case values([DataType])
        case verdict
        /// The names of stateful objects.
        case objects
    }

    /// - Parameter types: those of the key's components.
    public static func parse(_ bytes: [UInt8], types: [DataType], data: Data = .none) throws(ElementFileError) -> ElementList {
        let result = bytes.withUnsafeBytes { buffer in
            var parser = ElementFileParser(buffer, types: types, data: data)
            parser.run()
            return (parser.list, parser.error)
        }
        if var error = result.1 {
            error.isNoList = result.0.isEmpty && error.count > 1
            throw error
        }
        return result.0
    }
}

/// The bad lines of a data file.
public struct ElementFileError: Error, Sendable, Hashable {
    public struct Problem: Sendable, Hashable {
        /// From 1; columns are bytes.
        public var line: Int
        public var column: Int
        public var message: String
        public var help: String?
    }

    /// The first of them, at most `limit`.
    public var problems: [Problem]
    /// How many there are in all.
    public var count: Int
    /// Whether no line at all is an element: the file is something else, and its content is not quoted.
    public var isNoList = false
    /// The file's name; `nil` if only the caller knows it.
    public var file: String?

    static let limit = 20
}

extension ElementFileError: CustomStringConvertible {
    public var description: String {
        var lines = problems.map { problem in
            "\(file ?? "data file"):\(problem.line):\(problem.column): \(problem.message)" + (problem.help.map { "\n  help: \($0)" } ?? "")
        }
        if count > problems.count { lines.append("\(file ?? "data file"): and \(count - problems.count) more bad lines") }
        return lines.joined(separator: "\n")
    }
}

private struct ElementFileParser {
    private let bytes: UnsafeRawBufferPointer
    private let grammar: ElementLine
    private var builder: ElementList.Builder
    private(set) var error: ElementFileError?
    private var lower: [UInt128]
    private var upper: [UInt128]

    init(_ bytes: UnsafeRawBufferPointer, types: [DataType], data: ElementFile.Data) {
        self.bytes = bytes
        grammar = ElementLine(types: types, data: data)
        // Lines of prefixes are rarely shorter than twelve bytes.
        builder = ElementList.Builder(types: types, capacity: bytes.count / 12)
        lower = Array(repeating: 0, count: types.count)
        upper = lower
    }

    var list: ElementList { builder.list }

    mutating func run() {
        var line = 1
        var start = 0
        // A byte order mark, which some editors write.
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { start = 3 }
        let plain = grammar.data == .none && !grammar.types.isEmpty
        while start < bytes.count {
            var scanner = NumberScanner(bytes, from: start)
            if plain, scanner.key(grammar.types, &lower, &upper), let next = scanner.endOfLine() {
                builder.append(lower: lower, upper: upper)
                start = next
            } else {
                var end = start
                while end < bytes.count, bytes[end] != 0x0a { end += 1 }
                read(line, start, end)
                start = end + 1
            }
            line += 1
        }
    }

    private mutating func read(_ line: Int, _ start: Int, _ end: Int) {
        let end = end > start && bytes[end - 1] == 0x0d ? end - 1 : end
        do throws(ElementLine.Failure) {
            if let element = try grammar.parse(bytes[start..<end]) { builder.append(element) }
        } catch {
            report(.init(line: line, column: error.column, message: error.message, help: error.help))
        }
    }

    private mutating func report(_ problem: ElementFileError.Problem) {
        var found = error ?? ElementFileError(problems: [], count: 0)
        if found.problems.count < ElementFileError.limit { found.problems.append(problem) }
        found.count += 1
        error = found
    }
}
