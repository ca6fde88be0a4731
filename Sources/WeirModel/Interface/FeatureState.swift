/// One netdev feature of a link, as the kernel keeps it: `ETHTOOL_MSG_FEATURES_GET`.
package struct FeatureState: Sendable, Hashable {
    /// The driver lets it be changed. `ETHTOOL_A_FEATURES_HW`
    package var hardware: Bool
    /// Somebody asked for it. `ETHTOOL_A_FEATURES_WANTED`
    package var wanted: Bool
    /// It is on. `ETHTOOL_A_FEATURES_ACTIVE`
    package var active: Bool
    /// No driver may change it. `ETHTOOL_A_FEATURES_NOCHANGE`
    package var neverChanged: Bool

    package init(hardware: Bool, wanted: Bool, active: Bool, neverChanged: Bool = false) {
        (self.hardware, self.wanted, self.active, self.neverChanged) = (hardware, wanted, active, neverChanged)
    }

    package var isChangeable: Bool { hardware && !neverChanged }
    /// ethtool's `[fixed]`.
    package var isFixed: Bool { !isChangeable }
    /// Asked for, and refused by the core or the driver: ethtool's `off [requested on]`.
    package var isRefused: Bool { isChangeable && wanted && !active }
}

/// In documents a feature is a line of words: `on`, `off fixed`, `off wanted-on`, `on fixed never-changed`.
extension FeatureState: Codable, LosslessStringConvertible {
    package var description: String {
        var words = [active ? "on" : "off"]
        if !hardware { words.append("fixed") }
        if neverChanged { words.append("never-changed") }
        if wanted != (isChangeable ? active : false) { words.append(wanted ? "wanted-on" : "wanted-off") }
        return words.joined(separator: " ")
    }

    package init?(_ description: String) {
        var words = description.split(separator: " ")
        guard let first = words.first, first == "on" || first == "off" else { return nil }
        words.removeFirst()
        self.init(hardware: true, wanted: false, active: first == "on")
        var said: Bool?
        for word in words {
            switch word {
            case "fixed": hardware = false
            case "never-changed": neverChanged = true
            case "wanted-on": said = true
            case "wanted-off": said = false
            default: return nil
            }
        }
        wanted = said ?? (isChangeable ? active : false)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let state = FeatureState(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "`\(text.excerpt())` is not a feature state, such as `on` or `off fixed`")
        }
        self = state
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
