internal import CNl
internal import Netlink
import WeirModel

/// A tree of extended matches: its header, and a list of struct tcf_ematch_hdr each with its kind's data.
extension AttributeField {
    static func ematches(_ type: Int, _ path: any Path<Root, [Ematch]>) -> AttributeField {
        AttributeField(type: type) { root, writer in
            guard let matches = root[keyPath: path] else { return }
            writer.nest(type) { nest in
                nest.put(Int(TCA_EMATCH_TREE_HDR), nativeBytes(of: UInt16(clamping: matches.count)) + nativeBytes(of: UInt16(0)))
                nest.nest(Int(TCA_EMATCH_TREE_LIST)) { list in
                    for (index, match) in matches.enumerated() { list.structure(index + 1, match.write) }
                }
            }
        } decode: { root, payload in
            let tree = payload.attributes
            guard let list = tree[attribute: Int(TCA_EMATCH_TREE_LIST)].map({ Array($0.attributes) }) else {
                return tree[attribute: Int(TCA_EMATCH_TREE_HDR)] != nil
            }
            let matches = list.compactMap { Ematch($0.payload) }
            guard matches.count == list.count else { return false }
            // Without a tree the value is a tree without matches.
            root[keyPath: path] = matches.isEmpty ? nil : matches
            return true
        }
    }
}

extension Ematch {
    private static let inverted: UInt16 = 4

    func write(to writer: MessageWriter) {
        writer.append(matchID ?? 0)
        writer.append(test.kind)
        writer.append(UInt16(Relation.allCases.firstIndex(of: relation) ?? 0) | (isNegated ? Self.inverted : 0))
        writer.append(UInt16(0))
        test.write(to: writer)
    }

    init?(_ payload: Payload) {
        guard let matchID: UInt16 = payload.number(), let kind: UInt16 = payload.number(at: 2), let flags: UInt16 = payload.number(at: 4),
            let data = payload.slice(8, max(0, payload.count - 8)), flags & 3 < 3
        else { return nil }
        self.init(
            Test(kind: kind, data), negated: flags & Self.inverted != 0, relation: Relation.allCases[Int(flags & 3)],
            matchID: matchID == 0 ? nil : matchID)
    }
}

extension Ematch.Test {
    fileprivate var kind: UInt16 {
        switch self {
        case .container: 0
        case .cmp: 1
        case .nbyte: 2
        case .u32: 3
        case .meta: 4
        case .canid: 7
        case .other(let kind, _): kind
        }
    }

    fileprivate func write(to writer: MessageWriter) {
        switch self {
        case .container(let index): writer.append(index)
        case .cmp(let value, let mask, let offset, let size, let translated, let layer, let comparison):
            writer.append(value)
            writer.append(mask)
            writer.append(offset)
            writer.append(size & 15 | (translated ? 1 << 4 : 0))
            writer.append(layer.number | UInt8(Ematch.Comparison.allCases.firstIndex(of: comparison) ?? 0) << 4)
        case .nbyte(let needle, let offset, let layer):
            writer.append(offset)
            writer.append(UInt16(clamping: needle.bytes.count) & 0xfff | UInt16(layer.number) << 12)
            writer.append(needle.bytes)
        case .u32(let value, let mask, let offset, let offsetMask):
            writer.append(mask.bigEndian)
            writer.append(value.bigEndian)
            writer.append(offset)
            writer.append(offsetMask)
        case .meta(let header, let left, let right):
            writer.put(Int(TCA_EM_META_HDR), header.bytes)
            if let left { writer.put(Int(TCA_EM_META_LVALUE), left.bytes) }
            if let right { writer.put(Int(TCA_EM_META_RVALUE), right.bytes) }
        case .canid(let rules):
            for rule in rules {
                writer.append(rule.id)
                writer.append(rule.mask)
            }
        case .other(_, let data): writer.append(data.bytes)
        }
    }

    fileprivate init(kind: UInt16, _ data: Payload) {
        self = Self.known(kind, data) ?? .other(kind: kind, data: HexBytes(data.array))
    }

    private static func known(_ kind: UInt16, _ data: Payload) -> Ematch.Test? {
        switch kind {
        case 0: return data.number(UInt32.self).map { .container(index: $0) }
        case 1:
            guard data.count == 12, let value: UInt32 = data.number(), let mask: UInt32 = data.number(at: 4),
                let offset: UInt16 = data.number(at: 8),
                let size: UInt8 = data.number(at: 10), let place: UInt8 = data.number(at: 11), let layer = Ematch.Layer(number: place & 15),
                place >> 4 < 3,
                size >> 5 == 0
            else { return nil }
            return .cmp(
                value: value, mask: mask, offset: offset, size: size & 15, translated: size >> 4 != 0, layer: layer,
                comparison: Ematch.Comparison.allCases[Int(place >> 4)])
        case 2:
            guard let offset: UInt16 = data.number(), let packed: UInt16 = data.number(at: 2),
                let layer = Ematch.Layer(number: UInt8(packed >> 12)),
                let needle = data.slice(4, Int(packed & 0xfff))
            else { return nil }
            return .nbyte(needle: HexBytes(needle.array), offset: offset, layer: layer)
        case 3:
            guard data.count == 16, let mask: UInt32 = data.network(), let value: UInt32 = data.network(at: 4),
                let offset: Int32 = data.number(at: 8),
                let offsetMask: Int32 = data.number(at: 12)
            else { return nil }
            return .u32(value: value, mask: mask, offset: offset, offsetMask: offsetMask)
        case 4:
            let parts = data.attributes
            guard let header = parts[attribute: Int(TCA_EM_META_HDR)] else { return nil }
            return .meta(
                header: HexBytes(header.array), left: parts[attribute: Int(TCA_EM_META_LVALUE)].map { HexBytes($0.array) },
                right: parts[attribute: Int(TCA_EM_META_RVALUE)].map { HexBytes($0.array) })
        case 7:
            guard data.count % 8 == 0 else { return nil }
            return .canid(
                rules: stride(from: 0, to: data.count, by: 8).compactMap { offset in
                    guard let id: UInt32 = data.number(at: offset), let mask: UInt32 = data.number(at: offset + 4) else { return nil }
                    return Ematch.CANRule(id: id, mask: mask)
                })
        default: return nil
        }
    }
}

extension Ematch.Layer {
    fileprivate var number: UInt8 { UInt8(Self.allCases.firstIndex(of: self) ?? 0) }
    fileprivate init?(number: UInt8) {
        guard Self.allCases.indices.contains(Int(number)) else { return nil }
        self = Self.allCases[Int(number)]
    }
}
