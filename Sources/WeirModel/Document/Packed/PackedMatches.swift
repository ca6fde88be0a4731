extension Filter.Matches: PackedPart {
    static var blank: Self { Self([]) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try cases.code(by: &coder)
        try classifier.code(by: &coder)
        try flower.code(by: &coder)
    }
}

extension Filter.MatchClassifier: PackedPart {
    static var blank: Self { .flower }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) { try coder.named(&self) }
}

extension Statement: PackedPart {
    static var blank: Statement { .verdict(.accept) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) { try coder.statement(&self) }
}
