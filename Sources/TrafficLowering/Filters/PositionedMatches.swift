import WeirModel

/// A filter's matches by their positions in the packet, for classifiers that know neither headers nor protocols.
///
/// Fields behind the IP header are expected where they are without IP options and IPv6 extension headers. A packet with these, and a later
/// fragment, does not match.
struct PositionedMatches {
    private let classifier: FilterMatching.Classifier
    private var protocols = MatchedProtocols()
    private var bits: [PacketBits] = []
    /// `meta l4proto` with a mask or an order: where it lies depends on the family.
    private var protocolTests: [BitTest] = []
    /// A match of a VLAN tag, which excludes matches behind it.
    private var isTagged = false

    init(_ classifier: FilterMatching.Classifier) { self.classifier = classifier }

    mutating func requireTag() { isTagged = true }

    mutating func add(_ match: FilterMatch) throws(FilterProblem) {
        if try protocols.take(match) { return }
        if match.field.isProtocolOfFilter {
            throw FilterProblem("a filter is of one protocol or of all: \(match.field.words) can only be equal to one")
        }
        switch match.field {
        case .header(let field): try add(field, match)
        case .payload(let base, let offset, let length): try add(base, Int(offset), Int(length), match)
        case .meta(.l4proto): protocolTests.append(try BitTest(match, bits: 8))
        default: throw classifier.lacks(match.field)
        }
    }

    private mutating func add(_ field: HeaderField, _ match: FilterMatch) throws(FilterProblem) {
        let layout = field.layout
        switch field.header {
        case .vlan: throw FilterProblem("\(classifier.rawValue) does not see \(match.field.words): the kernel takes tags out of the packet")
        default: try protocols.require(field.header)
        }
        // Fields that only some ICMP messages have.
        if let types = field.icmpTypes, let test = BitTest(oneOf: types) { bits.append(PacketBits(.transport, 0, 8, test)) }
        try add(field.header.base, Int(layout.bitOffset), Int(layout.bitLength), match)
    }

    private mutating func add(_ base: PayloadBase, _ offset: Int, _ length: Int, _ match: FilterMatch) throws(FilterProblem) {
        let layer: PacketBits.Layer
        switch base {
        case .link: layer = .link
        case .network: layer = .network
        case .transport: layer = .transport
        case .inner: throw classifier.lacks(match.field)
        }
        guard 1...128 ~= length else { throw FilterProblem("\(classifier.rawValue) compares up to 128 bits at once") }
        guard match.field.layout.isReachable else { throw FilterProblem("\(match.field.words) lie too far back in the packet") }
        bits.append(PacketBits(layer, offset, length, try BitTest(match, bits: UInt32(length))))
    }

    // MARK: filters

    /// - Returns: for each protocol of a filter, where its bits lie from the link or the network header.
    func filters() throws(FilterProblem) -> [(protocolID: UInt16, bits: [PacketBits])] {
        let families = try families()
        var result: [(protocolID: UInt16, bits: [PacketBits])] = []
        for family in families { result.append((family ?? Filter.allProtocols, try positioned(family))) }
        return result
    }

    private var readsTransport: Bool { bits.contains { $0.layer == .transport } }
    private var needsFamily: Bool { readsTransport || protocols.transport != nil || !protocolTests.isEmpty }

    private func families() throws(FilterProblem) -> [UInt16?] {
        if isTagged || protocols.outer.map(MatchedProtocols.isVLAN) ?? false {
            guard protocols.outer.map(MatchedProtocols.isVLAN) ?? true else { throw MatchedProtocols.conflict }
            if needsFamily || protocols.inner != nil {
                throw FilterProblem("\(classifier.rawValue) can't match behind a VLAN tag")
            }
            return [protocols.outer ?? 0x8100]
        }
        if let outer = protocols.outer, let inner = protocols.inner, outer != inner { throw MatchedProtocols.conflict }
        guard needsFamily else { return [protocols.inner ?? protocols.outer] }
        guard let family = protocols.inner ?? protocols.outer else { return MatchedProtocols.families }
        guard MatchedProtocols.families.contains(family) else { throw MatchedProtocols.conflict }
        return [family]
    }

    private func positioned(_ family: UInt16?) throws(FilterProblem) -> [PacketBits] {
        let isIP6 = family == 0x86dd
        if readsTransport, isIP6, protocols.transport == nil {
            throw FilterProblem(
                "\(classifier.rawValue) does not know which header follows that of IPv6", help: "name it: `meta.l4proto == .udp`")
        }
        var result: [PacketBits] = []
        if readsTransport, !isIP6 { result.append(.withoutOptions) }
        if let number = protocols.transport { result.append(isIP6 ? .nexthdr(number) : .ipProtocol(number)) }
        if readsTransport, !isIP6 { result.append(.firstFragment) }
        result += protocolTests.map { PacketBits(.network, isIP6 ? 48 : 72, 8, $0) }
        let headerLength = isIP6 ? 320 : 160
        return result + bits.map { $0.layer == .transport ? PacketBits(.network, headerLength + $0.offset, $0.length, $0.test) : $0 }
    }
}
