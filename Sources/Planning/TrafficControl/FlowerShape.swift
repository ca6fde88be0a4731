import WeirModel

extension Filter {
    /// Whether both compare the same keys under the same masks. Flower filters of one shape are in one table of the kernel, and only within
    /// it can one replace another.
    func hasFlowerShape(of other: Filter) -> Bool {
        guard let mine = withImpliedEtherType.classifier.as(Flower.self), let theirs = other.withImpliedEtherType.classifier.as(Flower.self)
        else { return true }
        return mine.shape == theirs.shape
    }
}

extension Filter.Flower {
    fileprivate var shape: [String] {
        FieldList.fields(of: self).map { name, text in
            name.hasSuffix(".mask") || name.hasPrefix("tunnel.optionsMask") ? "\(name) \(text)" : name
        }
    }
}
