import WeirModel

/// Where packets go: translations, proxies, copies.
extension TableSource {
    func nat(_ nat: NAT) -> Layout {
        var arguments: [Layout] = []
        var inferred: Family?
        // Without a kernel attribute there is no address to write.
        if let address = nat.address {
            inferred = address.family
            let label = nat.portFromMap ? "addressAndPort" : nat.prefix ? "prefix" : "to"
            let place = Shape.address(explicitFamily(nat.family, inferred))
            let shape = nat.portFromMap ? Shape(place.components + Shape(.inetService).components) : place
            arguments.append(.labelled(label, value(address, in: shape)))
        }
        if let port = nat.port { arguments.append(.labelled("port", value(port, in: Shape(.inetService)))) }
        if let explicit = explicitFamily(nat.family, inferred) { arguments.append(.text("family: .\(explicit)")) }
        if !nat.flags.isEmpty {
            let names: [(NAT.Flags, String)] = [(.random, ".random"), (.fullyRandom, ".fullyRandom"), (.persistent, ".persistent")]
            arguments.append(
                .text("flags: " + OptionSetSource.text(nat.flags.rawValue, names.map { ($0.0.rawValue, $0.1) }, type: "NATFlags")))
        }
        return arguments.isEmpty ? .text(".\(nat.kind)") : .call(".\(nat.kind)", arguments)
    }

    func tproxy(_ proxy: TransparentProxy) -> Layout {
        let inferred = proxy.address?.family
        let explicit = explicitFamily(proxy.family, inferred)
        var arguments: [Layout] = []
        if let address = proxy.address { arguments.append(.labelled("to", value(address, in: .address(explicit)))) }
        if let port = proxy.port { arguments.append(.labelled("port", value(port, in: Shape(.inetService)))) }
        if let explicit { arguments.append(.text("family: .\(explicit)")) }
        return .call(".tproxy", arguments)
    }

    func dup(_ to: Term, _ device: Term?) -> Layout {
        guard let device else {
            if self.family == .netdev { return .call(".dup", [.labelled("device", value(to, in: Shape(.ifindex)))]) }
            return .call(".dup", [.labelled("to", value(to, in: .address(nil)))])
        }
        return .call(".dup", [.labelled("to", value(to, in: .address(nil))), .labelled("device", value(device, in: Shape(.ifindex)))])
    }

    func fwd(_ device: Term, _ family: Family?, _ address: Term?) -> Layout {
        let device = Layout.labelled("device", value(device, in: Shape(.ifindex)))
        guard let address else { return .call(".fwd", [device]) }
        var arguments: [Layout] = [.labelled("to", value(address, in: .address(nil))), device]
        if let family, address.family != family { arguments.append(.text("family: .\(family)")) }
        return .call(".fwd", arguments)
    }

    /// The family to write: one that neither an address nor the table implies.
    private func explicitFamily(_ family: Family?, _ inferred: Family?) -> Family? {
        if family == inferred { return nil }
        return family == nil && inferred == self.family ? nil : family
    }
}
