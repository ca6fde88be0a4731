import WeirModel

/// Elements of sets and maps: `"10.0.0.0/8"`, `.of("192.0.2.1", 22)`, `443: "192.168.1.80"`.
extension TableSource {
    func element(_ element: Element, in shape: Shape) -> Layout {
        let key = key(element.key, in: shape)
        var options: [Layout] = []
        if let timeout = element.timeout { options.append(.text("timeout: \(SwiftSpelling.duration(milliseconds: timeout))")) }
        if let expires = element.expires { options.append(.text("expires: \(SwiftSpelling.duration(milliseconds: expires))")) }
        if let comment = element.comment { options.append(.text("comment: \(SwiftSpelling.quoted(comment))")) }
        options += element.statements.map { statement($0) }
        return options.isEmpty ? key : .call(".element", [key] + options)
    }

    func pair(_ element: Element, key: Shape, data: MapData) -> Layout {
        .sequence([self.element(element, in: key), .text(": "), self.data(element.data, data)])
    }

    private func key(_ key: ElementKey, in shape: Shape) -> Layout {
        switch key {
        case .catchAll: .text(".catchAll")
        case .values(let values): tuple(zip(values, values), in: shape)
        case .ranges(let lower, let upper): tuple(zip(lower, upper), in: shape, isInterval: lower == upper)
        }
    }

    private func data(_ data: ElementData?, _ kind: MapData) -> Layout {
        switch (data, kind) {
        case (.values(let values)?, .values(let shape)): tuple(zip(values, values), in: shape)
        case (.ranges(let lower, let upper)?, .values(let shape)): tuple(zip(lower, upper), in: shape)
        case (.verdict(let verdict)?, _): self.verdict(verdict)
        case (.object(let name)?, .object(let kind)): .text(object(kind, name))
        // Of another kind than the map's.
        case (.values?, _), (.ranges?, _), (.object?, _), (nil, _): .text("nil")
        }
    }

    /// - Parameter isInterval: single values are written as intervals of one.
    private func tuple(_ pairs: Zip2Sequence<[Value], [Value]>, in shape: Shape, isInterval: Bool = false) -> Layout {
        var isSingle = !isInterval
        let parts = zip(pairs, shape.components).map { pair, place in
            // One part that is an interval is enough.
            defer { if !pair.0.type.isString { isSingle = true } }
            return pair.0 == pair.1 && (isSingle || pair.0.type.isString)
                ? ValueSource.mask(pair.0, in: place) : ValueSource.range(pair.0, pair.1, in: place)
        }
        return shape.nested(parts.map { .text($0) }) { .call(".of", $0) }
    }
}
