/// Where an option stands within the options of its kind. Most are stored properties, which are found by their offset: many times as fast
/// as by the key path.
struct OptionPlace<Root, Value>: Sendable {
    private let path: any Path<Root, Value>
    private let offset: Int?

    init(_ path: any Path<Root, Value>) {
        self.path = path
        offset = MemoryLayout<Root>.offset(of: path)
    }

    func value(in root: UnsafePointer<Root>) -> Value? {
        guard let offset else { return root.pointee[keyPath: path] }
        return (UnsafeRawPointer(root) + offset).assumingMemoryBound(to: Value?.self).pointee
    }

    func value(in root: inout Root) -> Value? { withUnsafePointer(to: &root) { value(in: $0) } }

    func set(_ value: Value, in root: inout Root) {
        guard let offset else { return root[keyPath: path] = value }
        withUnsafeMutablePointer(to: &root) { (UnsafeMutableRawPointer($0) + offset).assumingMemoryBound(to: Value?.self).pointee = value }
    }
}
