import FoundationEssentials
import Host
import Netfilter
import PacketEngine
import PacketText
import WeirModel

/// The host that packets are traced through.
struct TraceHost {
    var facts: HostFacts
    /// Whether the facts are those of a real host, with its routes and addresses.
    var isKnown: Bool

    private struct Document: Codable { var host: HostFacts }

    init(facts: HostFacts) {
        self.facts = facts
        isKnown = true
    }

    /// A file with `{"host": {…}}`, as `weir capture --host-facts` writes it.
    init(path: String) throws {
        do {
            self.init(facts: try JSONDecoder().decode(Document.self, from: Data(try FileBytes.read(path))).host)
        } catch let error as DecodingError {
            throw HostError(
                "`\(path)` has no facts of a host: \(error.words)", help: "`weir capture --host-facts` writes them: {\"host\": …}")
        }
    }

    /// `{"host": {…}}`
    var document: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return Data(JSONText.visible(Array(try encoder.encode(Document(host: facts)))) + [0x0a])
        }
    }

    /// Links by their names alone: what arrives is for this host, or leaves by the link that the packet names.
    init(links: Set<String>) {
        let names = links.union(["lo"]).sorted()
        facts = HostFacts(
            links: names.enumerated().map { index, name in
                .init(
                    name: name, index: UInt32(index + 1), type: name == "lo" ? 772 : 1, group: 0,
                    mac: name == "lo" ? "00:00:00:00:00:00" : AddressText.hardware(0x0200_0000_0100 + UInt128(index), bytes: 6),
                    kind: name == "lo" ? "loopback" : "ether")
            })
        var settings = HostFacts.Settings()
        (settings.forwarding4, settings.forwarding6) = (true, true)
        facts.settings = settings
        facts.addresses = names.flatMap { name in
            (name == "lo" ? ["127.0.0.1/8", "::1/128"] : ["198.51.100.1/32", "2001:db8::1/128"]).map { .init(link: name, address: $0) }
        }
        isKnown = false
    }

    var defaults: PacketDefaults {
        let addresses = facts.addresses ?? []
        let links = facts.links
        return PacketDefaults(
            links: Set(links.map(\.name)),
            address: { link, family in
                let own = addresses.filter { $0.link != "lo" }
                for address in own.filter({ $0.link == link }) + own {
                    let text = String(address.address.prefix { $0 != "/" })
                    if let number = NumberScanner.number(text, family == .ip ? .ipv4Address : .ipv6Address) { return number }
                }
                return nil
            },
            hardwareAddress: { name in links.first { $0.name == name }?.mac.flatMap { AddressText.parseHardware($0) } })
    }

    /// Takes it that the packet's ends answer when the host asks for them: a neighbour need not be known yet.
    mutating func meet(_ packet: GivenPacket) {
        let known = facts.neighbours ?? []
        for address in PacketDescription(packet).addresses {
            for link in facts.links where link.type == 1 && !known.contains(where: { $0.link == link.name && $0.address == address }) {
                facts.neighbours = (facts.neighbours ?? []) + [.init(link: link.name, address: address, mac: "02:00:00:00:00:02")]
            }
        }
    }

    /// The packet as it comes to this host.
    func arrival(_ packet: GivenPacket) throws -> PacketArrival {
        var arrival = PacketArrival(
            from: PacketArrival.Origin(rawValue: packet.origin.rawValue) ?? .wire, link: packet.link, frame: packet.frame,
            to: packet.outLink)
        var tracked = TrackedAs()
        for (field, value) in packet.facts {
            guard case .number(let number, _) = value else { continue }
            switch field {
            case .meta(.mark): arrival.mark = UInt32(clamping: number)
            case .ct(.state, _): tracked.state = TrackedAs.State(rawValue: "\(value)")
            case .ct(.direction, _): tracked.direction = TrackedAs.Way(rawValue: "\(value)")
            // The frame's addressee says it.
            case .meta(.pkttype): continue
            default:
                throw HostError(
                    "the packet's `\(value)` can't be given: it follows from the host",
                    help: "besides headers a packet has links, `meta mark`, `ct state` and `ct direction`")
            }
        }
        if tracked.state != nil || tracked.direction != nil {
            tracked.direction = tracked.direction ?? .original
            tracked.flow = 1
            arrival.ct = tracked
        }
        if !isKnown, arrival.to == nil, packet.origin != .link { arrival.to = "local" }
        return arrival
    }
}

extension DecodingError {
    /// The place and the reason, without the parser's own words.
    var words: String {
        switch self {
        case .keyNotFound(let key, _): "`\(key.stringValue)` is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            (context.codingPath.isEmpty ? "" : "`\(context.codingPath.map(\.stringValue).joined(separator: "."))`: ")
                + context.debugDescription
        @unknown default: "it can't be read"
        }
    }
}

/// The host's own names where the facts have none: interfaces are those of the facts.
struct FactNames: HostNames {
    private let links: [String: UInt32]
    private let system = SystemNames()

    init(facts: HostFacts) { links = Dictionary(facts.links.map { ($0.name, $0.index) }, uniquingKeysWith: { first, _ in first }) }

    func number(of name: String, type: DataType) -> UInt128? {
        type == .ifindex ? links[name].map { UInt128($0) } : system.number(of: name, type: type)
    }
    func name(of number: UInt128, type: DataType) -> String? { nil }
}
