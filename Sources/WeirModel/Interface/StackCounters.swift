/// The counters of the network stack's layers, at one moment.
///
/// Names are the kernel's, prefixed by their file or link: `Udp RcvbufErrors`, `softnet dropped`, `eth0 rx_missed_errors`, `eth0 qdisc
/// requeues`. Counters that this kernel does not have are absent.
package struct StackCounters: Sendable, Hashable {
    package var values: [String: UInt64]

    package init(_ values: [String: UInt64] = [:]) { self.values = values }

    package subscript(name: String) -> UInt64? {
        get { values[name] }
        set { values[name] = newValue }
    }

    package mutating func add(_ name: String, _ count: UInt64) { values[name, default: 0] &+= count }

    /// By how much each counter grew; those that did not are absent.
    package func growth(since earlier: StackCounters) -> StackCounters {
        StackCounters(
            values.reduce(into: [:]) { growth, item in
                if let before = earlier[item.key], item.value > before { growth[item.key] = item.value - before }
            })
    }
}
