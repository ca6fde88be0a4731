import WeirModel

/// The required state of a link's features: `Offloads { require(.hwTcOffload); forbid(.rxLRO) }`. Checked before an apply, never changed by
/// it.
public struct Offloads: Sendable {
    let demands: [OffloadDemand]
    /// The features that have to be on or off: `Offloads { require(.hwTcOffload); forbid(.rxLRO) }`.
    public init(@OffloadsBuilder _ demands: () -> [OffloadDemand]) { self.demands = demands() }
}

/// The demand that a feature is on, or off.
public struct OffloadDemand: Sendable {
    let kind: FeatureDemand.Kind
    let feature: Feature
    let location: SourceLocation

    func model(_ diagnostics: inout [Diagnostic]) -> FeatureDemand {
        if !feature.isKnown {
            let near = Suggestion.nearest(to: feature.name, among: FeatureName.known)
            diagnostics.append(
                Diagnostic(
                    .error, id: .featureUnknown, "no feature is named `\(feature.name)`",
                    help: near.map { "did you mean `\($0)`?" }
                        ?? "`ethtool -k` lists them; for one that is newer than weir write `Feature(kernel: \"\(feature.name)\")`",
                    at: location))
        }
        return FeatureDemand(kind, feature.name, at: location)
    }
}

/// Demands that the feature is on: `ethtool -K eth0 … on` makes it so.
public func require(_ feature: Feature, file: String = #filePath, line: Int = #line, column: Int = #column) -> OffloadDemand {
    OffloadDemand(kind: .require, feature: feature, location: here(file, line, column))
}

/// Demands that the feature is off: `ethtool -K eth0 … off` makes it so.
public func forbid(_ feature: Feature, file: String = #filePath, line: Int = #line, column: Int = #column) -> OffloadDemand {
    OffloadDemand(kind: .forbid, feature: feature, location: here(file, line, column))
}

/// Collects `require(…)` and `forbid(…)`.
@resultBuilder
public enum OffloadsBuilder {
    public static func buildExpression(_ demand: OffloadDemand) -> [OffloadDemand] { [demand] }
    public static func buildBlock(_ parts: [OffloadDemand]...) -> [OffloadDemand] { parts.flatMap { $0 } }
    public static func buildArray(_ parts: [[OffloadDemand]]) -> [OffloadDemand] { parts.flatMap { $0 } }
    public static func buildOptional(_ part: [OffloadDemand]?) -> [OffloadDemand] { part ?? [] }
    public static func buildEither(first: [OffloadDemand]) -> [OffloadDemand] { first }
    public static func buildEither(second: [OffloadDemand]) -> [OffloadDemand] { second }
}
