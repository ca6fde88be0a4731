internal import FoundationEssentials
internal import WeirModel

/// `ethtool --json -k`: an array of objects, features by ethtool's names.
enum EthtoolJSON {
    private enum Entry: Decodable {
        case name(String)
        /// `fixed` is null where the line sums up several features.
        case feature(active: Bool, fixed: Bool?, requested: Bool?)

        private enum Key: String, CodingKey { case active, fixed, requested }

        init(from decoder: any Decoder) throws {
            if let name = try? decoder.singleValueContainer().decode(String.self) {
                self = .name(name)
                return
            }
            let container = try decoder.container(keyedBy: Key.self)
            self = .feature(
                active: try container.decode(Bool.self, forKey: .active), fixed: try container.decodeIfPresent(Bool.self, forKey: .fixed),
                requested: try container.decodeIfPresent(Bool.self, forKey: .requested))
        }
    }

    static func profiles(in data: Data, from origin: String) throws(ProfileError) -> [NICProfile] {
        try ProfileDocument.decode([[String: Entry]].self, data, origin).map { object throws(ProfileError) in
            guard case .name(let name)? = object["ifname"] else { throw ProfileError(origin, "names no link (`ifname`)") }
            var features: [String: FeatureState] = [:]
            for (word, entry) in object {
                guard case .feature(let active, let fixed?, let requested) = entry else { continue }
                EthtoolWords.add(word, active: active, fixed: fixed, requested: requested ?? active, to: &features)
            }
            return EthtoolWords.profile(name, features)
        }
    }
}

enum EthtoolWords {
    /// ethtool's `fixed` covers two cases; the kernel never changes these three, whatever the driver.
    private static let neverChanged: Set<String> = ["vlan-challenged", "tx-lockless", "netns-local"]

    /// A feature a line, up to the text that follows.
    static func features(_ lines: [EthtoolText.Line], _ origin: String) throws(ProfileError) -> [String: FeatureState] {
        var features: [String: FeatureState] = [:]
        for line in lines where !read(line.text, into: &features) {
            guard let word = line.text.split(separator: ":", omittingEmptySubsequences: false).first, word.endIndex < line.text.endIndex,
                !word.contains(" ")
            else { break }
            throw ProfileError(origin, "line \(line.number) is not a feature: `\(line.text.excerpt())`")
        }
        return features
    }

    /// `rx-lro: off [fixed]`, `tx-nocache-copy: off [requested on]`
    private static func read(_ line: Substring, into features: inout [String: FeatureState]) -> Bool {
        guard let colon = line.firstIndex(of: ":") else { return false }
        let words = line[line.index(after: colon)...].split(separator: " ")
        guard let state = words.first, state == "on" || state == "off" else { return false }
        let note = words.dropFirst().joined(separator: " ")
        let active = state == "on"
        let requested: Bool? =
            switch note {
            case "": active
            case "[requested on]": true
            case "[requested off]": false
            case "[fixed]": nil
            default: nil
            }
        guard requested != nil || note == "[fixed]" else { return false }
        add(String(line[..<colon]), active: active, fixed: note == "[fixed]", requested: requested ?? false, to: &features)
        return true
    }

    static func add(_ word: String, active: Bool, fixed: Bool, requested: Bool, to features: inout [String: FeatureState]) {
        guard !FeatureName.ethtoolGroups.contains(word) else { return }
        let name = FeatureName.ethtoolWords[word] ?? word
        features[name] = FeatureState(
            hardware: !fixed, wanted: requested, active: active, neverChanged: neverChanged.contains(name))
    }

    static func profile(_ name: String, _ features: [String: FeatureState]) -> NICProfile {
        var profile = NICProfile(name: name, unread: "the output of ethtool does not show it")
        profile.features = .value(features)
        return profile
    }
}
