internal import CNl
internal import Netlink
import WeirModel

extension Qdisc.HTB: OptionsCoded, AttributeCoded {
    static var fields: [AttributeField<Self>] {
        [initialisation, .number(Int(TCA_HTB_DIRECT_QLEN), \.directQueueLength), .presence(Int(TCA_HTB_OFFLOAD), \.offload)]
    }

    /// struct tc_htb_glob; its last member is a counter.
    private static var initialisation: AttributeField<Self> {
        AttributeField(type: Int(TCA_HTB_INIT)) { root, writer in
            writer.structure(Int(TCA_HTB_INIT)) { body in
                body.append(UInt32(TC_HTB_PROTOVER))
                body.append(root.rateToQuantum ?? 10)
                body.append(root.defaultClass ?? 0)
                body.append(root.debug ?? 0)
                body.append(UInt32(0))
            }
        } decode: { root, payload in
            var reader = StructReader(payload)
            guard let _: UInt32 = reader.next(), let rateToQuantum: UInt32 = reader.next(), let defaultClass: UInt32 = reader.next(),
                let debug: UInt32 = reader.next()
            else { return false }
            root.rateToQuantum = rateToQuantum
            root.defaultClass = defaultClass
            root.debug = debug == 0 ? nil : debug
            return true
        }
    }
}
