import Findings
import OffloadCheck
import Tags
import Testing
import WeirModel

@Suite(.tags(.pure)) struct CheckTests {
    static let cases = filterCases + chainCases + flowtableCases + qdiscCases + segmentationCases + linkCases + pathCases

    @Test(arguments: cases) func findsAndDoesNot(_ test: CheckCase) throws {
        let check = try #require(OffloadCheck.checkRules.first { $0.id.rawValue == test.id })
        func found(_ situation: Situation) -> [Diagnostic] {
            OffloadCheck.diagnostics(of: situation.policy, on: situation.profiles).filter { $0.id.rawValue == test.id && $0.severity != .undecided }
        }
        let findings = found(test.fires)
        #expect(!findings.isEmpty, "it finds nothing")
        for finding in findings {
            #expect(!finding.message.hasSuffix("."))
            #expect(finding.help?.contains("DEV") != true, "\(finding.help ?? "")")
        }
        #expect(findings.contains { $0.severity == check.severity }, "\(findings.map(\.severity))")
        #expect(found(test.quiet) == [])
    }

    @Test func everyCheckHasACase() {
        #expect(OffloadCheck.checkRules.map(\.id.rawValue).sorted() == Self.cases.map(\.id).sorted())
    }

    /// Without a reading that a check declares, it finds nothing and says so; without the others it is as before.
    @Test(arguments: cases) func readsWhatItSays(_ test: CheckCase) throws {
        let check = try #require(OffloadCheck.checkRules.first { $0.id.rawValue == test.id })
        for input in DiagnosticRule.Input.allCases where input != .policy {
            let profiles = test.fires.profiles.map { without(input, $0) }
            let diagnostics = OffloadCheck.diagnostics(of: test.fires.policy, on: profiles).filter { $0.id.rawValue == test.id }
            if check.inputs.contains(input) { continue }
            // The driver's facts hang on the kernel too.
            if input == .kernel, check.inputs.contains(.driver) { continue }
            #expect(diagnostics.contains { $0.severity != .undecided }, "\(test.id) reads \(input) without saying so: \(diagnostics.map(\.message))")
        }
        let blind = test.fires.profiles.map { profile in NICProfile(name: profile.name, unread: "nobody looked") }
        let diagnostics = OffloadCheck.diagnostics(of: test.fires.policy, on: blind).filter { $0.id.rawValue == test.id }
        if check.inputs != [.policy] {
            #expect(!diagnostics.contains { $0.severity == .error }, "\(diagnostics.map(\.message))")
        }
    }

    private func without(_ input: DiagnosticRule.Input, _ profile: NICProfile) -> NICProfile {
        var profile = profile
        let why = "taken away"
        switch input {
        case .policy: break
        case .features: profile.features = .unknown(why)
        case .driver: profile.driver = .unknown(why)
        case .kernel: profile.kernel = .unknown(why)
        case .channels: profile.channels = .unknown(why)
        case .rings: profile.rings = .unknown(why)
        case .rss: profile.rss = .unknown(why)
        case .ntuple: profile.ntuple = .unknown(why)
        case .tunnels: profile.tunnelPorts = .unknown(why)
        case .timestamping: profile.timestamping = .unknown(why)
        case .macMerge: profile.macMerge = .unknown(why)
        case .speed: profile.speed = .unknown(why)
        case .link: profile.link = .unknown(why)
        case .host: profile.host = .unknown(why)
        case .queues: profile.queues = .unknown(why)
        }
        return profile
    }
}
