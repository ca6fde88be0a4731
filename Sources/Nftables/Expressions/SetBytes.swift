internal import CNftnl
import Netfilter
internal import Netlink
import WeirModel

// An anonymous set, which lives with its rule, as the kernel's bytes.

extension RawSet {
    /// `nil` if bytes cannot express it: an element jumps to an anonymous chain.
    init?(_ set: AnonymousSet) {
        // In one order, so that the same set has the same bytes.
        let elements = set.canonical.elements
        guard let attributes = RulesetWriter.attributes({ SetMessage.encode(set.specification, id: nil, to: $0) }),
            let list = RulesetWriter.attributes({ writer in for element in elements { ElementMessage.encode(element, to: writer) } })
        else { return nil }
        self.init(attributes: attributes, elements: list.withUnsafeBytes { Payload($0).attributes.map(\.payload.array) })
    }
}

extension AnonymousSet {
    /// - Parameter expression: the name of the one that refers to it.
    init(_ raw: RawSet, of expression: String) throws {
        func unreadable(_ part: String) -> LoweringError {
            LoweringError(
                "\(part) of the expression `\(expression)` can't be read: its bytes are damaged or unknown to Weir",
                help: "write them again by `weir capture` or `weir import --allow-raw`")
        }
        let specification = raw.attributes.withUnsafeBytes { bytes -> SetSpecification? in
            var attributes = AttributeDecoder(Payload(bytes))
            let specification = SetMessage.decode(&attributes)
            return attributes.isExhausted ? specification : nil
        }
        guard let specification, specification.isOfAnonymousSet else { throw unreadable("the set") }
        let elements = try raw.elements.enumerated().map { index, element in
            let decoded = element.withUnsafeBytes { bytes -> SetElement? in
                var attributes = AttributeDecoder(Payload(bytes))
                guard let element = ElementMessage.decode(&attributes), attributes.isExhausted else { return nil }
                return element
            }
            guard let decoded, decoded.fits(specification) else { throw unreadable("element \(index + 1) of the set") }
            return decoded
        }
        self.init(specification: specification, elements: elements)
    }
}

extension SetSpecification {
    /// `NFT_DATA_VALUE_MAXLEN`: no register holds more bytes.
    private static let longest: UInt32 = 64

    fileprivate var isOfAnonymousSet: Bool {
        flags & NFT_SET_ANONYMOUS.rawValue != 0 && keyLength <= Self.longest && dataLength ?? 0 <= Self.longest
    }
}

extension SetElement {
    /// Its key and data have the lengths of the set's.
    fileprivate func fits(_ specification: SetSpecification) -> Bool {
        if case .value(let value) = data, value.count != Int(specification.dataLength ?? 0) { return false }
        if flags & NFT_SET_ELEM_CATCHALL.rawValue != 0 { return key.isEmpty && keyEnd == nil }
        return key.count == Int(specification.keyLength) && (keyEnd.map { $0.count == key.count } ?? true)
    }
}
