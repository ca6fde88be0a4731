internal import WeirModel

extension FilterFacts {
    mutating func readKeys() {}
    mutating func readActions() {}
}
