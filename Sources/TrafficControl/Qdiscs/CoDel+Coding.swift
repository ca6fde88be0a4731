internal import CNl
import WeirModel

extension Qdisc.CoDel: OptionsCoded, AttributeCoded {
    static var fields: [AttributeField<Self>] {
        [
            .number(Int(TCA_CODEL_LIMIT), \.limit), .held(Int(TCA_CODEL_TARGET), \.target, inUnitsOf: 1024),
            .held(Int(TCA_CODEL_INTERVAL), \.interval, inUnitsOf: 1024), .truth(Int(TCA_CODEL_ECN), \.ecn),
            .held(Int(TCA_CODEL_CE_THRESHOLD), \.ceThreshold, inUnitsOf: 1024),
        ]
    }
}

extension AttributeField {
    /// A time in microseconds, stored by the kernel in units of `unit` nanoseconds. Decoding gives the shortest time with the same stored value.
    static func held(_ type: Int, _ path: any Path<Root, TimeSpan>, inUnitsOf unit: Int64) -> AttributeField {
        value(type, path) {
            nativeBytes(of: UInt32(clamping: $0.nanoseconds / 1000))
        } _: { payload in
            guard let microseconds = payload.exactly(UInt32.self).map({ Int64($0) }) else { return nil }
            let units = (microseconds * 1000 + unit - 1) / unit
            return .microseconds((units * unit + 999) / 1000)
        }
    }

    static func microseconds(_ type: Int, _ path: any Path<Root, TimeSpan>) -> AttributeField {
        time(type, path, unit: 1000, as: UInt32.self)
    }
}
