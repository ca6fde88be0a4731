import WeirModel

/// A packet that somebody describes, at the place where it comes into a host.
package struct GivenPacket: Sendable, Hashable {
    package enum Origin: String, Sendable, Hashable {
        /// An Ethernet frame that arrives at the link.
        case wire
        /// An IP packet that a program of this host sends.
        case local
        /// An Ethernet frame that a packet socket of this host sends on the link.
        case link
    }

    package var origin: Origin
    package var link: String?
    /// From the Ethernet header on; of a local packet, from the IP header on.
    package var frame: [UInt8]
    /// The link that it leaves by, in place of the host's routes.
    package var outLink: String?
    /// What it has besides its bytes: mark, socket, connection.
    package var facts: [Field: Value] = [:]

    package init(origin: Origin, link: String?, frame: [UInt8]) {
        self.origin = origin
        self.link = link
        self.frame = frame
    }
}

/// The facts of a host that a packet's description may leave out.
package struct PacketDefaults: Sendable {
    /// The host's links; `nil`: any name is taken.
    package var links: Set<String>?
    /// An address of the host, that of the link first. As a number.
    package var address: @Sendable (_ link: String?, Family) -> UInt128?
    /// The hardware address of a link.
    package var hardwareAddress: @Sendable (_ link: String) -> UInt128?

    package init(
        links: Set<String>? = nil, address: @escaping @Sendable (String?, Family) -> UInt128? = { _, _ in nil },
        hardwareAddress: @escaping @Sendable (String) -> UInt128? = { _ in nil }
    ) {
        self.links = links
        self.address = address
        self.hardwareAddress = hardwareAddress
    }
}
