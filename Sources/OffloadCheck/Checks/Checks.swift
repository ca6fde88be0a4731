public import WeirModel

/// The table of all checks.
public enum Checks {
    public static let all: [Check] =
        filters + chains + flowtables + qdiscs + segmentation + vlan + tunnels + steering + checksums + path + programs + features + demands

    /// The kinds of findings, and whether a policy may accept them.
    public static var finds: [FindingKind] { all.map { FindingKind($0.id, isAcceptable: $0.isAcceptable || $0.severity != .error) } }

    public static func named(_ id: String) -> Check? { all.first { $0.id == id } }

    /// The check that somebody probably meant.
    public static func suggestion(for id: String) -> String? { Suggestion.nearest(to: id, among: all.map(\.id)) }
}
