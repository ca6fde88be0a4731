/// Packets as people write a match: values for each field, less exceptions. A field that is missing is free.
package struct Cube: Hashable, Sendable {
    package enum Field: String, Sendable, CaseIterable {
        case family, unreadable, state, iif, oif
        case linkProtocol = "protocol"
        case proto, saddr, daddr, sport, dport, icmp, mark
        case connectionMark = "ct mark"
    }

    package enum Values: Hashable, Sendable {
        case words([String])
        /// All but these.
        case not([String])
        case numbers([ClosedRange<UInt32>])
        case flag(Bool)
    }

    package var values: [Field: Values]
    package var exceptions: [Cube]

    package init(_ values: [Field: Values] = [:], except exceptions: [Cube] = []) {
        self.values = values
        self.exceptions = exceptions
    }

    /// The cube and its exceptions.
    package var count: Int { 1 + exceptions.reduce(0) { $0 + $1.count } }
}
