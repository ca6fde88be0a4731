import WeirModel

extension Qdisc.PFIFOFast: TcPlain {}
extension Qdisc.NoQueue: TcPlain {}
extension Qdisc.Blackhole: TcPlain {}
extension Qdisc.Ingress: TcPlain {}
extension Qdisc.ClsAct: TcPlain {}
extension Qdisc.MQ: TcPlain {}
extension Qdisc.MultiQ: TcPlain {}
extension Qdisc.DRR: TcPlain {}
extension Qdisc.QFQ: TcPlain {}
extension TrafficClass.Prio: TcPlain {}
extension TrafficClass.MQ: TcPlain {}
extension TrafficClass.MQPrio: TcPlain {}
