internal import Glibc

/// The place of an option within the options of its kind. Most are stored properties, which are accessed by their offset: many times as
/// fast as by the key path.
struct OptionSlot<Root, Value>: Sendable {
    private let path: any Path<Root, Value>
    private let offset: Int?
    /// `nil` if the option is not a stored property.
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

/// The bytes of an unset option, as most options of most objects are. Equal bytes are equal values, so an unset option is skipped without
/// a call. Other bytes prove nothing.
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

    func matches(in root: UnsafeRawPointer) -> Bool { memcmp(root + offset, nothing, size) == 0 }
}
