/// Lines of source, indented.
struct Source {
    private(set) var text = ""
    private var indentation = 0
    var isEmpty: Bool { text.isEmpty }

    mutating func line(_ layout: Layout, suffix: String = "") {
        let margin = String(repeating: " ", count: indentation)
        text += margin + layout.text(column: indentation, indentation: indentation, reserve: suffix.count) + suffix + "\n"
    }

    mutating func line(_ words: String) { line(.text(words)) }
    mutating func blank() { text += "\n" }
    mutating func comment(_ words: String) { line("// " + words) }

    /// `Chain("input") { … }`; without braces where it holds nothing.
    mutating func block(_ header: Layout, isEmpty: Bool = false, _ content: (inout Source) -> Void) {
        if isEmpty { return line(header) }
        line(header, suffix: " {")
        indentation += 4
        content(&self)
        indentation -= 4
        line("}")
    }

    mutating func append(_ source: Source) { text += source.text }
}
