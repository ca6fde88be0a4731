internal import CNl
internal import Netlink
import WeirModel

extension Qdisc.ETS: OptionsCoded, AttributeCoded {
    static var fields: [AttributeField<Self>] {
        [.number(Int(TCA_ETS_NBANDS), \.bands), .number(Int(TCA_ETS_NSTRICT), \.strict), quantaField, priomapField]
    }

    private static var quantaField: AttributeField<Self> {
        AttributeField(type: Int(TCA_ETS_QUANTA)) { root, writer in
            guard let quanta = root.quanta, !quanta.isEmpty else { return }
            writer.nest(Int(TCA_ETS_QUANTA)) { nest in
                for quantum in quanta { nest.put(Int(TCA_ETS_QUANTA_BAND), UInt32(clamping: quantum.bytes)) }
            }
        } decode: { root, payload in
            root.quanta = payload.attributes.compactMap { $0.payload.number(UInt32.self) }.map { .bytes(UInt64($0)) }
            return true
        }
    }

    private static var priomapField: AttributeField<Self> {
        AttributeField(type: Int(TCA_ETS_PRIOMAP)) { root, writer in
            guard let priomap = root.priomap, !priomap.isEmpty else { return }
            writer.nest(Int(TCA_ETS_PRIOMAP)) { nest in for band in priomap { nest.put(Int(TCA_ETS_PRIOMAP_BAND), band) } }
        } decode: { root, payload in
            root.priomap = payload.attributes.compactMap { $0.payload.number(UInt8.self) }
            return true
        }
    }

    func encode(into writer: MessageWriter, _ context: EncodingContext) throws(TrafficControlError) {
        var filled = self
        // The kernel requires the number of bands.
        filled.bands = bands ?? max(1, UInt8(clamping: Int(strict ?? 0) + (quanta?.count ?? 0)))
        filled.encodeAttributes(into: writer, isChange: context.isChange)
    }
}
