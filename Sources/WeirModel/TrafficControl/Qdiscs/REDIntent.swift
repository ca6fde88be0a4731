/// Random early detection in the terms of authors and tc: `limit`, `min`, `max`, `avpkt`, `burst`, `probability`, `bandwidth`. The kernel's
/// numbers are computed from these.
public struct REDIntent: Codable, Hashable, Sendable {
    /// The unit of thresholds.
    public enum Unit: String, Codable, Hashable, Sendable {
        case bytes
        /// Of the average length, as choke has it.
        case packets
        /// Bytes of one flow, within sfq: its average does not fall while it is idle.
        case flowBytes
    }

    public var unit: Unit
    public var limit: UInt64
    /// The thresholds from which packets are dropped by chance, and from which all are. 0 is computed from the others, as Sally Floyd
    /// recommends.
    public var min: UInt64 = 0
    public var max: UInt64 = 0
    /// Bytes.
    public var averagePacket: UInt64
    /// Packets that may come at once before the average follows; 0 follows from the thresholds.
    public var burst: UInt32 = 0
    /// The largest drop probability, between 0 and 1, at `max`.
    public var probability = 0.02
    /// How fast the queue drains: an idle one forgets its average at that pace.
    public var bandwidth = BitRate.mbit(10)
    public var flags: REDFlags = []

    /// Of a virtual queue of gred, which the author wrote in a line of its own.
    public var at = Located()

    public init(_ unit: Unit, limit: UInt64, averagePacket: UInt64) {
        (self.unit, self.limit, self.averagePacket) = (unit, limit, averagePacket)
    }

    private enum CodingKeys: String, CodingKey {
        case unit, limit, min, max, averagePacket, burst, probability, bandwidth, flags, at
    }
}
