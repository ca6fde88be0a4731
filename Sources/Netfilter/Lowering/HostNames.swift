import WeirModel

/// The names that only the host knows: interface indices, users, groups, realms, marks, cgroups.
package protocol HostNames: Sendable {
    /// The number of a name on this host; `nil` if there is none.
    func number(of name: String, type: DataType) -> UInt128?
    /// The name of a number, for types whose numbers are valid on this host only; `nil` if there is none.
    func name(of number: UInt128, type: DataType) -> String?
}

/// No host: names stay unresolved.
package struct NoHostNames: HostNames {
    package init() {}
    package func number(of name: String, type: DataType) -> UInt128? { nil }
    package func name(of number: UInt128, type: DataType) -> String? { nil }
}

extension DataType {
    /// The noun for a name of this type, for messages.
    var hostNoun: String {
        switch self {
        case .ifindex: "interface"
        case .uid: "user"
        case .gid: "group"
        case .devgroup: "device group"
        case .cgroupv2: "control group"
        case .inetProtocol: "protocol"
        case .inetService: "service"
        case .ctLabel: "conntrack label"
        default: nftName
        }
    }
}
