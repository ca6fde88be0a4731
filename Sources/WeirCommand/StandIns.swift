import WeirModel

/// The links that a sandbox needs for a state: those that it names, with the properties that it needs of them.
enum StandIns {
    static func needed(by state: HostState) -> [StandInLink] {
        let names = InterfaceReferences.named(by: state)
        let queues = Dictionary(state.links.map { ($0.name, transmitQueues($0)) }, uniquingKeysWith: max)
        return links(names) { queues[$0] ?? 0 }
    }

    /// Those by names alone.
    static func links(_ names: Set<String>, queues: (String) -> UInt32 = { _ in 0 }) -> [StandInLink] {
        var links = Dictionary(names.map { ($0, StandInLink($0, transmitQueues: queues($0))) }, uniquingKeysWith: { first, _ in first })
        // The link below a tag comes along, with as many queues.
        for link in links.values {
            guard let lower = link.lower else { continue }
            let known = links[lower]?.transmitQueues ?? 0
            links[lower] = StandInLink(lower, transmitQueues: max(known, link.transmitQueues))
        }
        return links.values.sorted { ($0.lower == nil ? 0 : 1, $0.name) < ($1.lower == nil ? 0 : 1, $1.name) }
    }

    private static func transmitQueues(_ link: LinkConfiguration) -> UInt32 {
        var most: UInt32 = 0
        let multiqueue = Set(
            link.qdiscs.filter { [Qdisc.MQ.kind, Qdisc.MQPrio.kind, Qdisc.Taprio.kind].contains($0.kind) }.compactMap(\.handle))
        for qdisc in link.qdiscs {
            let ranges = qdisc.options.as(Qdisc.MQPrio.self)?.queues ?? qdisc.options.as(Qdisc.Taprio.self)?.queues ?? []
            for range in ranges { most = max(most, UInt32(range.offset) + UInt32(range.count)) }
            // A child of mq belongs to the queue whose number, from 1, is its parent's minor number.
            if multiqueue.contains(qdisc.parent.qdisc), qdisc.parent.minor < 0x8000 { most = max(most, UInt32(qdisc.parent.minor)) }
        }
        for action in link.filters.flatMap(\.actions) {
            guard let edit = action.options.as(Action.SKBEdit.self), let queue = edit.queueMappingMax ?? edit.queueMapping else { continue }
            most = max(most, UInt32(queue) + 1)
        }
        return min(most, 4096)
    }
}
