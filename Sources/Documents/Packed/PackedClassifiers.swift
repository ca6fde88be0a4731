import WeirModel

extension Filter.U32: PackedPart {
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try coder.parts(&divisor, &table, &bucket, &link)
        try coder.parts(&keys, &step, &mark, &indev)
    }
}

extension Filter.U32.Key: PackedPart {
    static var blank: Self { Self(value: 0, mask: 0, offset: 0) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {
        try coder.parts(&value, &mask)
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
        try coder.parts(&flags, &shift, &offsetMask, &offset)
        try coder.signed(&offsetAt)
        try coder.signed(&hashAt)
        try hashMask.code(by: &coder)
    }
}

extension Filter.U32.Mark: PackedPart {
    static var blank: Self { Self(value: 0, mask: 0) }
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) { try coder.parts(&value, &mask) }
}

extension Filter.MatchAll: PackedPart {
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) {}
}

extension Filter.FW: PackedPart {
    mutating func code<Coder: PackedCoder>(by coder: inout Coder) throws(DocumentError) { try coder.parts(&mask, &indev) }
}
