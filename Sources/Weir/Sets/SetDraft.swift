import WeirModel

/// A named set or map as its author declared it, before its table knows the type of its keys.
///
/// A class, so that a set used by a thousand rules is one object, compared by identity.
final class SetDraft: Sendable {
    /// The types of a set as a use implies them.
    struct Use: Sendable {
        var key: Selector
        var data: Selector?
        /// Rules add to it, or update it.
        var isDynamic = false
        var hasTimeout = false
    }

    /// The types of the keys, or of a map's data.
    enum Content: Sendable {
        case of(Selector, WeirModel.SetDeclaration.Content)
        /// As the first use has it.
        case byUse
    }

    enum Data: Sendable {
        case values(Content)
        /// Some of the values are ranges.
        case intervals(Content)
        case verdict
        case object(WeirModel.StatefulObject.Kind)
    }

    struct Options: Sendable {
        var flags: SetFlags = []
        /// Milliseconds.
        var timeout: UInt64?
        var gcInterval: UInt32?
        var size: UInt32?
        var policy: WeirModel.SetDeclaration.Policy?
        var autoMerge = false
        var comment: String?
        var statements: [Statement] = []
        var management: ElementManagement?
        var file: String?
        /// It is one of the two sets of an `AddressSet`.
        var isHalf = false
    }

    let name: String
    let key: Content
    /// `nil` for a set.
    let data: Data?
    let options: Options
    let elements: [(key: Literal, data: Literal?)]
    let location: SourceLocation

    init(
        _ name: String, key: Content, data: Data?, _ options: Options, _ elements: [(key: Literal, data: Literal?)],
        _ location: SourceLocation
    ) { (self.name, self.key, self.data, self.options, self.elements, self.location) = (name, key, data, options, elements, location) }

    /// The declaration, completed from this use; `nil` if neither gives the type of the keys.
    func declaration(_ use: Use?, _ notes: inout PendingDiagnostics) -> SetDeclaration? {
        guard let (keySelector, keyContent) = resolve(key, use?.key, &notes) else {
            notes.error(
                .untypedSet, "the type of the keys of `\(name)` is unknown",
                help: "use it in a rule of the table, or declare it with `type:` or `typeof:`")
            return nil
        }
        var declaration = SetDeclaration(name: name, key: keyContent, at: location)
        var dataComponents: [Selector.Component] = []
        switch data {
        case nil: break
        case .verdict: declaration.data = .verdict
        case .object(let kind): declaration.data = .object(kind)
        case .values(let content), .intervals(let content):
            var selector = use?.data
            // NAT's addresses are of either family until an element decides.
            if let first = selector?.components.first, first.type == .invalid { selector = selector?.withAddresses(of: addressType) }
            guard let (dataSelector, dataContent) = resolve(content, selector, &notes) else {
                notes.error(.untypedSet, "the type of the data of the map `\(name)` is unknown", help: "declare it with `type:` and `to:`")
                return nil
            }
            if case .intervals? = data { declaration.data = .intervals(dataContent) } else { declaration.data = .values(dataContent) }
            dataComponents = dataSelector.components
        }
        fill(&declaration, keySelector.components, dataComponents, &notes)
        return declaration
    }

    private func fill(
        _ declaration: inout SetDeclaration, _ keys: [Selector.Component], _ dataComponents: [Selector.Component],
        _ notes: inout PendingDiagnostics
    ) {
        declaration.flags = options.flags
        declaration.timeout = options.timeout
        declaration.gcInterval = options.gcInterval
        declaration.size = options.size
        declaration.policy = options.policy
        declaration.autoMerge = options.autoMerge
        declaration.comment = options.comment
        declaration.elementManagement = options.management
        declaration.elementsFile = options.file
        for statement in options.statements {
            notes += statement.draft.notes
            if let model = statement.draft.value[.ip] { declaration.statements.append(model) }
        }
        var intervals = options.autoMerge
        var dataIntervals = false
        var timeouts = options.timeout != nil
        var seen: Set<ElementKey> = []
        for (key, data) in elements {
            guard var element = Element(key, data, keys: keys, data: dataComponents, side(keys), &notes) else { continue }
            // `10.0.0.1/32` is a single address: it makes no set of intervals.
            if case .ranges(let lower, let upper) = element.key, lower == upper { element.key = .values(lower) }
            if element.key.isInterval { intervals = true }
            if case .ranges? = element.data { dataIntervals = true }
            if element.timeout != nil { timeouts = true }
            if data != nil, !seen.insert(element.key).inserted {
                notes.error(.duplicateKey, "the key `\(element.key.words)` is a duplicate in the map `\(name)`")
            }
            declaration.elements.append(element)
        }
        if intervals { declaration.flags.insert(.interval) }
        if timeouts { declaration.flags.insert(.timeout) }
        if dataIntervals, case .values(let content)? = declaration.data { declaration.data = .intervals(content) }
    }

    /// Of a list for both families, each set of an `AddressSet` takes its own.
    private func side(_ keys: [Selector.Component]) -> IPFamily? {
        guard options.isHalf else { return nil }
        return keys.first?.type == .ipv6Address ? .ip6 : .ip
    }

    /// The family of the addresses that a map gives, by its first element.
    private var addressType: DataType {
        for (_, data) in elements {
            var literal = data
            if case .tuple(let parts)? = literal?.form { literal = parts.first }
            if case .text(let text)? = literal?.form { return text.contains(":") ? .ipv6Address : .ipv4Address }
            if case .range(let lower, _)? = literal?.form, case .text(let text) = lower.form {
                return text.contains(":") ? .ipv6Address : .ipv4Address
            }
        }
        return .ipv4Address
    }

    private func resolve(_ content: Content, _ use: Selector?, _ notes: inout PendingDiagnostics) -> (Selector, SetDeclaration.Content)? {
        switch content {
        case .of(let selector, let content): (selector, content)
        case .byUse: use.map { ($0, $0.content) }
        }
    }
}

extension SetDraft {
    /// Whether the types of its keys or data have to come from a use.
    var isUntyped: Bool {
        if case .byUse = key { return true }
        return switch data {
        case .values(.byUse)?, .intervals(.byUse)?: true
        case .values(.of)?, .intervals(.of)?, .verdict?, .object?, nil: false
        }
    }
}

extension Selector {
    /// The selector, with its addresses of a known family.
    func withAddresses(of type: DataType) -> Selector {
        var selector = self
        for index in selector.components.indices where selector.components[index].type == .invalid {
            selector.components[index].type = type
            selector.components[index].bits = type.bitLength ?? 0
        }
        return selector
    }
}

extension ElementKey {
    /// Whether the key covers more than one value: a range, or a name with a wildcard.
    var isInterval: Bool {
        switch self {
        case .values(let values):
            values.contains { value in
                if case .text(let text, _) = value { NamePattern.prefix(of: text) != nil } else { false }
            }
        case .ranges: true
        case .catchAll: false
        }
    }
}
