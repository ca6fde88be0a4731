internal import CNl
import WeirModel

extension TrafficClass.QFQ: OptionsCoded, AttributeCoded {
    static var fields: [AttributeField<Self>] {
        [.number(Int(TCA_QFQ_WEIGHT), \.weight), .size(Int(TCA_QFQ_LMAX), \.maxPacket)]
    }
}
