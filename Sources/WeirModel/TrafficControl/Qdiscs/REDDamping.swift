internal import Glibc

extension REDParameters {
    /// The fall of the average while the queue is idle: for each cell of time, in ticks of 64 ns, the number of times that the average is
    /// halved.
    ///
    /// The kernel does not return its table. Without an average packet and a bandwidth it is computed for the middle of the span that the
    /// cell's size covers.
    public var damping: (cellLog: UInt8, table: [UInt8]) {
        var cellLog = Swift.min(idleCellLog, 31)
        var halvings = 31 / (384 * Double(UInt64(1) << UInt64(cellLog)))
        if let averagePacket, let bandwidth, bandwidth.bytesPerSecond > 0, averagePacket > 0 {
            // Of a packet that takes less than a microsecond tc sees no time at all, and the average is gone at once.
            let ticks = Burst.bytes(UInt64(averagePacket)).ticks(at: bandwidth)
            halvings = ticks > 0 ? dampingWeight / Double(ticks) : 31
            cellLog = 0
            while cellLog < 31, 31 / halvings / Double(UInt64(1) << UInt64(cellLog)) >= 512 { cellLog += 1 }
        }
        var table = (0..<256).map { UInt8(Swift.min(31, Double(UInt64($0) << UInt64(cellLog)) * halvings)) }
        table[255] = 31
        return (cellLog, table)
    }

    /// How much of the average goes, as a logarithm, with each average packet's time.
    public var dampingWeight: Double { -log(1 - 1 / Double(UInt64(1) << UInt64(Swift.min(Swift.max(ewmaLog, 1), 31)))) }
}
