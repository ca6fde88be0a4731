import Netfilter
import OffloadCheck
import Tags
import Testing
import WeirModel

/// What the kernel holds after an apply, against what the policy asks of hardware.
@Suite(.tags(.pure)) struct ProofTests {
    private func words(_ diagnostics: [Diagnostic]) -> [String] { diagnostics.map { "\($0.severity) \($0.id)" } }

    @Test func filters() {
        func found(_ inHardware: Bool?, _ flags: FilterFlags) -> [String] {
            var live = flower(flags)
            live.status = FilterStatus(handle: 1, isInHardware: inHardware)
            return words(OffloadProof.diagnostics(of: tc(filter: flower(flags)).links, in: HeldLinks(tc(filter: live).links)))
        }
        #expect(found(true, .skipSoftware) == [])
        #expect(found(false, .skipSoftware) == ["error offload-not-in-hardware"])
        #expect(found(false, []) == ["tip offload-in-software"])
        #expect(found(true, []) == [])
        #expect(found(nil, .skipSoftware) == ["undecided tc-silent-software"])
        #expect(found(false, .skipHardware) == [])
    }

    /// The kernel hands a filter's skip_sw on to its actions, and dumps it there: no difference.
    @Test func actionsOfAFilterInHardware() {
        func live(_ flags: FilterFlags) -> Filter { flower(flags, actions: [Action(Action.GAct(), .drop, flags: .skipSoftware)]) }
        #expect(flower(.skipSoftware).isSatisfied(by: live(.skipSoftware), on: LinkDefaults()))
        #expect(!flower([]).isSatisfied(by: live([]), on: LinkDefaults()))
    }

    /// Of a block that two links bind, one link's hardware has the filter.
    @Test func filtersOfABlockAreInAllItsLinks() {
        func state(_ count: UInt32?) -> [LinkConfiguration] {
            let clsact = Qdisc(Qdisc.ClsAct(), parent: .clsact, ingressBlock: 7)
            var filter = flower(on: .block(7))
            filter.status = count.map { FilterStatus(handle: 1, isInHardware: true, inHardwareCount: $0) }
            return [link([clsact], filters: [filter], name: "eth0"), link([clsact], name: "eth1")]
        }
        #expect(words(OffloadProof.diagnostics(of: state(nil), in: HeldLinks(state(1)))) == ["error offload-not-in-hardware"])
        #expect(OffloadProof.diagnostics(of: state(nil), in: HeldLinks(state(2))) == [])
    }

    @Test func qdiscs() {
        func found(_ contract: Offload?, told: Bool = false, _ inHardware: Bool?) -> [String] {
            let kind: any TrafficOptions = told ? options(Qdisc.HTB()) { $0.offload = contract == .required ? true : nil } : Qdisc.RED()
            let wanted = Qdisc(kind, offload: contract)
            let live = Qdisc(kind, handle: Handle(0x8001), status: inHardware.map { QdiscStatus(isInHardware: $0) })
            return words(OffloadProof.diagnostics(of: tc([wanted]).links, in: HeldLinks(tc([live]).links)))
        }
        #expect(found(.required, true) == [])
        #expect(found(.required, false) == ["error offload-not-in-hardware"])
        #expect(found(.required, nil) == ["undecided qd-silent-offload"])
        #expect(found(.preferred, false) == ["tip offload-in-software"])
        #expect(found(.never, true) == ["error offload-in-hardware"])
        #expect(found(.never, false) == [])
        #expect(found(nil, true) == [])
        #expect(found(.required, told: true, true) == [])
        #expect(found(.preferred, told: true, false) == ["tip offload-in-software"])
    }

    @Test func chainsAndFlowtables() {
        func found(_ wanted: Offload, _ live: Bool, feature: Bool? = true) -> [String] {
            let state = nft(.netdev, .ingress, priority: 1, devices: ["eth0"], offload: wanted, flowtables: [flowtable(offload: wanted)])
            let flag: Offload = live ? .required : .never
            let held = CompiledTable(
                family: .netdev, name: "t",
                chains: [CompiledChain(name: "c", base: BaseChain(type: .filter, hook: .ingress, priority: 1, devices: ["eth0"], offload: flag))],
                flowtables: [flowtable(offload: flag)])
            return words(OffloadProof.diagnostics(of: state.tables, in: [held]) { _ in feature })
        }
        #expect(found(.required, true) == [])
        #expect(found(.required, false) == ["error offload-not-in-hardware", "error offload-not-in-hardware"])
        #expect(found(.preferred, false) == ["tip offload-in-software", "tip offload-in-software"])
        #expect(found(.never, false) == [])
        // The flowtable's flag stands, and the feature that each flow asks for is off.
        #expect(found(.required, true, feature: false) == ["error offload-not-in-hardware"])
        #expect(found(.required, true, feature: nil) == [])
    }

    /// What is only preferred in hardware is no error where hardware can't have it.
    @Test func aPreferenceIsNoError() {
        func worst(_ state: HostState, _ profile: NICProfile) -> Set<Diagnostic.Severity> {
            Set(OffloadCheck.diagnostics(of: state, on: [profile]).map(\.severity)).intersection([.error, .warning])
        }
        for (contract, severity) in [(Offload.required, Diagnostic.Severity.error), (.preferred, .warning)] {
            let htb = Qdisc(options(Qdisc.HTB()) { if contract == .required { $0.offload = true } }, handle: Handle(1), offload: contract)
            #expect(worst(tc([htb]), virtual("veth")) == [severity])
            #expect(worst(tc([Qdisc(Qdisc.RED(), offload: contract)]), card("ice")) == [severity])
            #expect(worst(netdev(offload: contract, [match(.ipSaddr, 1), drop]), virtual("veth")).contains(severity))
            #expect(worst(nft(flowtables: [flowtable(offload: contract)]), card("ice")) == [severity])
        }
    }
}
