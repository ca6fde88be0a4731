import WeirModel

extension FilterMatching {
    /// The matches that lower to this filter's classifier, protocol and handle; `nil` if its options are the better form.
    package static func lift(_ filter: Filter) -> Filter.Matches? {
        guard let matches = liftWithoutActions(filter) else { return nil }
        if filter.editedFamilies.isEmpty { return matches }
        // An edit narrows matches, and not a classifier.
        var copy = filter
        copy.classifier = Filter.Classifier(matches)
        guard let lowered = try? copy.lowered(), lowered.count == 1, lowered[0].classifier == filter.classifier,
            lowered[0].protocolID == filter.protocolID
        else { return nil }
        return matches
    }

    private static func liftWithoutActions(_ filter: Filter) -> Filter.Matches? {
        switch filter.classifier.options {
        case let flower as Filter.Flower:
            var lifting = FlowerLifting(flower)
            lifting.run()
            return lifting.shortest(protocolID: filter.protocolID)
        case let fw as Filter.FW:
            guard let mark = filter.handle else { return nil }
            var statements = [match(.meta(.mark), Masked(mark, mask: fw.mask), .mark)]
            if filter.protocolID != Filter.allProtocols {
                statements.append(equal(.meta(.protocol), UInt128(filter.protocolID), .etherType))
            }
            if let indev = fw.indev { statements.append(.match(.field(.meta(.iifname)), .equal, .value(.text(indev, .ifname)))) }
            guard let results = try? lower([statements]), results.count == 1, results[0].says(fw, filter.protocolID),
                results[0].handle == mark
            else { return nil }
            // A filter that must be in hardware would not become fw without this.
            return Filter.Matches([statements], by: filter.flags.contains(.skipSoftware) ? .fw : nil)
        case let u32 as Filter.U32:
            return lift(u32, protocolID: filter.protocolID).map { Filter.Matches([$0], by: .u32) }
        case let basic as Filter.Basic:
            return lift(basic, protocolID: filter.protocolID).map { Filter.Matches([$0], by: .basic) }
        case is Filter.MatchAll where filter.protocolID == Filter.allProtocols: return Filter.Matches([[]])
        default: return nil
        }
    }

    static func equal(_ field: Field, _ number: UInt128, _ type: DataType) -> Statement {
        .match(.field(field), .equal, .value(.number(number, type)))
    }

    static func match<Number: FixedWidthInteger & UnsignedInteger>(_ field: Field, _ masked: Masked<Number>, _ type: DataType) -> Statement
    {
        guard let mask = masked.mask else { return equal(field, UInt128(masked.value), type) }
        return .match(
            .binary(.and, .field(field), .value(.number(UInt128(mask), type))), .equal, .value(.number(UInt128(masked.value), type)))
    }
}

extension FilterMatching.Result {
    fileprivate func says<Options: TrafficOptions>(_ wanted: Options, _ protocolID: UInt16) -> Bool {
        options as? Options == wanted && self.protocolID == protocolID
    }
}

/// Flower's keys as matches, one after the other; converted keys are removed.
private struct FlowerLifting {
    private(set) var rest: Filter.Flower
    private var said = Filter.Flower()
    private var statements: [Statement] = []
    /// The family behind all tags.
    private let family: UInt16?

    init(_ flower: Filter.Flower) {
        rest = flower
        family = flower.vlan?.etherType ?? flower.etherType
    }

    mutating func run() {
        linkLayer()
        addresses()
        if let number = rest.ipProtocol { transport(number) }
        if let header = Header(inetProtocol: rest.ipProtocol ?? said.ipProtocol ?? 0) { ports(header) }
        icmp(\.icmp, .icmpType, .icmpCode, (.icmpType, .icmpCode))
        icmp(\.icmpv6, .icmpv6Type, .icmpv6Code, (.icmpv6Type, .icmpv6Code))
        arp()
        connection()
    }

    /// The shortest list of matches with the same meaning, if there is one.
    mutating func shortest(protocolID: UInt16) -> Filter.Matches? {
        func says(_ statements: [Statement]) -> Bool {
            guard let results = try? FilterMatching.lower([statements]), results.count == 1 else { return false }
            return results[0].handle == nil && results[0].says(said, protocolID)
        }
        // None at all would be matchall.
        guard let shortest = FilterMatching.shortest(statements, says: { !$0.isEmpty && says($0) }) else { return nil }
        return Filter.Matches([shortest], flower: rest == Filter.Flower() ? nil : rest)
    }

