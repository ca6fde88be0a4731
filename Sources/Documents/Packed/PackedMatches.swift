import WeirModel

extension Filter.Matches: PackedPart {
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) { try coder.parts(&cases, &classifier, &flower) }
}

extension Filter.MatchClassifier: PackedPart {
    static var blank: Self { .flower }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) { try coder.named(&self) }
}

extension Statement: PackedPart {
    static var blank: Statement { .verdict(.accept) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) { try coder.statement(&self) }
}
