public import WeirModel

extension HostState {
    /// The state without what the kernel takes for granted where nobody says otherwise: what a person leaves out.
    public var withoutDefaults: HostState {
        var state = self
        for table in state.tables.indices {
            for chain in state.tables[table].chains.indices where state.tables[table].chains[chain].base?.policy == .accept {
                state.tables[table].chains[chain].base?.policy = nil
            }
        }
        for link in state.links.indices { state.links[link].removeDefaults() }
        return state
    }
}

extension LinkConfiguration {
    fileprivate mutating func removeDefaults() {
        var facts = facts ?? LinkFacts()
        if let rateToQuantum = qdiscs.lazy.compactMap({ $0.options.as(Qdisc.HTB.self)?.rateToQuantum }).first { facts.rateToQuantum = rateToQuantum }
        for index in classes.indices {
            guard let htb = classes[index].options.as(TrafficClass.HTB.self) else { continue }
            classes[index].options = TrafficClass.Options(htb.leavingOut(Self.htbClass, on: facts))
        }
        let parents = Set(classes.map(\.parent.major)).union(classes.map(\.id.major)).union(qdiscs.map(\.parent.major)).union(
            filters.map { if case .parent(let handle) = $0.attachment { handle.major } else { 0 } })
        for index in qdiscs.indices {
            // From 8000: on, the kernel gives numbers by itself.
            if let handle = qdiscs[index].handle, handle.major >= 0x8000, handle.major < 0xffff, !parents.contains(handle.major) { qdiscs[index].handle = nil }
            if let htb = qdiscs[index].options.as(Qdisc.HTB.self) { qdiscs[index].options = Qdisc.Options(htb.leavingOut(Self.htb, on: facts)) }
            if let tbf = qdiscs[index].options.as(Qdisc.TBF.self) { qdiscs[index].options = Qdisc.Options(tbf.leavingOut(Self.tbf, on: facts)) }
        }
    }

    private static var htbClass: [(inout TrafficClass.HTB) -> Void] {
        [
            { $0.linkLayer = nil }, { $0.mpu = nil }, { $0.overhead = nil }, { $0.priority = nil }, { $0.quantum = nil }, { $0.cburst = nil },
            { $0.burst = nil }, { $0.ceil = nil },
        ]
    }
    private static var htb: [(inout Qdisc.HTB) -> Void] {
        [{ $0.rateToQuantum = nil }, { $0.directQueueLength = nil }]
    }
    private static var tbf: [(inout Qdisc.TBF) -> Void] {
        [{ $0.linkLayer = nil }, { $0.mpu = nil }, { $0.overhead = nil }]
    }
}

extension TrafficOptions {
    /// The options without those that mean the same when they are not said.
    fileprivate func leavingOut(_ options: [(inout Self) -> Void], on facts: LinkFacts) -> Self {
        let meaning = canonical(on: facts)
        var kept = self
        for leaveOut in options {
            var shorter = kept
            leaveOut(&shorter)
            if shorter.canonical(on: facts) == meaning { kept = shorter }
        }
        return kept
    }
}
