extension Family {
    /// `NFPROTO_…`, the family of nfnetlink messages.
    public var kernelNumber: UInt8 {
        switch self {
        case .inet: 1
        case .ip: 2
        case .arp: 3
        case .netdev: 5
        case .bridge: 7
        case .ip6: 10
        }
    }

    public init?(kernelNumber: UInt8) {
        guard let family = Self.allCases.first(where: { $0.kernelNumber == kernelNumber }) else { return nil }
        self = family
    }

    /// The hooks that a base chain of the family can have.
    public var hooks: [Hook] { Hook.allCases.filter { $0.kernelNumber(in: self) != nil } }

    /// The types of base chains at a hook of the family; empty if there is no such hook.
    public func chainTypes(at hook: Hook) -> [ChainType] {
        guard hooks.contains(hook) else { return [] }
        switch (self, hook) {
        case (.arp, _), (.bridge, _), (.netdev, _), (_, .ingress), (_, .egress), (_, .forward): return [.filter]
        case (_, .output): return [.filter, .nat, .route]
        default: return [.filter, .nat]
        }
    }
}

extension Hook {
    /// `NF_INET_…`, `NF_ARP_…`, `NF_NETDEV_…`: the number of the hook; `nil` if the family doesn't have it.
    public func kernelNumber(in family: Family) -> UInt32? {
        switch (family, self) {
        case (.ip, .ingress), (.ip, .egress), (.ip6, .ingress), (.ip6, .egress), (.inet, .egress): nil
        case (.bridge, .ingress), (.bridge, .egress): nil
        case (.netdev, .ingress): 0
        case (.netdev, .egress): 1
        case (.netdev, _): nil
        case (.arp, .input): 0
        case (.arp, .output): 1
        case (.arp, _): nil
        case (_, .prerouting): 0
        case (_, .input): 1
        case (_, .forward): 2
        case (_, .output): 3
        case (_, .postrouting): 4
        case (_, .ingress): 5
        case (_, .egress): nil
        }
    }

    public init?(kernelNumber: UInt32, family: Family) {
        guard let hook = Self.allCases.first(where: { $0.kernelNumber(in: family) == kernelNumber }) else { return nil }
        self = hook
    }
}
