extension Filter.U32: PackedPart {
    static var blank: Self { Self() }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try divisor.code(by: &coder)
        try table.code(by: &coder)
        try bucket.code(by: &coder)
        try link.code(by: &coder)
        try keys.code(by: &coder)
        try step.code(by: &coder)
        try mark.code(by: &coder)
        try indev.code(by: &coder)
    }
}

extension Filter.U32.Key: PackedPart {
    static var blank: Self { Self(value: 0, mask: 0, offset: 0) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try value.code(by: &coder)
        try mask.code(by: &coder)
        try coder.signed(&offset)
        var hasMask = offsetMask != nil
        try coder.flag(&hasMask)
        guard hasMask else { return }
        var number = offsetMask ?? 0
        try coder.signed(&number)
        offsetMask = number
    }
}

extension Filter.U32.Step: PackedPart {
    static var blank: Self { Self() }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try flags.code(by: &coder)
        try shift.code(by: &coder)
        try offsetMask.code(by: &coder)
        try offset.code(by: &coder)
        try coder.signed(&offsetAt)
        try coder.signed(&hashAt)
        try hashMask.code(by: &coder)
    }
}

extension Filter.U32.Mark: PackedPart {
    static var blank: Self { Self(value: 0, mask: 0) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try value.code(by: &coder)
        try mask.code(by: &coder)
    }
}

extension Filter.MatchAll: PackedPart {
    static var blank: Self { Self() }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {}
}

extension Filter.FW: PackedPart {
    static var blank: Self { Self() }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try mask.code(by: &coder)
        try indev.code(by: &coder)
    }
}
