import Tags
import Testing
import WeirModel

@testable import Rendering

/// What tc is told for each kind. Whether tc makes the same of it is the kernel's to say: see TcFormatTests.
@Suite("tc text", .tags(.pure)) struct TcScriptTests {
    @Test(arguments: TcCase.qdiscs)
    func aQdisc(_ line: TcCase) {
        let isSide = line.options.kind == "ingress" || line.options.kind == "clsact"
        let place = isSide ? "" : "root handle 1: "
        let qdisc = Qdisc(line.options, parent: isSide ? .clsact : .root, handle: Handle(1))
        #expect(tcLine(.qdisc(qdisc)) == ("tc qdisc add dev eth0 \(place)\(line.options.kind) " + line.words).trimmed)
    }

    @Test(arguments: TcCase.classes)
    func aClass(_ line: TcCase) {
        let found = TrafficClass(Handle(1, 0x10), parent: Handle(1), line.options)
        #expect(tcLine(.trafficClass(found)) == ("tc class add dev eth0 parent 1: classid 1:10 \(line.options.kind) " + line.words).trimmed)
    }

    @Test(arguments: TcCase.actions)
    func anAction(_ line: TcCase) {
        let filter = Filter(Filter.MatchAll(), on: .parent(.ingress), priority: 7, handle: 1, actions: [Action(line.options, .drop)])
        #expect(tcLine(.filter(filter)) == "tc filter add dev eth0 ingress pref 7 protocol all handle 1 matchall action " + line.words)
    }

    @Test(arguments: TcFilterCase.all)
    func aFilter(_ line: TcFilterCase) { #expect(tcLine(.filter(line.filter)) == line.text) }

    @Test func noKindIsMissing() {
        let catalogues: [([any TrafficOptions.Type], Set<String>)] = [
            (QdiscCatalogue.kinds, Set(TcCase.qdiscs.map(\.options.kind))), (TrafficClassCatalogue.kinds, Set(TcCase.classes.map(\.options.kind))),
            (ActionCatalogue.kinds, Set(TcCase.actions.map(\.options.kind))), (ClassifierCatalogue.kinds, Set(TcFilterCase.all.map(\.filter.kind))),
        ]
        for (kinds, cases) in catalogues {
            for kind in kinds {
                #expect(TcScript.spells(kind), "no words for \(kind)")
                #expect(cases.contains(kind.kind), "no case for \(kind)")
            }
        }
    }

    /// Words of the language are those that tc has: `munge ip tos set 0xb8 retain 0xfc`.
    @Test(arguments: Action.PEdit.Field.allCases) func aFieldByItsNameIsWhatTcMakesOfIt(_ field: Action.PEdit.Field) {
        let number = field.all & 0x35
        let key = Action.PEdit.Key.set(field, to: number, retain: 0x3f & field.all)
        #expect(key.field == field && key.value == number << field.shift && ~key.mask == (0x3f & field.all) << field.shift)
        var edit = Action.PEdit()
        edit.keys = [key]
        let line = tcLine(.filter(Filter(Filter.MatchAll(), on: .parent(.ingress), priority: 1, handle: 1, actions: [Action(edit, .pipe)])))
        #expect(line.contains("munge \(field.rawValue) set ") && line.contains(" retain 0x3f"), "\(line)")
    }

    @Test func sidesSizeTablesAndBlocks() {
        let side = Qdisc(Qdisc.ClsAct(), parent: .clsact, handle: .ingressQdisc, ingressBlock: 22)
        #expect(tcLine(.qdisc(side)) == "tc qdisc add dev eth0 ingress_block 22 clsact")
        let sized = Qdisc(Qdisc.PFIFO(), sizeTable: SizeTable(linkLayer: .atm, overhead: -4, mpu: 64))
        #expect(tcLine(.qdisc(sized)) == "tc qdisc add dev eth0 root stab linklayer atm mpu 64 overhead -4 pfifo")
        let leaf = Qdisc(Qdisc.PFIFO(), parent: Handle(1, 0xa), handle: Handle(0xa))
        #expect(tcLine(.qdisc(leaf)) == "tc qdisc add dev eth0 parent 1:a handle a: pfifo")
        let template = FilterChain(5, on: .block(22), template: Filter.Flower(), protocolID: 0x0800)
        #expect(tcLine(.chain(template)) == "tc chain add block 22 chain 5 protocol ip flower")
    }

    @Test func eachVirtualQueueIsAChange() {
        var gred = Qdisc.GRED()
        gred.queues = 2
        var parameters = REDParameters()
        (parameters.limit, parameters.min, parameters.max) = (60000, 10000, 30000)
        (parameters.ewmaLog, parameters.probabilityLog, parameters.idleCellLog) = (4, 20, 9)
        parameters.probability = 85_899_345
        gred.virtualQueues = [.init(index: 1, parameters: parameters, priority: 4)]
        let lines = tcLine(.qdisc(Qdisc(gred, handle: Handle(1)))).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.last?.hasPrefix("tc qdisc change dev eth0 root handle 1: gred vq 1 prio 4 limit 60000 min 10000 max 30000 avpkt 1000 burst ") == true)
    }

    @Test func whatTcCannotSayIsNamed() {
        var edit = Action.SKBEdit()
        edit.queueMappingMax = 4
        var policeTwice = Action.Police()
        (policeTwice.rate, policeTwice.packetRate) = (.mbit(1), 5)
        let cases: [(TrafficControlObject, String)] = [
            (.qdisc(Qdisc(RawOptions(kind: "dualpi2", payload: nil))), "# qdisc dualpi2 at root on eth0: tc can't express its options, which are raw"),
            (.trafficClass(TrafficClass(Handle(1, 1), parent: Handle(1), TrafficClass.HTB())), "# class htb 1:1 on eth0: tc can't express a class without a rate"),
            (filter(Action(edit, .pipe)), "a range of queues; it came with iproute2 6.2"),
            (filter(Action(policeTwice, .drop)), "two rates of one police action"),
            (filter(Action(Action.Mirred(.egressRedirect, device: "x"), .drop)), "a redirection with the verdict drop"),
            (filter(Action(Action.GAct(), .stolen)), "the verdict stolen"),
        ]
        for (object, words) in cases {
            let script = TcScript([TrafficControlStep(link: "eth0", .add, object)])
            #expect(script.text.hasPrefix("# ") && script.text.contains(words), "\(script.text)")
            #expect(script.errors.count == 1)
        }
    }

    private func filter(_ action: Action) -> TrafficControlObject {
        .filter(Filter(Filter.MatchAll(), on: .parent(.ingress), priority: 1, handle: 1, actions: [action]))
    }
}

extension String {
    fileprivate var trimmed: String { hasSuffix(" ") ? String(dropLast()) : self }
}
