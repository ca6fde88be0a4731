/// Source text that knows where it may be broken into lines.
indirect enum Layout {
    case text(String)
    case sequence([Layout])
    /// A call's arguments, or an array: on one line if they fit, else on a line each, indented.
    case list(open: String, items: [Layout], close: String)
    /// A trailing closure: a line for each part.
    case closure(open: String, lines: [Layout])

    static func call(_ name: String, _ arguments: [Layout]) -> Layout { .list(open: name + "(", items: arguments, close: ")") }
    static func array(_ items: [Layout]) -> Layout { .list(open: "[", items: items, close: "]") }
    static func labelled(_ label: String, _ value: Layout) -> Layout { .sequence([.text("\(label): "), value]) }

    static let width = 140

    /// On one line.
    var flat: String {
        switch self {
        case .text(let text): text
        case .sequence(let parts): parts.map(\.flat).joined()
        case .list(let open, let items, let close): open + items.map(\.flat).joined(separator: ", ") + close
        case .closure(let open, let lines): "\(open)\(open.isEmpty ? "" : " "){ \(lines.map(\.flat).joined(separator: "; ")) }"
        }
    }

    private var staysOnOneLine: Bool {
        switch self {
        case .text: true
        case .sequence(let parts): parts.allSatisfy(\.staysOnOneLine)
        case .list(_, let items, _): items.allSatisfy(\.staysOnOneLine)
        case .closure(_, let lines): lines.count <= 1 && lines.allSatisfy(\.staysOnOneLine)
        }
    }

    /// The text at a place in a line, whose indentation further lines build on.
    ///
    /// - Parameters:
    ///   - column: of the first character, from 0.
    ///   - reserve: the number of characters that follow on the last line.
    func text(column: Int, indentation: Int, reserve: Int = 0) -> String {
        let flat = flat
        if staysOnOneLine, column + flat.count + reserve <= Self.width { return flat }
        switch self {
        case .text(let text): return text
        case .sequence(let parts):
            var text = ""
            var column = column
            for (index, part) in parts.enumerated() {
                let rest = parts[(index + 1)...].reduce(reserve) { $0 + $1.flat.count }
                let next = part.text(column: column, indentation: indentation, reserve: min(rest, 40))
                text += next
                column = next.lastLineLength(from: column)
            }
            return text
        case .list(let open, let items, let close):
            // The array or closure that is a call's only argument breaks without it.
            if items.count == 1, case .closure = items[0] {
                return open + items[0].text(column: column + open.count, indentation: indentation, reserve: reserve + close.count) + close
            }
            if items.count == 1, case .list(_, let inner, _) = items[0], inner.count > 1 {
                return open + items[0].text(column: column + open.count, indentation: indentation, reserve: reserve + close.count) + close
            }
            return broken(open, items, close, indentation, reserve)
        case .closure(let open, let lines):
            let inner = indentation + 4
            let body = lines.map { String(repeating: " ", count: inner) + $0.text(column: inner, indentation: inner) }
            return ([open + (open.isEmpty ? "{" : " {")] + body + [String(repeating: " ", count: indentation) + "}"]).joined(
                separator: "\n")
        }
    }

    private func broken(_ open: String, _ items: [Layout], _ close: String, _ indentation: Int, _ reserve: Int) -> String {
        let isArray = open.hasSuffix("[")
        let inner = indentation + 4
        let margin = "\n" + String(repeating: " ", count: inner)
        var text = open
        var column = Self.width
        for (index, item) in items.enumerated() {
            let isLast = index == items.count - 1
            let after = isLast ? (isArray ? 1 : reserve + close.count) : 1
            let flat = item.flat
            if index > 0, item.staysOnOneLine, column + 1 + flat.count + after <= Self.width {
                text += " " + flat
                column += 1 + flat.count
            } else {
                let piece = item.text(column: inner, indentation: inner, reserve: after)
                text += margin + piece
                column = piece.lastLineLength(from: inner)
            }
            if !isLast || isArray {
                text += ","
                column += 1
            }
        }
        return text + (isArray ? "\n" + String(repeating: " ", count: indentation) : "") + close
    }
}

extension String {
    fileprivate func lastLineLength(from column: Int) -> Int {
        guard let newline = lastIndex(of: "\n") else { return column + count }
        return distance(from: newline, to: endIndex) - 1
    }
}
