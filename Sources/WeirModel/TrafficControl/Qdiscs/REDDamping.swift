extension REDParameters {
    /// How the average falls while the queue is idle: for each cell of time, how often the average is halved.
    ///
    /// The kernel does not give its table back. Without an average packet and a bandwidth it is computed for the middle of the span that
    /// the cell's size stands for.
    public var damping: (cellLog: UInt8, table: [UInt8]) {
        var cellLog = Swift.min(idleCellLog, 31)
        var longest = 384 * Double(UInt64(1) << UInt64(cellLog))
        if let averagePacket, let bandwidth, bandwidth.bytesPerSecond > 0, averagePacket > 0 {
            longest = 31 * Double(Swift.max(1, Burst.bytes(UInt64(averagePacket)).ticks(at: bandwidth))) / dampingWeight
            cellLog = 0
            while cellLog < 31, longest / Double(UInt64(1) << UInt64(cellLog)) >= 512 { cellLog += 1 }
        }
        let cell = 31 / longest * Double(UInt64(1) << UInt64(cellLog))
        var table = (0..<256).map { UInt8(Swift.min(31, Double($0) * cell)) }
        table[255] = 31
        return (cellLog, table)
    }

    /// How much of the average goes, as a logarithm, with each average packet's time.
    public var dampingWeight: Double { -naturalLogarithm(1 - 1 / Double(UInt64(1) << UInt64(Swift.min(Swift.max(ewmaLog, 1), 31)))) }
}

/// ln x for 0 < x < 1, to the precision that the damping table needs.
private func naturalLogarithm(_ x: Double) -> Double {
    // ln x = 2 artanh((x - 1) / (x + 1))
    let ratio = (x - 1) / (x + 1)
    var power = ratio
    var sum = 0.0
    for term in 0..<60 {
        sum += power / Double(2 * term + 1)
        power *= ratio * ratio
    }
    return 2 * sum
}
