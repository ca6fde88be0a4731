import FoundationEssentials
import Tags
import Testing
import WeirModel

@testable import OffloadCheck

@Suite(.tags(.pure)) struct EngineTests {
    @Test func theCatalogueSpeaksItsVocabulary() {
        #expect(!Catalogue.drivers.isEmpty)
        for facts in Catalogue.drivers {
            let change = facts.from612
            for text in [facts.keys, facts.keysTakenButIgnored, change?.keys ?? "", change?.keysAdded ?? ""] {
                for word in text.split(separator: " ") { #expect(FlowKey(rawValue: String(word)) != nil, "\(facts.name): \(word)") }
            }
            for text in [facts.actions, facts.matchall, change?.actions ?? "", change?.actionsAdded ?? ""] {
                for word in text.split(separator: " ") { #expect(FlowAction(rawValue: String(word)) != nil, "\(facts.name): \(word)") }
            }
        }
    }

    @Test func kernelsDecideWhatIsKnown() throws {
        func find(_ driver: String, _ kernel: KernelVersion?) throws -> Capabilities {
            guard case .found(let capabilities) = Catalogue.find(driver: driver, kernel: kernel, port: nil) else { throw Missing() }
            return capabilities
        }
        #expect(try find("ice", KernelVersion(6, 1)).doubt == nil)
        #expect(try find("ice", KernelVersion(6, 12)).actions.contains(.receiveQueue))
        #expect(try find("ice", KernelVersion(6, 1)).actions.contains(.receiveQueue) == false)
        // Between the two that were read a driver that changed is in doubt, one that did not is not.
        #expect(try find("ice", KernelVersion(6, 6)).doubt != nil)
        #expect(try find("mlx5_core", KernelVersion(6, 6)).doubt == nil)
        #expect(try find("mlx5_core", KernelVersion(6, 18)).doubt != nil)
        #expect(try find("mlx5_core", nil).doubt != nil)
        #expect(try find("veth", KernelVersion(6, 18)).doubt == nil)
        struct Missing: Error {}
    }

    /// An unknown driver, an ambiguous one, an unread kernel: never an error, never silence.
    @Test(arguments: [card("rocker"), card("dsa"), card("mlx5_core") { $0.kernel = .value("6.18.44") }, card("mlx5_core") { $0.kernel = .notPermitted }])
    func whatNobodyReadIsUnverified(_ profile: NICProfile) {
        let found = OffloadCheck.diagnostics(of: tc(filter: flower(actions: [Action(Action.GAct(), .trap)])), on: [profile])
        #expect(found.allSatisfy { $0.severity != .error }, "\(found)")
        #expect(found.contains { $0.severity == .undecided && $0.id == .tcActionUnsupported && $0.message.contains("unverified") }, "\(found.map(\.message))")
    }

    @Test func aMissingReadingIsNamed() {
        var profile = card("mlx5_core")
        profile.features = .notPermitted
        let found = OffloadCheck.diagnostics(of: tc(filter: flower()), on: [profile])
        #expect(found.contains { $0.id == .tcSkipSwHwtcOff && $0.severity == .undecided && $0.message == "undecided: the profile has no data on features (not permitted)" })
        #expect(found.allSatisfy { $0.severity == .undecided }, "\(found)")
    }

    @Test func linksWithoutProfilesAndProfilesWithoutLinks() {
        let found = OffloadCheck.diagnostics(of: tc(filter: flower()), on: [card("ice", name: "eth1")])
        #expect(found.contains { $0.id == .nicNoProfile && $0.severity == .undecided && $0.subject == .link("eth0") })
        #expect(found.contains { $0.id == .nicNotInPolicy && $0.severity == .warning && $0.help == "did you mean `eth0`?" })
    }

    @Test func severalHosts() {
        let policy = tc(filter: flower())
        let found = OffloadCheck(PolicyIndex(policy)).diagnostics(onEach: [[card("mlx5_core")], [card("igc")]])
        #expect(found.count == 2)
        #expect(!found[0].contains { $0.severity == .error })
        #expect(found[1].contains { $0.id == .tcSkipSwNoCallback })
    }

    @Test func suggestions() {
        #expect(Suggestion.nearest(to: "rx-lr", among: FeatureName.known) == "rx-lro")
        #expect(Suggestion.nearest(to: "zzzzzz", among: ["rx-lro"]) == nil)
    }
}
