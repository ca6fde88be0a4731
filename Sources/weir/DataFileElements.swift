import PolicyEvaluation
import WeirModel

/// The elements that sets take from data files.
enum DataFileElements {
    static func read(into state: inout HostState, below place: PolicyPlace) throws {}
}
