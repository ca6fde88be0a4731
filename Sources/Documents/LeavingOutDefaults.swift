import WeirModel

extension TrafficOptions {
    /// The options with redundant defaults removed.
    public func leavingOutDefaults(on link: LinkDefaults) -> Self {
        let encoder = NodeEncoder(context: NodeContext(form: .json), path: nil)
        guard (try? encode(to: encoder)) != nil, case .object(var entries) = encoder.node else { return self }
        let meaning = canonical(on: link)
        var kept = self
        var count: Int
        repeat {
            count = entries.count
            // Later names depend on earlier ones: a burst on its rate.
            for key in entries.map(\.key).reversed() {
                let rest = entries.filter { $0.key != key }
                guard let options = Node.object(rest).decoded(as: Self.self), options.canonical(on: link) == meaning else { continue }
                (kept, entries) = (options, rest)
            }
        } while entries.count < count
        return kept
    }
}

extension Node {
    /// The tree decoded as this part of the model; `nil` if it is of another.
    fileprivate func decoded<Part: Decodable>(as type: Part.Type) -> Part? {
        var writer = PackedWriter()
        writer.node(self)
        return writer.bytes.withUnsafeBytes { bytes in
            var reader = PackedReader(bytes, allowance: Allowance())
            return try? reader.generic(type)
        }
    }
}

extension AnyOptions {
    /// The options with redundant defaults removed.
    public func leavingOutDefaults(on link: LinkDefaults) -> Self { Self(options.leavingOutDefaults(on: link)) }
}
