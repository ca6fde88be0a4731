internal import CNl
import WeirModel

extension TrafficClass.HFSC: OptionsCoded, AttributeCoded {
    static var fields: [AttributeField<Self>] {
        [curve(Int(TCA_HFSC_RSC), \.realTime), curve(Int(TCA_HFSC_FSC), \.linkSharing), curve(Int(TCA_HFSC_USC), \.upperLimit)]
    }

    /// struct tc_service_curve: bytes per second, microseconds.
    private static func curve(_ type: Int, _ path: any Path<Self, Curve>) -> AttributeField<Self> {
        .value(type, path) { curve in
            nativeBytes(of: UInt32(clamping: curve.m1.bytesPerSecond)) + nativeBytes(of: UInt32(clamping: curve.d.nanoseconds / 1000))
                + nativeBytes(of: UInt32(clamping: curve.m2.bytesPerSecond))
        } _: { payload in
            guard let m1: UInt32 = payload.number(), let d: UInt32 = payload.number(at: 4), let m2: UInt32 = payload.number(at: 8) else {
                return nil
            }
            return Curve(m1: BitRate(bytesPerSecond: UInt64(m1)), d: .microseconds(Int64(d)), m2: BitRate(bytesPerSecond: UInt64(m2)))
        }
    }
}
