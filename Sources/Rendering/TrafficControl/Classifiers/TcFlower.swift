import WeirModel

extension Filter.Flower: TcClassifier {
    static let flags: FilterFlags = [.skipHardware, .skipSoftware, .verbose]
    static let needsWords = false

    func spell(_ filter: Filter, into command: inout TcCommand) throws(RenderingError) {
        guard etherType == nil || etherType == filter.protocolID else {
            throw .unsayable(
                "the EtherType \(EtherTypeText.name(etherType ?? 0)) in a filter of protocol \(EtherTypeText.name(filter.protocolID))")
        }
        guard hash == nil else { throw .unsayable("the key hash", help: "it came with iproute2 6.10") }
        command.say("indev", indev)
        let inner = try spellVLANs(filter.protocolID, into: &command)
        if let destinationMAC { command.say("dst_mac", Self.text(destinationMAC)) }
        if let sourceMAC { command.say("src_mac", Self.text(sourceMAC)) }
        let network = try spellPPP(inner, into: &command)
        try spellNetwork(network, into: &command)
        try spellTransport(network, into: &command)
        try spellARP(network, into: &command)
        try spellMPLS(network, into: &command)
        if let cfm {
            guard network == 0x8902 else { throw .unsayable("a key of CFM in protocol \(EtherTypeText.name(network))") }
            command.say("cfm")
            command.say("mdl", cfm.level)
            command.say("op", cfm.operation)
        }
        command.say("l2_miss", l2Miss.map { $0 ? 1 : 0 })
        try ct?.spell(into: &command)
        try tunnel?.spell(into: &command)
    }

    static func text(_ address: Masked<MACAddress>) -> String {
        TcText.masked(address, full: MACAddress(Array(repeating: 255, count: 6)) ?? address.value, \.description)
    }

    static func text(_ address: Masked<IPv4Address>) throws(RenderingError) -> String {
        let length = try TcText.prefixLength(address.mask?.number ?? .max)
        return length == 32 ? "\(address.value)" : "\(address.value)/\(length)"
    }

    static func text(_ address: Masked<IPv6Address>) throws(RenderingError) -> String {
        let length = try TcText.prefixLength(address.mask?.number ?? .max)
        return length == 128 ? "\(address.value)" : "\(address.value)/\(length)"
    }

    // MARK: Tags; each gives the EtherType of the next header

    private func spellVLANs(_ outer: UInt16, into command: inout TcCommand) throws(RenderingError) -> UInt16 {
        func isTag(_ type: UInt16) -> Bool { type == 0x8100 || type == 0x88a8 }
        let count = vlanCount ?? 0
        command.say("num_of_vlans", vlanCount)
        var type = outer
        if let vlan {
            guard isTag(outer) || count > 0 else { throw .unsayable("the key vlan in a filter of protocol \(EtherTypeText.name(outer))") }
            command.say("vlan_id", vlan.id)
            command.say("vlan_prio", vlan.priority)
            if let next = vlan.etherType {
                command.say("vlan_ethtype", EtherTypeText.name(next))
                type = next
            }
        }
        if let cvlan {
            guard isTag(vlan?.etherType ?? 0) || count > 1 else { throw .unsayable("the key cvlan without a vlan_ethtype") }
            command.say("cvlan_id", cvlan.id)
            command.say("cvlan_prio", cvlan.priority)
            if let next = cvlan.etherType {
                command.say("cvlan_ethtype", EtherTypeText.name(next))
                type = next
            }
        }
        return type
    }

    private func spellPPP(_ type: UInt16, into command: inout TcCommand) throws(RenderingError) -> UInt16 {
        guard pppoeSession != nil || pppProtocol != nil else { return type }
        guard type == 0x8864 else { throw .unsayable("a PPPoE session in another protocol") }
        command.say("pppoe_sid", pppoeSession)
        guard let pppProtocol else { return type }
        command.say("ppp_proto", TcText.hex(pppProtocol))
        return [0x21: 0x0800, 0x57: 0x86dd, 0x281: 0x8847, 0x283: 0x8848][pppProtocol] ?? type
    }
}
