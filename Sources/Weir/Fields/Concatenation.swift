import WeirModel

// nft's `ip saddr . tcp dport`.

/// Two fields compared together: nft's `ip saddr . tcp dport` is `concat(ip.saddr, tcp.dport)`.
///
/// `concat(ip.saddr, tcp.dport) == [.of("10.0.0.1", 22), .of("10.0.0.2", 80)]`
public func concat<First, Second>(_ first: Field<First>, _ second: Field<Second>) -> Field<Concat2<First, Second>> {
    Field(concatenation([first.draft, second.draft]))
}

/// Three fields compared together: `concat(meta.iifname, ip.saddr, tcp.dport)`.
public func concat<First, Second, Third>(_ first: Field<First>, _ second: Field<Second>, _ third: Field<Third>) -> Field<
    Concat3<First, Second, Third>
> {
    Field(concatenation([first.draft, second.draft, third.draft]))
}

/// Four fields compared together: `concat(ip.saddr, tcp.sport, ip.daddr, tcp.dport)`.
public func concat<First, Second, Third, Fourth>(
    _ first: Field<First>, _ second: Field<Second>, _ third: Field<Third>, _ fourth: Field<Fourth>
) -> Field<Concat4<First, Second, Third, Fourth>> {
    Field(concatenation([first.draft, second.draft, third.draft, fourth.draft]))
}

/// Five fields compared together; for more, nest concatenations.
public func concat<First, Second, Third, Fourth, Fifth>(
    _ first: Field<First>, _ second: Field<Second>, _ third: Field<Third>, _ fourth: Field<Fourth>, _ fifth: Field<Fifth>
) -> Field<Concat5<First, Second, Third, Fourth, Fifth>> {
    Field(concatenation([first.draft, second.draft, third.draft, fourth.draft, fifth.draft]))
}

private func concatenation(_ drafts: [Draft<Selector>]) -> Draft<Selector> {
    let empty: Draft<[Selector]> = Draft([])
    return drafts.reduce(empty) { $0.combined(with: $1) { $0 + [$1] } }.map { Selector(concatenating: $0) }
}

extension Selector {
    /// Parts that are concatenations themselves become part of this one. A computed part has the type of its result.
    init(concatenating selectors: [Selector]) {
        let components = selectors.flatMap { selector in
            selector.components.count == 1
                ? [Component(term: selector.term, type: selector.components[0].type, bits: selector.components[0].bits)]
                : selector.components
        }
        self.init(.concatenation(components.map(\.term)), components: components)
    }
}
