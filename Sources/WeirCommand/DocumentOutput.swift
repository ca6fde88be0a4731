import Documents
import FoundationEssentials
import Glibc
import Nftables
import Planning
import PolicyWriting
import Rendering
import TrafficLowering
import WeirModel

/// The forms in which a state leaves weir.
enum OutputFormat: String, CaseIterable {
    case json, packed, nft, tc, swift

    /// By the name of the file: `.weir` is packed.
    init?(fileName: String) {
        switch fileName.split(separator: ".").last {
        case "weir": self = .packed
        case "json": self = .json
        case "nft": self = .nft
        case "tc": self = .tc
        case "swift": self = .swift
        default: return nil
        }
    }

    /// In the language of another program, which that program is to read.
    var isScript: Bool {
        switch self {
        case .nft, .tc: true
        case .json, .packed, .swift: false
        }
    }

    func bytes(of state: HostState, relativeTo folder: String?) throws -> [UInt8] {
        switch self {
        case .json: try Document.encode(state, as: .json, relativeTo: folder)
        case .packed: try Document.encode(state, as: .packed, relativeTo: folder)
        case .nft: try NftRenderer.script(for: state, dialect: .ofThisHost).outsideBytes
        case .swift: PolicyWriter(state, as: .text).output().files.first?.content ?? []
        case .tc: Self.tcScript(for: state).text.outsideBytes
        }
    }

    /// The commands of tc that configure a policy's links, starting from links without any configuration.
    static func tcScript(for state: HostState) -> TcScript {
        let links = state.lowered.links
        return TcScript(TrafficControlPlan(desired: links, live: links.map { LinkConfiguration($0.name) }).steps)
    }
}
