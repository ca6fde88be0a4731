import WeirModel

extension Qdisc.PFIFO: LimitCoded {}
