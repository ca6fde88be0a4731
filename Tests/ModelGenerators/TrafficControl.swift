import WeirModel

extension ModelGenerator {
    /// Options of a kind, each said or not.
    package mutating func options(of kind: any TrafficOptions.Type) throws -> any TrafficOptions {
        let source = RandomSource(self)
        defer { self = source.generator }
        return try RandomDecoder(source: source).value(kind)
    }

    /// A link with a qdisc of the kind at its root, and below it classes, leaves and filters of all kinds: well-formed, but not what a kernel
    /// would load.
    package mutating func link(named name: String, root: any TrafficOptions.Type) throws -> LinkConfiguration {
        var link = LinkConfiguration(name)
        try link.qdiscs.append(qdisc(root, parent: .root, handle: Handle(1)))
        for number in 1...UInt16(2 + below(3)) {
            let parent = link.classes.isEmpty || chance(50) ? Handle(1) : one(of: link.classes.map(\.id))
            let kind = one(of: TrafficClassCatalogue.kinds)
            try link.classes.append(TrafficClass(Handle(1, number), parent: parent, options(of: kind), unknown: attributes()))
            if chance(50) { try link.qdiscs.append(qdisc(leafKind(), parent: Handle(1, number), handle: maybe { _ in Handle(0x10 + number) })) }
        }
        // A class that its qdisc made.
        try link.qdiscs.append(qdisc(leafKind(), parent: Handle(1, 0xfff0), handle: Handle(0x20)))
        var places: [Attachment] = [.parent(Handle(1)), .parent(Handle(1, 1)), .parent(Handle(0x20)), .parent(Handle(0x77)), .block(5)]
        switch below(3) {
        case 0:
            link.qdiscs.append(Qdisc(Qdisc.ClsAct(), parent: .clsact, handle: .ingressQdisc, ingressBlock: maybe { $0.number() }, egressBlock: maybe { $0.number() }))
            places += [.parent(.ingress), .parent(.egress)]
        case 1:
            link.qdiscs.append(Qdisc(Qdisc.Ingress(), parent: .clsact, handle: .ingressQdisc, ingressBlock: maybe { $0.number() }))
            places += [.parent(.ingress), .parent(.ingressQdisc)]
        default: break
        }
        link.chains = try many(2) { generator in
            let template = try generator.maybe { try $0.options(of: Filter.Flower.self) }
            return FilterChain(
                generator.number(), on: generator.one(of: places), template: template, protocolID: template == nil ? nil : generator.one(of: [0x0800, 0x8847]))
        }
        for kind in ClassifierCatalogue.kinds { try link.filters.append(filter(options(of: kind), at: one(of: places))) }
        for _ in 0..<4 { try link.filters.append(plausibleFilter(at: one(of: places))) }
        return link
    }

    private mutating func leafKind() -> any TrafficOptions.Type {
        one(of: QdiscCatalogue.kinds.filter { $0 != Qdisc.ClsAct.self && $0 != Qdisc.Ingress.self })
    }

    private mutating func qdisc(_ kind: any TrafficOptions.Type, parent: Handle, handle: Handle?) throws -> Qdisc {
        var found = Qdisc(
            try options(of: kind), parent: parent, handle: handle,
            sizeTable: try maybe { generator in
                let source = RandomSource(generator)
                defer { generator = source.generator }
                return try RandomDecoder(source: source).value(SizeTable.self)
            },
            ingressBlock: chance(10) ? number() : nil, egressBlock: chance(10) ? number() : nil, unknown: attributes())
        if found.canBeInHardware, chance(30) {
            let word = one(Offload.self)
            if word != .preferred { found = found.inHardware(word == .required) }
            found.offload = word
        }
        return found
    }

    private mutating func attributes() -> [RawAttribute]? {
        guard chance(10) else { return nil }
        return [RawAttribute(type: number(), payload: many(4) { $0.number(UInt8.self) })]
    }

