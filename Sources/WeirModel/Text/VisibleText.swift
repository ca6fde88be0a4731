// Text from outside is shown, not obeyed: characters that control a terminal, end a line, change the direction or are invisible are escaped.

/// The treatment of backslashes in escaped text.
enum Backslashes {
    /// One that would read as an escape is doubled, so that no two texts look the same.
    case doubled
    /// Keeps them, as in lines of source, whose columns messages refer to.
    case kept
}

extension StringProtocol {
    /// The text in one line: `nl\nflush ruleset`, `\u{202e}`, `\xff` for a byte that isn't UTF-8.
    func visible(_ backslashes: Backslashes = .doubled) -> String {
        if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\\") }) { return String(self) }
        var text = String.UnicodeScalarView()
        let scalars = unicodeScalars
        var index = scalars.startIndex
        // A combining accent at the beginning would join the character before the text.
        var isBehindOwn = true
        while index != scalars.endIndex {
            let scalar = scalars[index]
            scalars.formIndex(after: &index)
            if scalar.isHidden || isBehindOwn && scalar.properties.isGraphemeExtend {
                text.append(contentsOf: scalar.escape.unicodeScalars)
                isBehindOwn = true
            } else {
                text.append(scalar)
                isBehindOwn = false
                if scalar == "\\", backslashes == .doubled, index != scalars.endIndex, scalars[index].readsAsEscape { text.append(scalar) }
            }
        }
        return String(text)
    }
}

extension Unicode.Scalar {
    /// A control character, a mark that turns the direction of writing, a separator of lines, or one that takes no room.
    package var isHidden: Bool {
        switch value {
        case 0x20..<0x7f: return false
        case ..<0xa0: return true
        default: break
        }
        if isCarriedByte || properties.isDefaultIgnorableCodePoint { return true }
        return switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    /// Characters that must be escaped in scripts for other programs, which have no escape for them: the same without those that merely
    /// have no width, such as joiners within emoji.
    package var steersOutput: Bool {
        if let carriedByte { return carriedByte < 0xa0 }
        return switch value {
        case ..<0x20, 0x7f..<0xa0, 0x61c, 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069: true
        default: false
        }
    }

    var escape: String {
        switch self {
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        default: break
        }
        if let carriedByte { return "\\x" + String(carriedByte, radix: 16) }
        return "\\u{" + String(value, radix: 16) + "}"
    }

    /// Behind a backslash.
    fileprivate var readsAsEscape: Bool { isHidden || "nrtux\\".unicodeScalars.contains(self) }
}
