internal import CNl
import WeirModel

extension TrafficClass.ETS: OptionsCoded, AttributeCoded {
    static var fields: [AttributeField<Self>] { [.size(Int(TCA_ETS_QUANTA_BAND), \.quantum)] }
}
