import WeirModel

/// A packet that comes to a host.
package struct PacketArrival: Sendable {
    package enum Origin: String, Sendable, Codable {
        /// A frame arrives at a link.
        case wire
        /// A raw socket of this host sends an IP packet.
        case local
        /// A packet socket sends a frame on a link.
        case link
    }
    package var from: Origin
    /// A name; with `wire` and `link`.
    package var link: String?
    /// From the IP header on with `local`.
    package var frame: [UInt8]
    /// The socket's mark.
    package var mark: UInt32
    /// The route decision instead of the host's routes: `local`, or a link's name.
    package var to: String?
    package var ct: TrackedAs?

    package init(from: Origin, link: String? = nil, frame: [UInt8], mark: UInt32 = 0, to: String? = nil, ct: TrackedAs? = nil) {
        self.from = from
        self.link = link
        self.frame = frame
        self.mark = mark
        self.to = to
        self.ct = ct
    }
}

/// A packet's way through a host.
package struct PacketTrace: Sendable {
    package enum Verdict: String, Sendable, Codable {
        /// Delivered, or sent.
        case accept
        /// By a rule, a policy, or NAT.
        case drop
        /// Taken by `fwd`, `synproxy` and the like.
        case stolen
        /// A listener has to say.
        case queue
        /// Dropped by the stack.
        case lost
    }

    /// What left the last hook.
    package struct Departure: Sendable {
        package var mark: UInt32
        /// nil for local delivery.
        package var link: String?
        /// The IP packet; nil for others, and where NAT chose a port by chance.
        package var l3: [UInt8]?
    }

    package var verdict: Verdict
    package var steps: [TraceStep]
    package var packet: Departure?
    package var unknowns: [Unknown]
}

/// A packet that can't come to the host.
package struct ArrivalError: Error, Hashable, CustomStringConvertible {
    package var description: String
    init(_ description: String) { self.description = description }
}
