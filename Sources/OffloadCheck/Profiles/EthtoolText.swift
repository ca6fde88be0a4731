internal import WeirModel

/// What ethtool prints for people: the outputs of `-i`, `-k`, `-l`, `-c`, `-g`, `-x`, `-T` and `--show-mm`, one or several, as reports and quoted
/// mails hold them. Text around them, and outputs of other options, are passed over.
enum EthtoolText {
    typealias Line = (number: Int, text: Substring)

    /// One output: its heading's kind, the link that the heading names, and the lines below.
    private struct Section {
        var heading: Heading
        var link: String?
        var lines: [Line] = []
    }

    /// How an output begins; all but the driver's name the link then.
    private enum Heading: String, CaseIterable {
        case driver = "driver: "
        case features = "Features for "
        case channels = "Channel parameters for "
        case rings = "Ring parameters for "
        case coalescing = "Coalesce parameters for "
        case hashing = "RX flow hash indirection table for "
        case timestamping = "Time stamping parameters for "
        case macMerge = "MAC Merge layer state for "
    }

    static func profiles(in text: String, from origin: String) throws(ProfileError) -> [NICProfile] {
        var sections: [Section] = []
        var kernel: String?
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            // A mail quotes it by `> `, once for each answer.
            let line = line.trimmingPrefix { $0 == ">" || $0 == "\t" || $0 == " " }
            if line.hasPrefix(Heading.driver.rawValue) {
                sections.append(Section(heading: .driver, lines: [(number + 1, line)]))
            } else if let heading = Heading.allCases.first(where: { line.hasPrefix($0.rawValue) }) {
                let name = line.dropFirst(heading.rawValue.count).prefix { $0 != ":" && $0 != " " }
                sections.append(Section(heading: heading, link: String(name)))
            } else if line.hasPrefix("Linux "), line.split(separator: " ").count > 3 {
                kernel = String(line.split(separator: " ")[2])
            } else if !line.isEmpty, !sections.isEmpty {
                sections[sections.count - 1].lines.append((number + 1, line))
            }
        }
        guard !sections.isEmpty else {
            throw ProfileError(
                origin, "is not a profile that weir knows",
                help: "a profile is the output of `weir nic`, `ethtool --json -k` or `ethtool -k`")
        }
        // `ethtool -i` names no link: it is of the one that follows, else of the one before.
        let names = sections.map(\.link)
        for index in sections.indices where sections[index].link == nil {
            sections[index].link = names[index...].compactMap(\.self).first ?? names[..<index].compactMap(\.self).last
        }
        var profiles: [NICProfile] = []
        for section in sections {
            let name = section.link ?? ""
            if !profiles.contains(where: { $0.name == name }) {
                profiles.append(NICProfile(name: name, unread: "the output of ethtool does not show it"))
            }
            guard let index = profiles.firstIndex(where: { $0.name == name }) else { continue }
            if let kernel { profiles[index].kernel = .value(kernel) }
            try read(section, into: &profiles[index], origin)
        }
        return profiles
    }

    private static func read(_ section: Section, into profile: inout NICProfile, _ origin: String) throws(ProfileError) {
        let pairs = section.lines.compactMap { pair($0.text) }
        func value(_ word: String) -> String? { pairs.first { $0.word == word && !$0.value.isEmpty }.map { String($0.value) } }
        switch section.heading {
        case .driver:
            profile.driver = .value(
                .init(
                    name: value("driver") ?? "", version: value("version"), firmware: value("firmware-version"),
                    expansionROM: value("expansion-rom-version"), bus: value("bus-info")))
        case .features: profile.features = .value(try EthtoolWords.features(section.lines, origin))
        case .channels:
            let limits = limits(pairs)
            profile.channels = .value(
                .init(receive: limits["RX"], transmit: limits["TX"], other: limits["Other"], combined: limits["Combined"]))
        case .rings:
            let limits = limits(pairs)
            profile.rings = .value(
                .init(receive: limits["RX"], receiveMini: limits["RX Mini"], receiveJumbo: limits["RX Jumbo"], transmit: limits["TX"]))
        case .coalescing: profile.coalescing = .value(coalescing(pairs))
        case .hashing: profile.rss = .value(hashing(section.lines.map(\.text)))
        case .macMerge:
            profile.macMerge = .value(
                .init(
                    receives: value("pMAC enabled") == "on", sends: value("TX enabled") == "on", isActive: value("TX active") == "on",
                    minimumFragment: value("TX minimum fragment size").flatMap { UInt32($0) }))
        case .timestamping:
            func list(_ heading: String) -> [String] {
                section.lines.map(\.text).drop { !$0.hasPrefix(heading) }.dropFirst().prefix { pair($0) == nil }
                    .map { String($0.prefix { $0 != " " }) }.filter { $0 != "none" }
            }
            profile.timestamping = .value(
                .init(
                    capabilities: list("Capabilities"), transmitModes: list("Hardware Transmit Timestamp Modes"),
                    receiveFilters: list("Hardware Receive Filter Modes"), clock: value("PTP Hardware Clock").flatMap { UInt32($0) }))
        }
    }

    private static func pair(_ line: Substring) -> (word: Substring, value: Substring)? {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        return (line[..<colon], line[line.index(after: colon)...].trimmingPrefix { $0 == " " || $0 == "\t" })
    }

    /// `Pre-set maximums:`, then the same words under `Current hardware settings:`.
    private static func limits(_ pairs: [(word: Substring, value: Substring)]) -> [String: NICProfile.Limited] {
        var limits: [String: NICProfile.Limited] = [:]
        var isMaximum = true
        for (word, value) in pairs {
            if word == "Current hardware settings" { isMaximum = false }
            guard let number = UInt32(value) else { continue }
            let path: WritableKeyPath<NICProfile.Limited, UInt32?> = isMaximum ? \.maximum : \.current
            limits[String(word), default: .init()][keyPath: path] = number
        }
        // A kind of which there is at most none is one that the driver lacks.
        return limits.filter { $0.value.maximum != 0 }
    }

    /// `rx-usecs: 3`, `Adaptive RX: off  TX: on`.
    private static func coalescing(_ pairs: [(word: Substring, value: Substring)]) -> [String: UInt32] {
        var values: [String: UInt32] = [:]
        for (word, value) in pairs {
            switch word {
            case "Adaptive RX", "CQE mode RX":
                let name = word == "Adaptive RX" ? "adaptive" : "cqe-mode"
                for (side, state) in [("rx", value.split(separator: " ").first), ("tx", value.split(separator: " ").last)] {
                    if let state, state == "on" || state == "off" { values["\(name)-\(side)"] = state == "on" ? 1 : 0 }
                }
            default: values[String(word)] = UInt32(value)
            }
        }
        return values
    }

    /// `    0:      0     1     2     3`, `RSS hash key:` and its bytes, `    toeplitz: on`. Hashed fields are another option's.
    private static func hashing(_ lines: [Substring]) -> NICProfile.RSS {
        let table = lines.flatMap { line -> [UInt32] in
            guard let (word, value) = pair(line), UInt32(word) != nil else { return [] }
            return value.split(separator: " ").compactMap { UInt32($0) }
        }
        let key = lines.drop { !$0.hasPrefix("RSS hash key") }.dropFirst().first.map(String.init)
        let parts = lines.split { $0.hasPrefix("RSS input transformation") }
        let function = parts.first?.compactMap(pair).first { $0.value == "on" }.map { String($0.word) }
        var rss = NICProfile.RSS(
            rings: .unknown("the output of ethtool does not show it"), function: function.map { .value($0) } ?? .absent,
            key: key.map { .value($0) } ?? .absent, indirection: table.isEmpty ? .absent : .value(.init(table)),
            hashFields: .unknown("`ethtool -x` does not show it"))
        if parts.count > 1 { rss.isSymmetric = parts[1].compactMap(pair).contains { $0.word.hasPrefix("symmetric") && $0.value == "on" } }
        return rss
    }
}
