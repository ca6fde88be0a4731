internal import CNl
internal import Netlink
import WeirModel

extension Qdisc.DRR: WithoutOptions {}
extension Qdisc.QFQ: WithoutOptions {}
extension Qdisc.MQ: WithoutOptions {}
extension Qdisc.NoQueue: WithoutOptions {}
extension Qdisc.Blackhole: WithoutOptions {}
extension Qdisc.Ingress: WithoutOptions {}
extension Qdisc.ClsAct: WithoutOptions {}
