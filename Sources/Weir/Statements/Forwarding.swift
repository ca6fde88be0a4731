public import WeirModel

// Where packets go besides the routing table's way.
extension Statement {
    /// Hands the packet to a local socket without changing it: nft's `tproxy to :8080`.
    public static func tproxy(to address: Address? = nil, port: Port? = nil, family: Family? = nil) -> Statement {
        Statement(
            drafts(address?.literal, port, family).map { address, port in
                .tproxy(WeirModel.TransparentProxy(family: family ?? address?.family, address: address, port: port))
            })
    }

    /// Sends a copy to this address, by this device: nft's `dup to 10.0.0.1 device "eth1"`.
    public static func dup(to address: Address, device: Interface? = nil) -> Statement {
        let to = address.literal.resolved(beside: Draft(.anyAddress))
        guard let device else { return Statement(to.map { .dup(to: $0, device: nil) }) }
        return Statement(to.combined(with: device.indexTerm) { .dup(to: $0, device: $1) })
    }

    /// Sends a copy by this device: nft's `dup to "eth1"`. Only in netdev tables.
    public static func dup(device: Interface) -> Statement { Statement(device.indexTerm.map { .dup(to: $0, device: nil) }) }

    /// Sends the packet by this device: nft's `fwd to "eth1"`. Only in netdev tables.
    public static func fwd(device: Interface) -> Statement {
        Statement(device.indexTerm.map { .fwd(device: $0, family: nil, address: nil) })
    }

    /// Sends the packet to this neighbour by this device: nft's `fwd ip to 10.0.0.1 device "eth1"`. Only in netdev tables.
    ///
    /// - Parameter family: needed if the address does not imply it, as with a map by its name.
    public static func fwd(to address: Address, device: Interface, family: Family? = nil) -> Statement {
        let to = address.literal.resolved(beside: Draft(Selector.anyAddress.withAddresses(family)))
        return Statement(to.combined(with: device.indexTerm) { .fwd(device: $1, family: family ?? $0.family, address: $0) })
    }

    /// Excludes the packet from connection tracking: nft's `notrack`. Before conntrack, at priority `.raw`.
    public static var notrack: Statement { Statement(.notrack) }

    /// Puts the packet's connection into a flowtable, whose packets bypass the stack from then on: nft's `flow add @ft`.
    public static func flowAdd(_ flowtable: Flowtable) -> Statement {
        let uses: [Use] = flowtable.isReference ? [] : [.flowtable(flowtable)]
        return Statement(.flowAdd(flowtable: flowtable.model.name), PendingDiagnostics(uses: uses))
    }

    /// Hands the packet to a program in user space, by a queue's number or one of a range: nft's `queue to 1-3`.
    ///
    /// - Parameters:
    ///   - bypass: whether the packet is accepted if no program listens.
    ///   - fanout: whether the processor chooses the queue.
    public static func queue(_ number: Number = 0, bypass: Bool = false, fanout: Bool = false) -> Statement {
        queue(number.literal, bypass, fanout)
    }

    /// Hands the packet to the queue that a field computes: nft's `queue to symhash mod 4` is `.queue(to: symhash(mod: 4))`.
    public static func queue(to field: Field<Number>, bypass: Bool = false, fanout: Bool = false) -> Statement {
        queue(Literal(.selector(field.draft)), bypass, fanout)
    }

    private static func queue(_ number: Literal, _ bypass: Bool, _ fanout: Bool) -> Statement {
        let term = number.resolved(beside: Draft(Selector(type: .integer, bits: 16)))
        return Statement(term.map { .queue(WeirModel.Queue(number: $0, bypass: bypass, fanout: fanout)) })
    }

    /// nft's `reset tcp option sack-perm`: takes the option out of the packet.
    public static func resetTCPOption(_ option: TCPOptionKind) -> Statement { Statement(.resetTCPOption(kind: option.number)) }

    /// A kernel expression that Weir does not know, by its name and the bytes of its attributes. nft has no spelling for it.
    public static func raw(_ name: String, _ data: [UInt8]) -> Statement { Statement(.raw(RawExpression(name: name, data: data))) }

    /// A kernel expression that Weir does not know, and the anonymous set that it refers to, as `weir import --allow-raw` writes them.
    ///
    /// - Parameters:
    ///   - set: the attributes that describe the set (`NFTA_SET_*`), in the byte order of the host, without its table, name and number.
    ///   - elements: the attributes of each element (`NFTA_SET_ELEM_*`).
    public static func raw(_ name: String, _ data: [UInt8], set: [UInt8], elements: [[UInt8]]) -> Statement {
        Statement(.raw(RawExpression(name: name, data: data, set: RawSet(attributes: set, elements: elements))))
    }
}

extension Interface {
    /// The interface's index, resolved on the host, or the data of a map.
    var indexTerm: Draft<Term> { literal.resolved(beside: Draft(Selector(type: .ifindex))) }
}
