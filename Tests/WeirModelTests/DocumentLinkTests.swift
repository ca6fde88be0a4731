import ModelGenerators
import Tags
import Testing

@testable import Documents
@testable import WeirModel

/// Links in both forms: the packed one has a hand-written part for each of the common kinds, in which no option may be forgotten.
@Suite(.tags(.pure)) struct DocumentLinkTests {
    @Test(arguments: Document.Form.allCases) func linksWithAllKinds(form: Document.Form) throws {
        for (seed, kind) in QdiscCatalogue.kinds.enumerated() {
            var generator = ModelGenerator(seed: UInt64(seed))
            let state = HostState(links: [try generator.link(named: "d0", root: kind)])
            try Self.expectTheSame(state, form, "\(kind)")
        }
    }

    @Test(arguments: Document.Form.allCases) func optionsOfEachKind(form: Document.Form) throws {
        var generator = ModelGenerator(seed: 5)
        for _ in 0..<40 {
            var link = LinkConfiguration("d0")
            for kind in ClassifierCatalogue.kinds {
                let status = FilterStatus(handle: generator.number(), isInHardware: generator.maybe { $0.chance(50) }, inHardwareCount: generator.maybe { $0.number() })
                link.filters.append(
                    Filter(
                        try generator.options(of: kind), on: generator.chance(50) ? .parent(Handle(rawValue: generator.number())) : .block(generator.number()),
                        chain: generator.number(), priority: generator.maybe { $0.number() }, protocolID: generator.number(), handle: generator.maybe { $0.number() },
                        classID: generator.maybe { Handle(rawValue: $0.number()) }, flags: FilterFlags(rawValue: generator.number()),
                        unknown: generator.maybe { [RawAttribute(type: $0.number(), payload: $0.bytes())] }, status: generator.maybe { _ in status },
                        at: generator.location()))
            }
            for kind in ActionCatalogue.kinds {
                var action = Action(
                    try generator.options(of: kind), ActionControl(rawValue: Int32(truncatingIfNeeded: generator.number(UInt32.self))), index: generator.maybe { $0.number() },
                    cookie: generator.maybe { $0.bytes() }, hardwareStatistics: generator.maybe { $0.number() }, flags: ActionFlags(rawValue: generator.number()),
                    unknown: generator.maybe { [RawAttribute(type: $0.number(), payload: $0.bytes())] },
                    references: generator.maybe { ActionReferences(references: Int32(truncatingIfNeeded: $0.number(UInt32.self)), bindings: -1) })
                action.isInOldForm = generator.maybe { $0.chance(50) }
                link.filters[0].actions.append(action)
            }
            for kind in TrafficClassCatalogue.kinds {
                link.classes.append(
                    TrafficClass(
                        Handle(rawValue: generator.number()), parent: Handle(rawValue: generator.number()), try generator.options(of: kind),
                        unknown: generator.maybe { [RawAttribute(type: $0.number(), payload: $0.bytes())] }, at: generator.location()))
            }
            try Self.expectTheSame(HostState(links: [link]), form, "options")
        }
    }

    /// Random early detection as its author wrote it.
    @Test(arguments: Document.Form.allCases) func termsOfRandomEarlyDetection(form: Document.Form) throws {
        var intent = REDIntent(.bytes, limit: 409_600, averagePacket: 1000)
        (intent.min, intent.max, intent.burst, intent.probability, intent.flags) = (30720, 92160, 55, 0.05, [.ecn])
        intent.at = Located(SourceLocation(file: "p.swift", line: 7, column: 3))
        var red = Qdisc.RED()
        red.parameters = REDParameters(intent)
        var sfq = Qdisc.SFQ()
        sfq.red = REDParameters(REDIntent(.flowBytes, limit: 60000, averagePacket: 1000))
        var gred = Qdisc.GRED()
        gred.virtualQueues = [.init(index: 1, parameters: red.parameters)]
        let options: [any TrafficOptions] = [red, sfq, gred]
        let state = HostState(links: options.map { LinkConfiguration("d0", qdiscs: [Qdisc($0)]) })
        try Self.expectTheSame(state, form, "terms")
        let text = String(decoding: try Document.encode(state, as: .json), as: UTF8.self)
        #expect(text.contains("\"probability\": 0.05") && text.contains("\"burst\": 55") && !text.contains("ewmaLog"))
    }

    /// Behind the checksum, where only the decoder itself can refuse.
    @Test func damagedLinksNeverCrash() throws {
        var generator = ModelGenerator(seed: 77)
        var refused = 0
        for seed in 0..<Seeded.rounds(40) as Range<UInt64> {
            var one = ModelGenerator(seed: seed)
            var writer = PackedWriter()
            try writer.state(HostState(links: [try one.link(named: "d0", root: Qdisc.HTB.self)]))
            let content = writer.bytes
            for _ in 0..<150 {
                var damaged = content
                let place = generator.below(damaged.count)
                switch generator.below(3) {
                case 0: damaged[place] ^= 1 << UInt8(generator.below(8))
                case 1: damaged[place] = generator.one(of: [0, 1, 0x7f, 0x80, 0xff])
                default: damaged.removeSubrange(place..<min(damaged.count, place + 1 + generator.below(8)))
                }
                do throws(DocumentError) {
                    let state = try damaged.withUnsafeBytes { buffer in
                        Result { () throws(DocumentError) in try Document.decodePackedContent(buffer) }
                    }.get()
                    // What was read can be written.
                    _ = try? Document.encode(state, as: .json)
                } catch {
                    refused += 1
                }
            }
        }
        #expect(refused > Seeded.rounds(2000))
    }

    private static func expectTheSame(_ state: HostState, _ form: Document.Form, _ what: String) throws {
        let bytes = try Document.encode(state, as: form)
        let read = try Document.decode(bytes)
        #expect(read == state, "\(what)")
        // Locations take no part in equality, the bytes do.
        #expect(try Document.encode(read, as: form) == bytes, "\(what)")
        #expect(try Document.encode(read, as: .json) == Document.encode(state, as: .json), "\(what)")
    }
}
