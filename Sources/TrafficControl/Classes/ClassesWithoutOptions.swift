internal import CNl
import WeirModel

extension TrafficClass.Prio: WithoutOptions {}
extension TrafficClass.MQ: WithoutOptions {}
extension TrafficClass.MQPrio: WithoutOptions {}
