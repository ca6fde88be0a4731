import WeirModel

/// The kinds of one family that are read and written here. A cast to a protocol is slow where it is made for each object.
struct CodedKinds<Coder: Sendable>: Sendable {
    private var byName: [String: Coder] = [:]
    private var byType: [ObjectIdentifier: Coder] = [:]

    init(_ coders: [Coder], options: (Coder) -> any TrafficOptions.Type) {
        for coder in coders {
            let type = options(coder)
            byName[type.kind] = coder
            byType[ObjectIdentifier(type)] = coder
        }
    }

    /// By the kernel's name of the kind.
    subscript(name: String) -> Coder? { byName[name] }

    subscript(options: any TrafficOptions) -> Coder? { byType[ObjectIdentifier(type(of: options))] }
}
