import ModelGenerators
import Tags
import Testing
import WeirModel

@testable import TrafficLowering

/// A policy's filters, between what their author wrote and what the kernel is to hold.
@Suite(.tags(.pure)) struct LoweredStateTests {
    private static let comparisons: [Comparison] = [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .anyOf]

    private static func equal(_ field: HeaderField, _ numbers: UInt128...) -> Statement {
        let type = field.layout.type
        if numbers.count == 1 { return .match(.field(.header(field)), .equal, .value(.number(numbers[0], type))) }
        return .match(.field(.header(field)), .equal, .set(ElementList(numbers.map { Element(.values([.number($0, type)])) })))
    }

    private static func filter(_ matches: Filter.Matches, priority: UInt16? = nil, line: Int = 1) -> Filter {
        Filter(
            matches, on: .parent(.ingress), priority: priority, actions: [Action(Action.GAct(), .drop)], flags: .skipHardware,
            at: SourceLocation(file: "p.swift", line: line, column: 9))
    }

    private static func lowered(_ filters: [Filter]) -> (filters: [Filter], problems: [Diagnostic]) {
        let state = HostState(links: [LinkConfiguration("eth0", filters: filters)]).lowered
        return (state.links[0].filters, state.diagnostics)
    }

    /// What no classifier can express together stands in the place of the author's filter, with all that was said of it.
    @Test func filtersAreLoweredInTheirPlaces() {
        let spelled = Filter(Filter.CGroup(), on: .parent(.ingress))
        let list = Self.filter(.init([[Self.equal(.ipDaddr, 1, 2)], [Self.equal(.ip6Hoplimit, 3)]], by: .u32), priority: 7, line: 4)
        let (filters, problems) = Self.lowered([spelled, list, spelled])
        #expect(problems.isEmpty)
        #expect(filters.map(\.kind) == ["cgroup", "u32", "u32", "u32", "cgroup"])
        #expect(filters[1...3].map(\.protocolID) == [0x0800, 0x0800, 0x86dd])
        for filter in filters[1...3] {
            #expect(filter.priority == 7 && filter.actions == list.actions && filter.flags == .skipHardware)
            #expect(filter.at.location?.line == 4)
        }
        #expect(filters[1].origin.value?.as(Filter.Matches.self) == list.matches && filters[0].origin.value == nil)
        // Once is enough.
        #expect(Self.lowered(filters).filters == filters)
    }

    @Test func whatCannotBeLoweredIsAnErrorAtItsLine() {
        let (filters, problems) = Self.lowered([
            Self.filter(.init([[Self.equal(.ipDaddr, 1)]], by: .u32), line: 3), Self.filter(.init([[Self.equal(.vlanId, 1)]], by: .u32), line: 5),
        ])
        #expect(filters.count == 1)
        #expect(problems.map { "\($0.at.location.map { "\($0)" } ?? "") \($0.severity) \($0.id.rawValue)" } == ["p.swift:5:9 error filter-match"])
    }

    private static func edit(_ headers: Action.PEdit.Header...) -> Action {
        var edit = Action.PEdit()
        edit.keys = headers.map { .init(mask: 0xff03_ffff, value: 0x00b8_0000, offset: 0, header: $0, command: .set) }
        return Action(edit, .pipe)
    }

    private static func editing(_ actions: [Action], _ statements: Statement...) -> Filter {
        var filter = filter(.init([statements]))
        filter.actions = actions
        return filter
    }

    /// An IPv4 header's edit would overwrite the traffic class and flow label of IPv6 packets.
    @Test func anEditOfAFamilysHeaderNarrowsTheFilterToTheFamily() {
        let translation = { (options: any TrafficOptions) in Action(options, .pipe) }
        var ct = Action.CT()
        (ct.flags, ct.ipv6Minimum) = ([.commit, .nat, .source], IPv6Address("2001:db8::1"))
        let ports = Self.equal(.udpDport, 3478)
        for (actions, protocols) in [
            ([Self.edit(.ip), translation(Action.Csum(1))], [0x0800]), ([Self.edit(.ip6)], [0x86dd]), ([translation(Action.NAT())], [0x0800]),
            ([translation(ct)], [0x86dd]), ([Self.edit(.udp)], [0x0800, 0x86dd]), ([translation(Action.MPLS(.pop)), Self.edit(.ip)], [0x0800, 0x86dd]),
        ] as [([Action], [UInt16])] {
            let (filters, problems) = Self.lowered([Self.editing(actions, ports)])
            #expect(problems.isEmpty && filters.map(\.protocolID) == protocols, "\(actions.map(\.kind)): \(filters.map(\.protocolID))")
        }
        #expect(Self.lowered([Self.editing([Self.edit(.ip)])]).filters.map(\.protocolID) == [0x0800])
    }

    @Test func anEditOfAnotherFamilysHeaderIsAnError() {
        func problem(_ actions: [Action], _ statements: Statement...) -> [String] {
            var filter = Self.filter(.init([statements]))
            filter.actions = actions
            return Self.lowered([filter]).problems.map(\.message)
        }
        #expect(problem([Self.edit(.ip)], Self.equal(.ip6Hoplimit, 3)) == ["its actions edit the IPv4 header, and it matches other packets, too"])
        #expect(problem([Self.edit(.ip, .ip6)], Self.equal(.udpDport, 3)) == ["its actions edit headers of IPv4 and of IPv6, and no packet has both"])
    }

    /// What stock tc made for all protocols stays so.
    @Test func aClassifierWithSuchAnEditIsNotLiftedToNarrowerMatches() {
        var flower = Filter.Flower()
        flower.sourceMAC = MACAddress("02:00:00:00:00:01").map { Masked($0) }
        for options in [Filter.MatchAll(), flower] as [any TrafficOptions] {
            let all = Filter(options, on: .parent(.ingress), actions: [Self.edit(.ip)])
            #expect(FilterMatching.lift(all) == nil)
            var plain = all
            plain.actions = []
            #expect(FilterMatching.lift(plain) != nil)
        }
        flower.etherType = 0x0800
        let ip = Filter(flower, on: .parent(.ingress), protocolID: 0x0800, actions: [Self.edit(.ip)])
        #expect(FilterMatching.lift(ip) != nil)
    }

    /// What no author's program would write, and a document can.
    @Test func documentsAreRefusedForWhatTheyCannotMean() {
        func problem(_ matches: Filter.Matches) -> String { Self.lowered([Self.filter(matches)]).problems.map(\.message).joined(separator: "; ") }
        func bits(_ offset: UInt32, _ length: UInt32) -> Statement {
            .match(.field(.payload(base: .network, bitOffset: offset, bitLength: length)), .equal, .value(.number(0, .integer)))
        }
        let many = [HeaderField.ipSaddr, .ipDaddr].map { field in
            Statement.match(.field(.header(field)), .equal, .set(ElementList((0..<300).map { Element(.values([.number($0, .ipv4Address)])) })))
        }
        #expect(problem(.init([many])) == "the lists expand to more than 65536 filters")
        #expect(problem(.init([])).contains("no list"))
        #expect(problem(.init([[Self.equal(.tcpDport, 1 << 16)]], by: .flower)) == "`tcp dport` has 16 bits: the number is too large")
        #expect(
            problem(.init([[.match(.field(.header(.ipSaddr)), .equal, .prefix(.number(0, .ipv6Address), length: 64))]], by: .flower)).contains("32 bits"))
        #expect(problem(.init([[bits(0, 0)]], by: .u32)).contains("128 bits at once"))
        #expect(problem(.init([[bits(0, 129)]], by: .basic)).contains("128 bits at once"))
        #expect(problem(.init([[bits(.max, 8)]], by: .u32)).contains("too far back"))
        #expect(problem(.init([[bits(65535 * 8, 128)]], by: .basic)).contains("too far back"))
        #expect(problem(.init([[.counter(Counter())]])).contains("statement of rules"))
        #expect(problem(.init([[Self.equal(.ipSaddr, 1)]], by: .u32, flower: .init())).contains("flower"))
        let link = LinkConfiguration("eth0", chains: [FilterChain(3, on: .parent(.ingress), template: Filter.Matches([[]]))])
        #expect(HostState(links: [link]).lowered.diagnostics.map(\.id) == [.filterMatch])
    }

    /// However many filters the lists of several make together.
    @Test func allFiltersTogetherAreLimited() {
        let list = Filter.Matches([[Self.equal(.ipDaddr, 1, 2, 3)]], by: .u32)
        let link = LinkConfiguration("eth0", filters: (1...4).map { Self.filter(list, line: $0) })
        let state = HostState(links: [link]).lowered(atMost: 7)
        #expect(state.links[0].filters.count == 9)
        #expect(state.diagnostics.map { $0.at.location?.line } == [4])
    }

    @Test(arguments: [nil] + Filter.MatchClassifier.allCases) func noMatchOfADocumentIsTooStrange(by classifier: Filter.MatchClassifier?) {
        var generator = ModelGenerator(seed: 11)
        var count = 0
        for _ in 0..<4000 {
            // fw knows the mark alone.
            let field = generator.chance(10) ? Field.meta(.mark) : generator.chance(70) ? Field.header(generator.one(HeaderField.self)) : generator.field()
            var left = Term.field(field)
            if generator.chance(30) { left = .binary(.and, left, generator.chance(70) ? .value(generator.value()) : generator.term()) }
            let right = generator.chance(50) ? Term.value(.number(UInt128(generator.number(UInt64.self)), field.layout.type)) : generator.term()
            let match = Statement.match(left, generator.one(of: Self.comparisons), right)
            let matches = Filter.Matches([[match] + (generator.chance(30) ? [generator.statement()] : [])], by: classifier)
            count += Self.lowered([Self.filter(matches)]).filters.count
        }
        // fw alone needs a mark in each.
        #expect(count > 0 || classifier == .fw)
    }

    /// Several calls in place of one: each becomes what it was a part of.
    @Test func casesByThemselvesBecomeTheSame() {
        let both = Filter.Matches([[Self.equal(.ipLength, 100)], [.match(.field(.header(.ip6Length)), .notEqual, .value(.number(9, .integer)))]])
        for matches in [both, .init([[Self.equal(.ipSaddr, 1)], [Self.equal(.ip6Hoplimit, 2)]]), .init([[Self.equal(.ipSaddr, 1)]])] {
            let filter = Self.filter(matches)
            #expect(Self.lowered(filter.separateCases).filters == Self.lowered([filter]).filters)
            #expect(filter.separateCases.allSatisfy { $0.matches?.cases.count == 1 })
        }
        #expect(Self.filter(both).separateCases.map { $0.matches?.classifier } == [.basic, nil])
    }
}
