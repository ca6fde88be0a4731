extension Action.GAct: PackedPart {
    static var blank: Self { Self() }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) { try probability.code(by: &coder) }
}

extension Action.GAct.Probability: PackedPart {
    static var blank: Self { Self(.none, value: 0, control: .pass) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try coder.named(&randomness)
        try value.code(by: &coder)
        try control.code(by: &coder)
    }
}

extension Action.Mirred: PackedPart {
    static var blank: Self { Self() }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try coder.named(&mode)
        try device.code(by: &coder)
    }
}

extension Action.Police: PackedPart {
    static var blank: Self { Self() }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try rate.code(by: &coder)
        try burst.code(by: &coder)
        try peakRate.code(by: &coder)
        try mtu.code(by: &coder)
        try packetRate.code(by: &coder)
        try packetBurst.code(by: &coder)
        try averageRate.code(by: &coder)
        try conform.code(by: &coder)
        try overhead.code(by: &coder)
        try mpu.code(by: &coder)
        try linkLayer.code(by: &coder)
    }
}

extension Action.SKBEdit: PackedPart {
    static var blank: Self { Self() }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try priority.code(by: &coder)
        try queueMapping.code(by: &coder)
        try queueMappingMax.code(by: &coder)
        try mark.code(by: &coder)
        try markMask.code(by: &coder)
        try packetType.code(by: &coder)
        try inheritDSField.code(by: &coder)
    }
}

extension Action.VLAN: PackedPart {
    static var blank: Self { Self() }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try coder.named(&mode)
        try id.code(by: &coder)
        try protocolID.code(by: &coder)
        try priority.code(by: &coder)
        try destinationMAC.code(by: &coder)
        try sourceMAC.code(by: &coder)
    }
}
