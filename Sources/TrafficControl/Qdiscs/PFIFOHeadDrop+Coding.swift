import WeirModel

extension Qdisc.PFIFOHeadDrop: LimitCoded {}
