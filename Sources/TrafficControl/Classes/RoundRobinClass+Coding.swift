internal import CNl
import WeirModel

extension TrafficClass.DRR: OptionsCoded, AttributeCoded {
    static var fields: [AttributeField<Self>] { [.size(Int(TCA_DRR_QUANTUM), \.quantum, as: UInt32.self)] }
}

extension TrafficClass.QFQ: OptionsCoded, AttributeCoded {
    static var fields: [AttributeField<Self>] {
        [.number(Int(TCA_QFQ_WEIGHT), \.weight), .size(Int(TCA_QFQ_LMAX), \.maxPacket, as: UInt32.self)]
    }
}

extension TrafficClass.ETS: OptionsCoded, AttributeCoded {
    static var fields: [AttributeField<Self>] { [.size(Int(TCA_ETS_QUANTA_BAND), \.quantum, as: UInt32.self)] }
}

extension TrafficClass.Prio: WithoutOptions {}
extension TrafficClass.MQ: WithoutOptions {}
extension TrafficClass.MQPrio: WithoutOptions {}
