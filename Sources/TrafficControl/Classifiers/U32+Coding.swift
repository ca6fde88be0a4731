internal import CNl
internal import Netlink
import WeirModel

extension Filter.U32: ClassifierCoded, AttributeCoded {
    static let common = CommonAttributes(
        classID: Int(TCA_U32_CLASSID), actions: Int(TCA_U32_ACT), police: Int(TCA_U32_POLICE), flags: Int(TCA_U32_FLAGS),
        ignored: [Int(TCA_U32_PCNT), Int(TCA_U32_PAD)])

    static let fields: [AttributeField<Self>] = [
        .number(Int(TCA_U32_DIVISOR), \.divisor),
        AttributeField(type: Int(TCA_U32_HASH)) { root, writer in
            if let table = root.table, root.divisor == nil { writer.put(Int(TCA_U32_HASH), table << 20 | (root.bucket ?? 0) << 12) }
        } decode: { root, payload in
            guard let hash = payload.exactly(UInt32.self) else { return false }
            root.table = hash >> 20
            root.bucket = hash >> 12 & 0xff
            return true
        },
        .value(Int(TCA_U32_LINK), \.link, { nativeBytes(of: $0 << 20) }, { $0.exactly(UInt32.self).map { $0 >> 20 } }),
        selector,
        .value(Int(TCA_U32_MARK), \.mark) {
            nativeBytes(of: $0.value) + nativeBytes(of: $0.mask) + nativeBytes(of: UInt32(0))
        } _: { payload in
            guard let value: UInt32 = payload.number(), let mask: UInt32 = payload.number(at: 4) else { return nil }
            return Mark(value: value, mask: mask)
        },
        .text(Int(TCA_U32_INDEV), \.indev),
    ]

    static func decode(_ attributes: [Attribute], names: InterfaceTable) -> (Self, [RawAttribute]) {
        var value = Self()
        let unknown = value.decode(attributes)
        if value.step == value.impliedStep { value.step = nil }
        return (value, unknown)
    }

    /// struct tc_u32_sel, 16 bytes, and struct tc_u32_key, 16 bytes each.
    private static var selector: AttributeField<Self> {
        AttributeField(type: Int(TCA_U32_SEL)) { root, writer in
            guard root.divisor == nil else { return }
            let step = root.step ?? root.impliedStep
            let keys = root.keys ?? []
            writer.structure(Int(TCA_U32_SEL)) { body in
                body.append([step.flags, step.shift, UInt8(clamping: keys.count), 0])
                body.append(step.offsetMask.bigEndian)
                body.append(step.offset)
                body.append(step.offsetAt)
                body.append(step.hashAt)
                body.append(step.hashMask.bigEndian)
                for key in keys {
                    body.append(key.mask.bigEndian)
                    body.append((key.value & key.mask).bigEndian)
                    body.append(key.offset)
                    body.append(key.offsetMask ?? 0)
                }
            }
        } decode: { root, payload in
            var reader = StructReader(payload)
            guard let head = reader.next(4)?.array, let offsetMask: UInt16 = reader.next(), let offset: UInt16 = reader.next(),
                let offsetAt: Int16 = reader.next(), let hashAt: Int16 = reader.next(), let hashMask: UInt32 = reader.next()
            else { return false }
            var step = Step()
            step.flags = head[0]
            step.shift = head[1]
            step.offsetMask = UInt16(bigEndian: offsetMask)
            step.offset = offset
            step.offsetAt = offsetAt
            step.hashAt = hashAt
            step.hashMask = UInt32(bigEndian: hashMask)
            var keys: [Key] = []
            for _ in 0..<head[2] {
                guard let mask: UInt32 = reader.next(), let value: UInt32 = reader.next(), let at: Int32 = reader.next(),
                    let offsetMask: Int32 = reader.next()
                else { return false }
                keys.append(
                    Key(
                        value: UInt32(bigEndian: value), mask: UInt32(bigEndian: mask), offset: at,
                        offsetMask: offsetMask == 0 ? nil : offsetMask))
            }
            root.keys = keys
            root.step = step
            return true
        }
    }
}
