public import WeirModel

/// A constant, or the data of a map, in place of a field: nft's `update @ports { ip saddr : 22 }` is `.update(ip.saddr, value(22,
/// .inetService), in: ports)`.
public func value<Value>(_ value: Value, _ type: ValueType<Value>) -> Field<Value> {
    guard case .of(let selector, _) = type.content else {
        return Field(Draft(Selector(type: .invalid), .error(.badLiteral, "the value's type is unknown")))
    }
    return Field(
        value.literal.resolved(beside: Draft(selector)).map { term in
            Selector(term, components: selector.components.map { Selector.Component(term: term, type: $0.type, bits: $0.bits) })
        })
}

/// The presence of an extension header of IPv6, as a field: nft's `exthdr frag` is `exthdr(.frag)`. `exthdr(.frag) != .exists`;
/// `frag.exists` is the match.
public func exthdr(_ header: ExtensionHeader) -> Field<Presence> { Field(.extensionHeaderPresence(header)) }

/// An extension header of IPv6: `.hbh`, `.rt`, `.frag`, `.dst`, `.mh`, `.srh`.
public typealias ExtensionHeader = WeirModel.ExtensionHeader
/// An option of the IPv4 header: `.lsrr`, `.rr`, `.ssrr`, `.ra`.
public typealias IPOption = WeirModel.IPOption
/// A kind of SCTP chunk: `.data`, `.init`, `.sack`.
public typealias SCTPChunk = WeirModel.SCTPChunk

extension tcp.option {
    /// The presence of an option, as a field: nft's `tcp option sack-perm`, as in `tcp option sack-perm exists`.
    public static func presence(_ kind: TCPOptionKind) -> Field<Presence> { Field(.tcpOptionPresence(kind: kind.number)) }
}

extension ip.option {
    /// The presence of an option, as a field: nft's `ip option ra`, as in `ip option ra exists`.
    public static func presence(_ option: IPOption) -> Field<Presence> { Field(.ipOptionPresence(option)) }
}

extension sctp.chunk {
    /// The presence of a chunk, as a field: nft's `sctp chunk data`, as in `sctp chunk data exists`.
    public static func presence(_ chunk: SCTPChunk) -> Field<Presence> { Field(.sctpChunkPresence(chunk)) }
}
