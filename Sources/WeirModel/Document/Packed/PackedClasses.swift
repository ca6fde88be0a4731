extension TrafficClass.HTB: PackedPart {
    static var blank: Self { Self() }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try rate.code(by: &coder)
        try ceil.code(by: &coder)
        try burst.code(by: &coder)
        try cburst.code(by: &coder)
        try quantum.code(by: &coder)
        try priority.code(by: &coder)
        try overhead.code(by: &coder)
        try mpu.code(by: &coder)
        try linkLayer.code(by: &coder)
    }
}

extension TrafficClass.HFSC: PackedPart {
    static var blank: Self { Self() }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try realTime.code(by: &coder)
        try linkSharing.code(by: &coder)
        try upperLimit.code(by: &coder)
    }
}

extension TrafficClass.HFSC.Curve: PackedPart {
    static var blank: Self { Self(m2: .blank) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try m1.code(by: &coder)
        try d.code(by: &coder)
        try m2.code(by: &coder)
    }
}
