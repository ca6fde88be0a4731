import WeirModel

extension Filter.Flower {
    /// With the keys that the other one has.
    func adding(_ other: Self) -> Self {
        var copy = self
        func take<Key>(_ path: WritableKeyPath<Self, Key?>) {
            if let key = other[keyPath: path] { copy[keyPath: path] = key }
        }
        take(\.indev)
        take(\.sourceMAC)
        take(\.destinationMAC)
        take(\.etherType)
        take(\.ipProtocol)
        take(\.sourceIPv4)
        take(\.destinationIPv4)
        take(\.sourceIPv6)
        take(\.destinationIPv6)
        take(\.sourcePort)
        take(\.destinationPort)
        take(\.sourcePorts)
        take(\.destinationPorts)
        take(\.tcpFlags)
        take(\.tos)
        take(\.ttl)
        take(\.fragment)
        take(\.vlan)
        take(\.cvlan)
        take(\.vlanCount)
        take(\.icmp)
        take(\.icmpv6)
        take(\.arp)
        take(\.mpls)
        take(\.ct)
        take(\.tunnel)
        take(\.hash)
        take(\.pppoeSession)
        take(\.pppProtocol)
        take(\.l2tpv3Session)
        take(\.l2Miss)
        take(\.cfm)
        take(\.spi)
        return copy
    }
}
