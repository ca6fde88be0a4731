import OffloadCheck
import Tags
import Testing
import WeirModel

/// What the sources of single drivers take and refuse.
@Suite(.tags(.pure)) struct DriverVerdictTests {
    private static func found(_ policy: HostState, _ profiles: NICProfile..., undecided: Bool = false) -> [Diagnostic] {
        OffloadCheck.diagnostics(of: policy, on: profiles).filter { ($0.severity == .undecided) == undecided && $0.severity != .tip }
    }

    private static func ids(_ policy: HostState, _ profiles: NICProfile...) -> [String] {
        OffloadCheck.diagnostics(of: policy, on: profiles).filter { [.error, .warning].contains($0.severity) && $0.id != .nicNotInPolicy }.map(\.id.rawValue)
    }

    private static func uplink(_ driver: String = "mlx5_core", name: String = "eth0", _ port: String = "p0") -> NICProfile {
        card(driver, name: name) { edit(&$0.link) { ($0.switchID, $0.portName) = ("0102", port) } }
    }

    // MARK: tunnels

    private static let decapsulation = flower(
        actions: [Action(options(Action.TunnelKey()) { $0.isRelease = true }, .pipe), Action(Action.Mirred(.egressRedirect, device: "pf0vf0"), .stolen)]
    ) { flower in
        flower.tunnel = .init()
        flower.tunnel?.keyID = 100
        flower.tunnel?.destinationPort = Masked(4789)
    }

    private static func vxlan(_ kind: String = "vxlan") -> NICProfile {
        virtual(kind) { profile in
            edit(&profile.link) { $0.tunnel = .init(port: 4789, overIPv6: false, checksum: nil) }
            profile.driver = .value(.init(name: kind))
        }
    }

    @Test func rulesOfATunnelGoToTheCardThatCarriesIt() {
        let policy = tc(filter: Self.decapsulation)
        #expect(Self.ids(policy, Self.vxlan(), Self.uplink("mlx5e_rep", name: "pf0vf0", "pf0vf0")) == [])
        // Its driver decides: mlx5 has no such key.
        var filter = Self.decapsulation
        var keys = filter.classifier.as(Filter.Flower.self)
        keys?.hash = Masked(1)
        if let keys { filter.classifier = Filter.Classifier(keys) }
        #expect(Self.ids(tc(filter: filter), Self.vxlan(), Self.uplink("mlx5e_rep", name: "pf0vf0", "pf0vf0")) == ["tc-key-unsupported"])
    }

    @Test func rulesOfATunnelWithoutAKnownCardAreUndecided() {
        let policy = tc(filter: Self.decapsulation)
        #expect(Self.ids(policy, Self.vxlan()) == [])
        #expect(Self.found(policy, Self.vxlan(), undecided: true).contains { $0.id == .tcSkipSwNoCallback })
        #expect(Self.ids(policy, Self.vxlan("veth")).contains("tc-skip-sw-hwtc-fixed-off"))
    }

    @Test func rulesOfAVLANGoToTheCardBelowAlone() {
        let policy = tc(filter: flower())
        func vlan(over card: String) -> NICProfile { virtual("vlan") { edit(&$0.link) { $0.lower = [.init(name: card, kind: nil, mtu: 1500)] } } }
        #expect(Self.ids(policy, vlan(over: "p0"), Self.uplink(name: "p0")) == [])
        #expect(Self.ids(policy, vlan(over: "p0"), card("e1000e", name: "p0")).contains("tc-skip-sw-hwtc-fixed-off"))
    }

    // MARK: mqprio

    private static let dcb = tc([mqprio([(1, 0), (1, 1)], hardware: true)])

    @Test(arguments: ["mlx5_core", "ice", "iavf", "hns3", "cxgb4"]) func mqprioWithoutModeIsRefused(_ driver: String) {
        #expect(Self.found(Self.dcb, card(driver)).contains { $0.id == .qdMqprioChannels && $0.severity == .error }, "\(Self.found(Self.dcb, card(driver)))")
    }

    @Test func mqprioOfMlx5TakesEightClasses() {
        let eight = tc([mqprio((0..<8).map { (1, UInt16($0)) }, hardware: true)])
        #expect(!Self.ids(eight, card("mlx5_core")).contains("qd-mqprio-channels"))
    }

    @Test func mqprioOfI40eHangsOnDCB() {
        #expect(Self.found(Self.dcb, card("i40e"), undecided: true).contains { $0.id == .qdMqprioChannels && $0.message.contains("DCB") })
        #expect(!Self.ids(Self.dcb, card("i40e")).contains("qd-mqprio-channels"))
    }

    @Test func iceInSwitchdevModeHasNoMqprio() {
        #expect(Self.ids(tc([mqprio([(2, 0), (2, 2)], hardware: true, mode: .channel)]), Self.uplink("ice")).contains("qd-mqprio-hw-device"))
    }

    // MARK: uplink and representor

    @Test func theUplinkOfMlx5HoldsNoFlowtable() {
        let policy = nft(.inet, .forward, flowtables: [flowtable(offload: .required)], [flowAdd])
        #expect(Self.ids(policy, Self.uplink()).contains("ft-off-device"))
        #expect(!Self.ids(policy, Self.uplink("mlx5e_rep", "pf0vf0")).contains("ft-off-device"))
    }

    @Test func theUplinkOfMlx5TakesNoMatchall() {
        let policing = tc(filter: Filter(Filter.MatchAll(), on: .parent(.ingress), actions: [police()], flags: .skipSoftware))
        #expect(Self.ids(policing, Self.uplink()).contains("tc-skip-sw-no-callback"))
        #expect(!Self.ids(policing, Self.uplink("mlx5e_rep", "pf0vf0")).contains("tc-skip-sw-no-callback"))
    }

    @Test func theUplinkOfMlx5HasTheQdiscsOfTheCard() {
        #expect(!Self.ids(tc([mqprio((0..<8).map { (1, UInt16($0)) }, hardware: true)]), Self.uplink()).contains("qd-mqprio-hw-device"))
        #expect(Self.ids(tc([mqprio((0..<8).map { (1, UInt16($0)) }, hardware: true)]), Self.uplink("mlx5e_rep", "pf0vf0")).contains("qd-mqprio-hw-device"))
    }

    // MARK: enetc, igc, and help that leads on

    private static let gate = Action(Action.Gate(), .pipe)
    private static func stream(_ actions: [Action], _ change: @escaping (inout Filter.Flower) -> Void = { _ in }) -> HostState {
        tc(
            filter: flower(chain: 5, actions: actions) {
                $0.destinationMAC = MACAddress("02:00:00:00:00:01").map { Masked($0) }
                change(&$0)
            })
    }

    @Test func theChainOfEnetcIsTheNumberOfTheStream() {
        #expect(Self.ids(Self.stream([Self.gate]), card("fsl_enetc")) == [])
    }

    @Test func enetcNeedsAGateAndAnAddress() {
        let dropping = Self.found(Self.stream([Action(Action.GAct(), .drop)]) { $0.destinationPort = Masked(80) }, card("fsl_enetc"))
        // Nothing of a refused rule comes into hardware.
        #expect(dropping.map(\.id) == [.tcActionUnsupported])
        #expect(Self.ids(tc(filter: flower(actions: [Self.gate])), card("fsl_enetc")) == ["tc-key-unsupported"])
    }

    @Test func igcOpensAGateOnceInACycle() {
        func policy(_ masks: UInt32...) -> HostState {
            tc([
                Qdisc(
                    options(Qdisc.Taprio()) { taprio in
                        taprio.flags = 2
                        taprio.queues = (0..<4).map { .init(count: 1, offset: UInt16($0)) }
                        taprio.schedule = masks.map { .init(gateMask: $0, interval: .milliseconds(1)) }
                    })
            ])
        }
        #expect(Self.ids(policy(1, 2, 1, 12), card("igc")).contains("qd-taprio-full"))
        #expect(!Self.ids(policy(1, 3, 2, 12), card("igc")).contains("qd-taprio-full"))
    }

    @Test(arguments: ["ixgbe", "i40e", "igb", "igc"]) func aDriverWithoutFlowerIsNamedWhileTheFeatureIsOff(_ driver: String) {
        let ids = Self.ids(tc(filter: flower()), card(driver, off: "hw-tc-offload"))
        #expect(ids.contains("tc-skip-sw-hwtc-off"))
        #expect(ids.contains { ["tc-skip-sw-no-callback", "tc-hwtc-class-only"].contains($0) }, "\(ids)")
    }

    // MARK: catalogue

    @Test(arguments: [
        "idpf", "octeon_ep", "txgbe", "ngbe", "macb", "fec", "lan743x", "r8152", "asix", "ax88179_178a", "cdc_ncm", "alx", "sky2", "igbvf", "lan78xx",
    ])
    func cardsWithoutAHookTakeNothing(_ driver: String) {
        guard case .found(let capabilities) = Catalogue.find(driver: driver, kernel: KernelVersion(6, 12), port: nil) else {
            Issue.record("not in the catalogue")
            return
        }
        #expect(capabilities.keys.isEmpty && capabilities.qdiscs.isEmpty && capabilities.has(.noOffloadHook))
    }
}
