internal import CNftnl

/// A libnftnl expression that is being filled in (`struct nftnl_expr`).
struct ExpressionObject {
    let pointer: OpaquePointer
    let writer: RulesetWriter

    /// The size of a register, and of libnftnl's copy of it (`NFT_DATA_VALUE_MAXLEN`).
    static let longestValue = 64

    @inline(__always) func set(_ attribute: Int, _ value: UInt8) {
        nftnl_expr_set_u8(pointer, UInt16(truncatingIfNeeded: attribute), value)
    }
    @inline(__always) func set(_ attribute: Int, _ value: UInt16) {
        nftnl_expr_set_u16(pointer, UInt16(truncatingIfNeeded: attribute), value)
    }
    @inline(__always) func set(_ attribute: Int, _ value: UInt32) {
        nftnl_expr_set_u32(pointer, UInt16(truncatingIfNeeded: attribute), value)
    }
    @inline(__always) func set(_ attribute: Int, _ value: UInt64) {
        nftnl_expr_set_u64(pointer, UInt16(truncatingIfNeeded: attribute), value)
    }

    /// A register's value. libnftnl copies without a look at the length.
    @inline(__always) func set(_ attribute: Int, _ value: [UInt8]) {
        guard value.count <= Self.longestValue else {
            return writer.fail("a value of \(value.count) bytes, of \(Self.longestValue) at most")
        }
        value.withUnsafeBytes { _ = nftnl_expr_set(pointer, UInt16(truncatingIfNeeded: attribute), $0.baseAddress, UInt32($0.count)) }
    }

    func set(_ attribute: Int, _ text: String) {
        let bytes = text.outsideBytes
        guard bytes.count <= 0xfff, !bytes.contains(0) else {
            return writer.fail("a text of \(bytes.count) bytes, longer than any, or with a NUL in it")
        }
        (bytes.map(CChar.init(bitPattern:)) + [0]).withUnsafeBufferPointer {
            _ = nftnl_expr_set_str(pointer, UInt16(truncatingIfNeeded: attribute), $0.baseAddress)
        }
    }

    @inline(__always) func set<V>(_ attribute: Int, _ value: V?, _ put: (Self) -> (Int, V) -> Void) {
        if let value { put(self)(attribute, value) }
    }
}

/// Expression objects that are reused: in a large batch an allocation for each expression would be the largest cost.
///
/// libnftnl can't take an attribute back, so only shapes that always set the same attributes have a place here.
final class ExpressionObjects {
    enum Shape: Int, CaseIterable {
        case payload, meta, metaWrite, immediate, verdict, cmp, range, mask, counter, lookup, mapLookup
    }

    private var objects = [OpaquePointer?](repeating: nil, count: Shape.allCases.count)

    deinit {
        for object in objects where object != nil { nftnl_expr_free(object) }
    }

    @inline(__always) func object(_ name: StaticString, _ shape: Shape) -> OpaquePointer? {
        if let object = objects[shape.rawValue] { return object }
        let object = ExpressionObjects.allocate(name)
        objects[shape.rawValue] = object
        return object
    }

    static func allocate(_ name: StaticString) -> OpaquePointer? {
        name.withUTF8Buffer { $0.withMemoryRebound(to: CChar.self) { nftnl_expr_alloc($0.baseAddress) } }
    }
}

extension RulesetWriter {
    /// Writes `NFTA_EXPR_NAME` and `NFTA_EXPR_DATA` of an expression that `fill` describes to libnftnl.
    @inline(__always)
    func expression(_ name: StaticString, reusing shape: ExpressionObjects.Shape? = nil, _ fill: (ExpressionObject) -> Void) {
        let pointer = shape.map { expressions.object(name, $0) } ?? ExpressionObjects.allocate(name)
        guard let pointer else { return fail("libnftnl does not know the expression `\(name)`") }
        fill(ExpressionObject(pointer: pointer, writer: self))
        withHeader { nftnl_expr_build_payload($0, pointer) }
        if shape == nil { nftnl_expr_free(pointer) }
    }
}
