import FoundationEssentials
import ModelGenerators
import OffloadCheck

@testable import Documents
@testable import WeirModel

/// A reader of what others wrote, given any bytes. It must end, soon, without a trap and without much memory; what it makes of them
/// is its own affair, but what it reads it must be able to write.
enum FuzzTarget: String, CaseIterable, Sendable {
    /// Documents in JSON.
    case json
    /// The content of packed documents, behind the header and its checksum.
    case packed
    /// A state, through what weir does with one: the checks, the lowering, the plans, the texts. The first byte chooses of these, and whether
    /// the others are a packed document's content or what a generator makes a state of, whose values are the model's in all their width.
    case model
    /// Profiles of network cards, and a policy checked against them.
    case profile
    /// Data files of sets; the first byte chooses the types.
    case elements
    /// What nf_tables dumps.
    case nftables
    /// What rtnetlink dumps of traffic control.
    case tc
    /// What ethtool's netlink and rtnetlink tell of links; the first byte chooses the reading.
    case ethtool

    /// What the fuzzer runs: a function of C has no context.
    nonisolated(unsafe) static var chosen = FuzzTarget.json

    func run(_ bytes: [UInt8]) {
        switch self {
        case .json:
            if let state = try? Document.decode(bytes) { StateUse.roundTrip(state) }
        case .packed:
            if let state = bytes.withUnsafeBytes({ try? Document.decodePackedContent($0) }) { StateUse.roundTrip(state) }
        case .model:
            guard let choice = bytes.first, let state = Self.state(Array(bytes.dropFirst()), isPacked: choice & 0x80 != 0) else { return }
            StateUse.all(of: state, choice: choice)
        case .profile:
            guard let profiles = try? ProfileDocument.profiles(in: Data(bytes), from: "fuzz") else { return }
            _ = OffloadCheck.diagnostics(of: StateUse.policy, on: profiles)
            _ = try? ProfileDocument.data(profiles)
        case .elements: ElementUse.run(bytes)
        case .nftables: NftablesUse.run(bytes)
        case .tc: TrafficControlUse.run(bytes)
        case .ethtool: EthtoolUse.run(bytes)
        }
    }

    private static func state(_ bytes: [UInt8], isPacked: Bool) -> HostState? {
        if isPacked { return bytes.withUnsafeBytes { try? Document.decodePackedContent($0) } }
        var generator = ModelGenerator(bytes: bytes)
        var state = generator.state()
        // A captured one every other time.
        if generator.chance(50) { state.policy = nil }
        if let link = try? generator.link(named: "eth0", root: generator.one(of: QdiscCatalogue.kinds)) { state.links.append(link) }
        return state
    }
}
