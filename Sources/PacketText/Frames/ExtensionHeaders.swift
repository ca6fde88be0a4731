import WeirModel

/// The extension headers of an IPv6 packet of words, in the order of RFC 8200.
struct ExtensionHeaders {
    private var headers: [(header: ExtensionHeader, bytes: HeaderBytes)] = []

    /// Those of eight bytes.
    private static let order: [ExtensionHeader] = [.hbh, .frag, .dst]

    init(_ values: PacketValues, network: Header) throws(PacketTextError) {
        for field in values.fields {
            let header: ExtensionHeader
            switch field {
            case .extensionHeader(let named): header = named.header
            case .extensionHeaderPresence(let named):
                guard values.given[field]?.number == 1 else { continue }
                header = named
            default: continue
            }
            guard Self.order.contains(header) else {
                throw values.words.failure(
                    "a packet with this extension header can't be given in words", at: values.column(field), help: "give it as hex")
            }
            if !headers.contains(where: { $0.header == header }) {
                // A PadN option fills the headers of options.
                headers.append((header, HeaderBytes(header == .frag ? Array(repeating: 0, count: 8) : [0, 0, 1, 4, 0, 0, 0, 0])))
            }
        }
        headers.sort { Self.order.firstIndex(of: $0.header) ?? 0 < Self.order.firstIndex(of: $1.header) ?? 0 }
        for index in headers.indices {
            for case .extensionHeader(let field) in values.fields where field.header == headers[index].header {
                if let number = values.given[.extensionHeader(field)]?.number { headers[index].bytes.set(field.layout, to: number) }
            }
        }
    }

    var byteCount: Int { headers.count * 8 }
    var first: UInt8? { headers.first?.header.protocolNumber }

    var fragmentOffset: UInt128 { headers.first { $0.header == .frag }?.bytes.get(ExtensionHeaderField.fragFragOff.layout) ?? 0 }

    /// - Parameter last: the protocol after them.
    func bytes(before last: UInt8) -> [UInt8] {
        headers.indices.flatMap { index in
            var bytes = headers[index].bytes.bytes
            bytes[0] = index + 1 < headers.count ? headers[index + 1].header.protocolNumber : last
            return bytes
        }
    }
}
