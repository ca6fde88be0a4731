import WeirModel

/// A transport header of words, with its options and without its checksum.
struct TransportHeader {
    let bytes: [UInt8]

    init(_ values: PacketValues, _ header: Header?) throws(PacketTextError) {
        guard let header, let count = header.byteLength else {
            bytes = []
            return
        }
        var made = HeaderBytes(count: count)
        for (field, number) in try Self.defaults(header, values) { made.set(field, to: number) }
        for (field, number) in values.values(of: header) + values.values(of: .th) { made.set(field, to: number) }
        let options = header == .tcp ? try TCPOptions(values).bytes : []
        if !options.isEmpty, values[.tcpDoff] == nil { made.set(.tcpDoff, to: UInt128(5 + options.count / 4)) }
        bytes = made.bytes + options
    }

    /// From a port that clients take, to the discard service.
    private static let ports: (from: UInt128, to: UInt128) = (49152, 9)

    private static func defaults(_ header: Header, _ values: PacketValues) throws(PacketTextError) -> [(HeaderField, UInt128)] {
        let ports: [(HeaderField, UInt128)] = [(.thSport, Self.ports.from), (.thDport, Self.ports.to)]
        switch header {
        case .tcp: return ports + [(.tcpDoff, 5), (.tcpFlags, 2), (.tcpWindow, 64240)]
        case .udp, .udplite, .sctp, .dccp: return ports
        case .icmp: return [(.icmpType, try icmpType(.icmpType, values) ?? 8)]
        case .icmpv6: return [(.icmpv6Type, try icmpType(.icmpv6Type, values) ?? 128)]
        case .igmp: return [(.igmpType, 17)]
        case .ether, .vlan, .arp, .ip, .ip6, .ah, .esp, .comp, .gre, .vxlan, .geneve, .th: return []
        }
    }

    /// The type of message that has the given fields.
    private static func icmpType(_ type: HeaderField, _ values: PacketValues) throws(PacketTextError) -> UInt128? {
        let given = values[type]
        for (field, _) in values.values(of: type.header) {
            guard let types = field.icmpTypes, let first = types.first else { continue }
            guard let given else { return UInt128(first) }
            guard types.contains(where: { UInt128($0) == given }) else {
                throw values.words.failure(
                    "a message of type \(Value.number(given, type.layout.type)) has no `\(field.rawValue)`",
                    at: values.column(.header(field)),
                    help:
                        "`\(field.rawValue)` is in \(types.map { "\(Value.number(UInt128($0), type.layout.type))" }.joined(separator: ", "))"
                )
            }
        }
        return given
    }
}

/// The options of a TCP header of words, in their order.
struct TCPOptions {
    private(set) var bytes: [UInt8] = []

    init(_ values: PacketValues) throws(PacketTextError) {
        var options: [(kind: UInt8, bytes: HeaderBytes)] = []
        for field in values.fields {
            guard let number = values.given[field]?.number else { continue }
            switch field {
            case .tcpOption(let named):
                let place = Self.place(named.option.kind, in: &options)
                guard options[place].bytes.set(named.layout, to: number) else {
                    throw values.words.failure("a packet can't be given by this field", at: values.column(field), help: "give it as hex")
                }
            case .tcpOptionPresence(let kind) where number == 1: _ = Self.place(kind, in: &options)
            default: continue
            }
        }
        bytes = options.flatMap(\.bytes.bytes)
        bytes += Array(repeating: 1, count: (4 - bytes.count % 4) % 4)
        guard bytes.count <= 40 else { throw values.words.failure("the TCP options have more than 40 bytes", at: 1) }
    }

    private static func place(_ kind: UInt8, in options: inout [(kind: UInt8, bytes: HeaderBytes)]) -> Int {
        if let known = options.firstIndex(where: { $0.kind == kind }) { return known }
        let length = length(of: kind)
        options.append((kind, HeaderBytes(length == 1 ? [kind] : [kind, UInt8(length)] + Array(repeating: 0, count: length - 2))))
        return options.count - 1
    }

    private static func length(of kind: UInt8) -> Int {
        switch TCPOption(kind: kind) {
        case .eol, .nop: 1
        case .maxseg: 4
        case .window: 3
        case .sackPerm, .fastopen: 2
        case .sack, .timestamp: 10
        case .md5sig: 18
        case .mptcp: 12
        case nil: 2
        }
    }
}
