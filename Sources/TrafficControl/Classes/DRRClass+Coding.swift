internal import CNl
import WeirModel

extension TrafficClass.DRR: OptionsCoded, AttributeCoded {
    static var fields: [AttributeField<Self>] { [.size(Int(TCA_DRR_QUANTUM), \.quantum)] }
}