    private mutating func take<Key>(_ path: WritableKeyPath<Filter.Flower, Key?>, _ say: (Key) -> Statement?) {
        guard let key = rest[keyPath: path], let statement = say(key) else { return }
        statements.append(statement)
        said[keyPath: path] = key
        rest[keyPath: path] = nil
    }

    private mutating func linkLayer() {
        take(\.indev) { .match(.field(.meta(.iifname)), .equal, .value(.text($0, .ifname))) }
        take(\.sourceMAC) { Self.mac(.etherSaddr, $0) }
        take(\.destinationMAC) { Self.mac(.etherDaddr, $0) }
        let isTagged = rest.etherType.map(MatchedProtocols.isVLAN) ?? false
        take(\.etherType) { FilterMatching.equal(isTagged ? .header(.etherType) : .meta(.protocol), UInt128($0), .etherType) }
        guard let vlan = rest.vlan else { return }
        // The tag's EtherType first: later keys may imply it too.
        if let type = vlan.etherType { statements.append(FilterMatching.equal(.header(.vlanType), UInt128(type), .etherType)) }
        if let id = vlan.id { statements.append(FilterMatching.equal(.header(.vlanId), UInt128(id), .integer)) }
        if let priority = vlan.priority { statements.append(FilterMatching.equal(.header(.vlanPcp), UInt128(priority), .integer)) }
        (said.vlan, rest.vlan) = (vlan, nil)
    }

    private static func mac(_ header: HeaderField, _ masked: Masked<MACAddress>) -> Statement {
        func number(_ address: MACAddress) -> UInt64 { address.bytes.reduce(0) { $0 << 8 | UInt64($1) } }
        return FilterMatching.match(.header(header), Masked(number(masked.value), mask: masked.mask.map(number)), .etherAddress)
    }

    private mutating func addresses() {
        take(\.sourceIPv4) { Self.ipv4(.ipSaddr, $0) }
        take(\.destinationIPv4) { Self.ipv4(.ipDaddr, $0) }
        take(\.sourceIPv6) { Self.ipv6(.ip6Saddr, $0) }
        take(\.destinationIPv6) { Self.ipv6(.ip6Daddr, $0) }
        let isIP6 = family == 0x86dd
        guard isIP6 || family == 0x0800 else { return }
        take(\.ttl) { FilterMatching.match(.header(isIP6 ? .ip6Hoplimit : .ipTtl), $0, .integer) }
        guard let tos = rest.tos, tos.value & ~(tos.mask ?? .max) == 0 else { return }
        let mask = tos.mask ?? .max
        if mask >> 2 != 0 {
            let dscp = Masked(tos.value >> 2, mask: mask >> 2 == 0x3f ? nil : mask >> 2)
            statements.append(FilterMatching.match(.header(isIP6 ? .ip6Dscp : .ipDscp), dscp, .dscp))
        }
        if mask & 3 != 0 {
            let ecn = Masked(tos.value & 3, mask: mask & 3 == 3 ? nil : mask & 3)
            statements.append(FilterMatching.match(.header(isIP6 ? .ip6Ecn : .ipEcn), ecn, .ecn))
        }
        (said.tos, rest.tos) = (tos, nil)
    }

    private static func ipv4(_ header: HeaderField, _ masked: Masked<IPv4Address>) -> Statement {
        Self.address(.header(header), Masked(masked.value.number, mask: masked.mask?.number), .ipv4Address)
    }

    private static func ipv6(_ header: HeaderField, _ masked: Masked<IPv6Address>) -> Statement {
        Self.address(.header(header), Masked(masked.value.number, mask: masked.mask?.number), .ipv6Address)
    }

    /// A mask of leading ones is a prefix; with host bits behind it, it stays a mask.
    private static func address<Number: FixedWidthInteger & UnsignedInteger>(_ field: Field, _ masked: Masked<Number>, _ type: DataType)
        -> Statement
    {
        guard let mask = masked.mask, mask == 0 || (~mask).leadingZeroBitCount == mask.nonzeroBitCount, masked.value & ~mask == 0 else {
            return FilterMatching.match(field, masked, type)
        }
        return .match(.field(field), .equal, .prefix(.number(UInt128(masked.value), type), length: UInt8(mask.nonzeroBitCount)))
    }

