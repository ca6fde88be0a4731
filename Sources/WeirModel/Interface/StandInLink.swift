/// A link of a sandbox in place of one of the host's.
package struct StandInLink: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// Any that sends without a cable.
        case plain
        case ifb
        case bridge
        case vxlan(id: UInt32)
        /// A tag of 802.1Q on another link.
        case vlan(id: UInt16, on: String)
    }

    package var name: String
    package var kind: Kind
    package var transmitQueues: UInt32

    /// The kind follows from the usual names: `ifb0`, `br-lan`, `vxlan42`, `eth0.12`.
    ///
    /// - Parameter transmitQueues: the number that the policy needs; at least eight are created.
    package init(_ name: String, transmitQueues: UInt32 = 0) {
        self.name = name
        self.transmitQueues = max(8, transmitQueues)
        kind = Self.kind(of: name)
    }

    private static func kind(of name: String) -> Kind {
        func number(after prefix: String) -> UInt32? { name.hasPrefix(prefix) ? UInt32(name.dropFirst(prefix.count)) : nil }
        if number(after: "ifb") != nil { return .ifb }
        if let id = number(after: "vxlan"), id < 1 << 24 { return .vxlan(id: id) }
        if number(after: "br") != nil || name.hasPrefix("br-") { return .bridge }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 2, !parts[0].isEmpty, let id = UInt16(parts[1]), id < 4095 { return .vlan(id: id, on: String(parts[0])) }
        return .plain
    }

    /// The link that has to be there first.
    package var lower: String? {
        if case .vlan(_, let lower) = kind { lower } else { nil }
    }
}

extension StandInLink: ExpressibleByStringLiteral {
    package init(stringLiteral name: String) { self.init(name) }
}