    private mutating func filter(_ options: any TrafficOptions, at place: Attachment) throws -> Filter {
        Filter(
            options, on: place, chain: chance(20) ? number() : 0, priority: maybe { $0.number() }, protocolID: one(of: [3, 0x0800, 0x86dd, 0x8100, 0x88a8, 0x8847]),
            handle: maybe { $0.number() }, classID: maybe { $0.chance(50) ? Handle(1, $0.number()) : Handle($0.number(), $0.number()) },
            actions: try many(3) { try $0.action(of: $0.one(of: ActionCatalogue.kinds)) },
            flags: one(of: [[], [], .skipSoftware, .skipHardware, .verbose, [.skipSoftware, .verbose]]), unknown: attributes())
    }

    package mutating func action(of kind: any TrafficOptions.Type) throws -> Action {
        Action(
            try options(of: kind), control(), index: maybe { $0.number() }, cookie: chance(20) ? many(16) { $0.number(UInt8.self) } : nil,
            hardwareStatistics: chance(20) ? one(of: [0, 1, 2]) : nil, flags: chance(20) ? .noPerCPUStatistics : [], unknown: attributes())
    }

    /// A filter that words of the match language can say.
    private mutating func plausibleFilter(at place: Attachment) throws -> Filter {
        var found = try filter(chance(30) ? Filter.FW() : Filter.Flower(), at: place)
        found.unknown = nil
        found.actions = chance(50) ? [Action(Action.GAct(), one(of: [.drop, .pass, .continue, .trap]))] : found.actions
        guard var flower = found.classifier.as(Filter.Flower.self) else {
            found.protocolID = one(of: [3, 3, 0x0800])
            found.handle = number()
            return found
        }
        let isIP6 = chance(50)
        flower.etherType = isIP6 ? 0x86dd : 0x0800
        found.protocolID = isIP6 ? 0x86dd : 0x0800
        if chance(30) {
            flower.vlan = Filter.Flower.VLAN(id: UInt16(below(4096)), priority: maybe { UInt8($0.below(8)) }, etherType: flower.etherType)
            flower.etherType = one(of: [0x8100, 0x88a8])
            found.protocolID = flower.etherType ?? 0x8100
        }
        func masked<Number: FixedWidthInteger & Codable & Hashable & Sendable>(_ number: Number, _ generator: inout ModelGenerator) -> Masked<Number> {
            let mask: Number = generator.one(of: [.max << Number(generator.below(Number.bitWidth)), 0x55])
            return generator.chance(50) ? Masked(number) : Masked(number & mask, mask: mask == .max ? nil : mask)
        }
        if isIP6, chance(70) {
            let address = masked(number(UInt128.self), &self)
            flower.destinationIPv6 = Masked(IPv6Address(address.value), mask: address.mask.map { IPv6Address($0) })
        }
        if !isIP6, chance(70) {
            let address = masked(number(UInt32.self), &self)
            flower.sourceIPv4 = Masked(IPv4Address(address.value), mask: address.mask.map { IPv4Address($0) })
        }
        if chance(30) { flower.tos = masked(number(), &self) }
        if chance(30) { flower.ttl = masked(number(), &self) }
        if chance(70) {
            flower.ipProtocol = one(of: [6, 17, 132])
            if chance(50) { flower.destinationPort = masked(number(), &self) } else { flower.sourcePorts = Filter.Flower.PortRange(1024, 65535) }
            if flower.ipProtocol == 6, chance(50) { flower.tcpFlags = Masked(2, mask: one(of: [0x17, 0xff, 0xfff])) }
        } else if chance(50) {
            flower.ipProtocol = isIP6 ? 58 : 1
            let icmp = Filter.Flower.ICMP(type: Masked(number()), code: maybe { Masked($0.number()) })
            if isIP6 { flower.icmpv6 = icmp } else { flower.icmp = icmp }
        }
        if chance(30) {
            let mask = UInt16(1 + below(63))
            flower.ct = Filter.Flower.Connection(
                state: Masked(number(UInt16.self) & mask, mask: mask), zone: maybe { Masked($0.number()) }, mark: maybe { masked($0.number(), &$0) })
        }
        if chance(20) { flower.indev = name() }
        if chance(20) { flower.vlanCount = 2 }
        found.classifier = Filter.Classifier(flower)
        return found
    }
}
