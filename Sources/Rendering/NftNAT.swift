import WeirModel

/// Translations: where packets go, or seem to come from.
extension NftRenderer {
    func text(of nat: NAT) throws(RenderingError) -> String {
        var text = nat.kind.rawValue
        switch nat.kind {
        case .masquerade, .redirect:
            if let address = nat.address { text += " " + (try noSpelling(try term(address, .statement), "\(text) takes no address")) }
            if let port = nat.port { text += " to :\(try term(port, .statement))" }
        case .snat, .dnat:
            text += try destination(of: nat)
        }
        let known: [(NAT.Flags, String)] = [(.random, "random"), (.fullyRandom, "fully-random"), (.persistent, "persistent")]
        var flags = known.filter { nat.flags.contains($0.0) }.map(\.1)
        let others = nat.flags.subtracting([.random, .fullyRandom, .persistent])
        if !others.isEmpty {
            flags.append(try noSpelling("0x\(String(others.rawValue, radix: 16))", "nft has no spelling for all flags of this \(text)"))
        }
        return flags.isEmpty ? text : "\(text) \(flags.joined(separator: ","))"
    }

    private func destination(of nat: NAT) throws(RenderingError) -> String {
        guard let address = nat.address else {
            return nat.port == nil ? try noSpelling("nowhere", "\(nat.kind.rawValue) has no target") : " to \(try target(nil, nat.port))"
        }
        var family = nat.family.map { " \($0.rawValue)" } ?? ""
        if nat.portFromMap {
            // nft reads these words only after a family.
            if family.isEmpty { family = self.family == .ip6 ? " ip6" : " ip" }
            return "\(family) addr . port to \(try term(address, .statement))"
        }
        return "\(family)\(nat.prefix ? " prefix" : "") to \(try target(address, nat.port))"
    }

    /// `10.0.0.1:80`, `[2001:db8::1]:80`, `:80`
    func target(_ address: Term?, _ port: Term?) throws(RenderingError) -> String {
        guard let port else { return try address.map { term throws(RenderingError) in try self.term(term, .statement) } ?? "" }
        let number = try term(port, .statement)
        switch address {
        case nil: return ":\(number)"
        case .value(.number(let number6, .ipv6Address)):
            return "[\(try value(.number(number6, .ipv6Address)))]:\(number)"
        case .range(let low, let high) where low.type == .ipv6Address:
            return "[\(try value(low))]-[\(try value(high))]:\(number)"
        case let address?: return "\(try term(address, .statement)):\(number)"
        }
    }
}

/// nft translates ports only after a match on the transport protocol that it can see: one that the port's own map implies has to be written.
extension NftRenderer {
    func withTransport(_ statements: [Statement]) -> [Statement] {
        for (index, statement) in statements.enumerated() {
            if case .match(let left, _, _) = statement, mentionsTransport(left) { return statements }
            guard case .nat(let nat) = statement, nat.port != nil else { continue }
            guard let header = transport(of: [nat.port, nat.address].compactMap { $0 }), let number = header.inetProtocol else {
                return statements
            }
            var result = statements
            result.insert(.match(.field(.meta(.l4proto)), .equal, .value(.number(UInt128(number), .inetProtocol))), at: index)
            return result
        }
        return statements
    }

    private func mentionsTransport(_ term: Term) -> Bool {
        term.fields.contains { field in
            switch field {
            case .meta(.l4proto), .header(.ipProtocol), .header(.ip6Nexthdr): true
            case .header(let field): field.header.base == .transport
            default: false
            }
        }
    }

    private func transport(of terms: [Term]) -> Header? {
        for case .header(let field) in terms.flatMap(\.fields) where field.header.inetProtocol != nil { return field.header }
        return nil
    }
}
