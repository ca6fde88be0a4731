internal import Glibc

/// Where an option stands within the options of its kind. Most are stored properties, which are found by their offset: many times as fast
/// as by the key path.
struct OptionPlace<Root, Value>: Sendable {
    private let path: any Path<Root, Value>
    private let offset: Int?
    /// Nil where the option is not a stored property.
    let absence: Absence?

    init(_ path: any Path<Root, Value>) {
        self.path = path
        offset = MemoryLayout<Root>.offset(of: path)
        absence = offset.map { Absence(of: Value.self, at: $0) }
    }

    func value(in root: UnsafePointer<Root>) -> Value? {
        guard let offset else { return root.pointee[keyPath: path] }
        return (UnsafeRawPointer(root) + offset).assumingMemoryBound(to: Value?.self).pointee
    }

    func value(in root: inout Root) -> Value? { withUnsafePointer(to: &root) { value(in: $0) } }

    func set(_ value: Value, in root: inout Root) {
        guard let offset else {
            root[keyPath: path] = value
            return
        }
        withUnsafeMutablePointer(to: &root) { (UnsafeMutableRawPointer($0) + offset).assumingMemoryBound(to: Value?.self).pointee = value }
    }
}

/// How an option looks in memory that is not said, which most options of most objects are: as bytes alike are values alike, nothing need be
/// called to pass over it. Other bytes tell nothing.
struct Absence: Sendable {
    private let offset: Int
    private let size: Int
    /// Kept as long as the tables of options are: for ever.
    nonisolated(unsafe) private let nothing: UnsafeRawPointer

    init<Value>(of type: Value.Type, at offset: Int) {
        self.offset = offset
        size = MemoryLayout<Value?>.size
        let place = UnsafeMutablePointer<Value?>.allocate(capacity: 1)
        memset(place, 0, size)
        place.initialize(to: nil)
        nothing = UnsafeRawPointer(place)
    }

    func isSure(in root: UnsafeRawPointer) -> Bool { memcmp(root + offset, nothing, size) == 0 }
}
