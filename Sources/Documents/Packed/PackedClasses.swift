import WeirModel

extension TrafficClass.HTB: PackedPart {
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try coder.parts(&rate, &ceil, &burst, &cburst, &quantum)
        try coder.parts(&priority, &overhead, &mpu, &linkLayer)
    }
}

extension TrafficClass.HFSC: PackedPart {
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try coder.parts(&realTime, &linkSharing, &upperLimit)
    }
}

extension TrafficClass.HFSC.Curve: PackedPart {
    static var blank: Self { Self(m2: .blank) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) { try coder.parts(&m1, &d, &m2) }
}
