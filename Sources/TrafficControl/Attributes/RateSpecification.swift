internal import Netlink
import WeirModel

/// struct tc_ratespec: a rate of up to 32 bits of bytes per second, and how lengths are counted.
struct RateSpecification {
    var rate = BitRate(bytesPerSecond: 0)
    var overhead: UInt16 = 0
    var mpu: UInt16 = 0
    var linkLayer: LinkLayer = .unaware
    var cellLog: UInt8 = 0

    static let size = 12

    init() {}

    init(rate: BitRate, overhead: UInt16 = 0, mpu: UInt16 = 0, linkLayer: LinkLayer = .ethernet, cellLog: UInt8 = 3) {
        (self.rate, self.overhead, self.mpu, self.linkLayer, self.cellLog) = (rate, overhead, mpu, linkLayer, cellLog)
    }

    init?(_ payload: Payload) {
        var reader = StructReader(payload)
        guard let cellLog: UInt8 = reader.next(), let layer: UInt8 = reader.next(), let overhead: UInt16 = reader.next(),
            let _: Int16 = reader.next(), let mpu: UInt16 = reader.next(), let rate: UInt32 = reader.next(),
            let linkLayer = LinkLayer(rawValue: layer & 15)
        else { return nil }
        self.init(rate: BitRate(bytesPerSecond: UInt64(rate)), overhead: overhead, mpu: mpu, linkLayer: linkLayer, cellLog: cellLog)
    }

    func write(to writer: MessageWriter) {
        writer.append(cellLog)
        writer.append(linkLayer.rawValue)
        writer.append(overhead)
        writer.append(Int16(rate.bytesPerSecond == 0 ? 0 : -1))
        writer.append(mpu)
        writer.append(UInt32(clamping: rate.bytesPerSecond))
    }

    /// The 256 times that older kernels looked lengths up in; the police action is refused without it.
    func table(mtu: UInt32) -> (cellLog: UInt8, ticks: [UInt32]) {
        var log: UInt8 = 0
        while (mtu == 0 ? 2047 : mtu) >> UInt32(log) > 255 { log += 1 }
        let ticks = (1...UInt64(256)).map { cell in
            var size = max(cell << UInt64(log), UInt64(mpu))
            if linkLayer == .atm { size = (size + 47) / 48 * 53 }
            return Burst.bytes(size).ticks(at: rate)
        }
        return (log, ticks)
    }
}
