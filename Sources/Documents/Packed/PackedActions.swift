import WeirModel

extension Action.GAct: PackedPart {
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) { try probability.code(by: &coder) }
}

extension Action.GAct.Probability: PackedPart {
    static var blank: Self { Self(.none, value: 0, control: .pass) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try coder.named(&randomness)
        try coder.parts(&value, &control)
    }
}

extension Action.Mirred: PackedPart {
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try coder.named(&mode)
        try device.code(by: &coder)
    }
}

extension Action.Police: PackedPart {
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try coder.parts(&rate, &burst, &peakRate, &mtu)
        try coder.parts(&packetRate, &packetBurst, &averageRate, &conform)
        try coder.parts(&overhead, &mpu, &linkLayer)
    }
}

extension Action.SKBEdit: PackedPart {
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try coder.parts(&priority, &queueMapping, &queueMappingMax, &mark)
        try coder.parts(&markMask, &packetType, &inheritDSField)
    }
}

extension Action.VLAN: PackedPart {
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try coder.named(&mode)
        try coder.parts(&id, &protocolID, &priority, &destinationMAC, &sourceMAC)
    }
}
