import WeirModel

extension Qdisc.SKBPrio: LimitCoded {}
