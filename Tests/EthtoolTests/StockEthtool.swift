import WeirModel

/// What stock ethtool printed about one link, command by command.
struct StockEthtool {
    var outputs: [String: String]

    /// `label: value` lines of one command; a repeated label is found by its position.
    func lines(_ command: String) -> [(label: String, value: String)] {
        (outputs[command] ?? "").split(separator: "\n").compactMap { line in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (line[..<colon].trimmed, line[line.index(after: colon)...].trimmed)
        }
    }

    func first(_ command: String, _ label: String) -> String? { lines(command).first { $0.label == label }?.value }

    /// Numbers of a two-part table: `Pre-set maximums`, then `Current hardware settings`.
    func limited(_ command: String, _ label: String) -> NICProfile.Limited? {
        let values = lines(command).filter { $0.label == label }.map { UInt32($0.value) }
        guard values.count == 2, values[0] != nil || values[1] != nil else { return nil }
        return .init(current: values[1], maximum: values[0])
    }

    func refused(_ command: String) -> Bool {
        (outputs[command] ?? "").contains("Operation not supported") && lines(command).count <= 2
    }
}

extension Substring {
    var trimmed: String {
        var text = self
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}

/// The links of one run of `Script`.
struct Readings {
    var stock: [String: StockEthtool] = [:]
    var profiles: [String: String] = [:]
    /// Kinds of link that the kernel refused to make.
    var refusedKinds: [String] = []

    /// `@@ LINK COMMAND` starts the output of a command about a link.
    init(_ output: String) {
        var current: (link: String, command: String)?
        for line in output.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("@@ ") {
                let words = line.dropFirst(3).split(separator: " ", maxSplits: 1).map(String.init)
                current = (words[0], words.count > 1 ? words[1] : "")
            } else if line.hasPrefix("@refused ") {
                refusedKinds.append(String(line.dropFirst(9)))
            } else if let (link, command) = current {
                if command == "weir" {
                    profiles[link, default: ""] += line + "\n"
                } else {
                    stock[link, default: StockEthtool(outputs: [:])].outputs[command, default: ""] += line + "\n"
                }
            }
        }
    }
}