    private mutating func transport(_ number: UInt8) {
        let field: Field =
            switch family {
            case 0x0800?: .header(.ipProtocol)
            case 0x86dd?: .header(.ip6Nexthdr)
            default: .meta(.l4proto)
            }
        take(\.ipProtocol) { FilterMatching.equal(field, UInt128($0), .inetProtocol) }
    }

    private mutating func ports(_ header: Header) {
        guard let source = header.fields.first(where: { $0.name == "sport" }),
            let destination = header.fields.first(where: { $0.name == "dport" }),
            [.tcp, .udp, .sctp].contains(header)
        else { return }
        func range(_ field: HeaderField) -> (Filter.Flower.PortRange) -> Statement? {
            { range in
                guard range.minimum <= range.maximum else { return nil }
                return .match(
                    .field(.header(field)), .equal,
                    .range(.number(UInt128(range.minimum), .inetService), .number(UInt128(range.maximum), .inetService)))
            }
        }
        take(\.sourcePort) { FilterMatching.match(.header(source), $0, .inetService) }
        take(\.sourcePorts, range(source))
        take(\.destinationPort) { FilterMatching.match(.header(destination), $0, .inetService) }
        take(\.destinationPorts, range(destination))
        guard header == .tcp, let flags = rest.tcpFlags, let mask = flags.mask, mask <= 0xff, flags.value <= 0xff else { return }
        take(\.tcpFlags) { FilterMatching.match(.header(.tcpFlags), Masked($0.value, mask: mask == 0xff ? nil : mask), .tcpFlag) }
    }

    private mutating func icmp(
        _ path: WritableKeyPath<Filter.Flower, Filter.Flower.ICMP?>, _ type: HeaderField, _ code: HeaderField, _ types: (DataType, DataType)
    ) {
        guard let icmp = rest[keyPath: path] else { return }
        if let number = icmp.type { statements.append(FilterMatching.match(.header(type), number, types.0)) }
        if let number = icmp.code { statements.append(FilterMatching.match(.header(code), number, types.1)) }
        said[keyPath: path] = icmp
        rest[keyPath: path] = nil
    }

    private mutating func arp() {
        guard let arp = rest.arp else { return }
        if let operation = arp.operation {
            let masked = Masked(UInt16(operation.value), mask: operation.mask.map { UInt16($0) })
            statements.append(FilterMatching.match(.header(.arpOperation), masked, .arpOperation))
        }
        if let address = arp.senderIP { statements.append(Self.ipv4(.arpSaddrIp, address)) }
        if let address = arp.targetIP { statements.append(Self.ipv4(.arpDaddrIp, address)) }
        if let address = arp.senderMAC { statements.append(Self.mac(.arpSaddrEther, address)) }
        if let address = arp.targetMAC { statements.append(Self.mac(.arpDaddrEther, address)) }
        (said.arp, rest.arp) = (arp, nil)
    }

    private mutating func connection() {
        guard let ct = rest.ct, ct.label == nil else { return }
        if let state = ct.state {
            guard let mask = state.mask, state.value & ~mask == 0 else { return }
            // To nft an untracked packet is one with notrack, to flower one that ct has not seen.
            if mask & FlowerKeys.ctTracked != 0, state.value & FlowerKeys.ctTracked == 0 { return }
            for (nft, bit) in FlowerKeys.ctStates where mask & bit != 0 {
                statements.append(
                    .match(.field(.ct(.state, direction: nil)), state.value & bit != 0 ? .equal : .notEqual, .value(.number(nft, .ctState)))
                )
            }
            if mask & FlowerKeys.ctReply != 0 {
                statements.append(
                    FilterMatching.equal(.ct(.direction, direction: nil), state.value & FlowerKeys.ctReply != 0 ? 1 : 0, .ctDirection))
            }
            if mask & FlowerKeys.ctTracked != 0 {
                statements.append(.match(.field(.ct(.state, direction: nil)), .notEqual, .value(.number(FlowerKeys.ctUntracked, .ctState))))
            }
        }
        if let mark = ct.mark { statements.append(FilterMatching.match(.ct(.mark, direction: nil), mark, .mark)) }
        if let zone = ct.zone { statements.append(FilterMatching.match(.ct(.zone, direction: nil), zone, .integer)) }
        (said.ct, rest.ct) = (ct, nil)
    }
}
