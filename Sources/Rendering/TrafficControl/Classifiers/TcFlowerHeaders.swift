import WeirModel

extension Filter.Flower {
    private static func isIP(_ type: UInt16) -> Bool { type == 0x0800 || type == 0x86dd }

    func spellNetwork(_ type: UInt16, into command: inout TcCommand) throws(RenderingError) {
        if let ipProtocol {
            guard Self.isIP(type) else { throw .unsayable("the key ip_proto in protocol \(EtherTypeText.name(type))") }
            let names: [UInt8: String] = [6: "tcp", 17: "udp", 132: "sctp", type == 0x0800 ? 1 : 58: type == 0x0800 ? "icmp" : "icmpv6"]
            command.say("ip_proto", names[ipProtocol] ?? String(ipProtocol, radix: 16))
        }
        let hasIPv4 = sourceIPv4 != nil || destinationIPv4 != nil
        let hasIPv6 = sourceIPv6 != nil || destinationIPv6 != nil
        guard !hasIPv4 || type == 0x0800 || type == Filter.allProtocols, !hasIPv6 || type == 0x86dd || type == Filter.allProtocols else {
            throw .unsayable("an address in protocol \(EtherTypeText.name(type))")
        }
        guard type != Filter.allProtocols || !(hasIPv4 || hasIPv6) else { throw .unsayable("an address in protocol all") }
        if let sourceIPv4 { command.say("src_ip", try Self.text(sourceIPv4)) }
        if let sourceIPv6 { command.say("src_ip", try Self.text(sourceIPv6)) }
        if let destinationIPv4 { command.say("dst_ip", try Self.text(destinationIPv4)) }
        if let destinationIPv6 { command.say("dst_ip", try Self.text(destinationIPv6)) }
        if let tos { command.say("ip_tos", TcText.masked(tos, full: .max, TcText.hex)) }
        if let ttl { command.say("ip_ttl", TcText.masked(ttl, full: .max, TcText.hex)) }
        if let fragment { try spell(fragment, into: &command) }
    }

    private func spell(_ fragment: Masked<UInt32>, into command: inout TcCommand) throws(RenderingError) {
        let mask = fragment.mask ?? .max
        guard mask != 0, mask >> 2 == 0, fragment.value & ~mask == 0 else {
            throw .unsayable("the flags \(fragment.value) under the mask \(mask)")
        }
        let words = [(UInt32(1), "frag"), (2, "firstfrag")].filter { mask & $0.0 != 0 }.map {
            (fragment.value & $0.0 != 0 ? "" : "no") + $0.1
        }
        command.say("ip_flags", words.joined(separator: "/"))
    }

    func spellTransport(_ type: UInt16, into command: inout TcCommand) throws(RenderingError) {
        let hasPorts = sourcePort != nil || destinationPort != nil || sourcePorts != nil || destinationPorts != nil
        guard !hasPorts || [6, 17, 132].contains(ipProtocol ?? 0) else { throw .unsayable("a port without ip_proto tcp, udp or sctp") }
        for (name, port, range) in [("src_port", sourcePort, sourcePorts), ("dst_port", destinationPort, destinationPorts)] {
            if let port {
                command.say(name, port.value == 0 && port.mask == nil ? "0/0xffff" : TcText.masked(port, full: .max) { "\($0)" })
            }
            if let range {
                guard range.minimum > 0, range.maximum > range.minimum else {
                    throw .unsayable("the ports \(range.minimum)-\(range.maximum)")
                }
                command.say(name, "\(range.minimum)-\(range.maximum)")
            }
        }
        if let tcpFlags {
            guard let mask = tcpFlags.mask, mask <= 0xfff, tcpFlags.value <= 0xfff else {
                throw .unsayable("16 bits of tcp_flags", help: "give a mask of 12 bits")
            }
            command.say("tcp_flags", "\(TcText.hex(tcpFlags.value))/\(TcText.hex(mask))")
        }
        if let session = l2tpv3Session {
            guard ipProtocol == 115 else { throw .unsayable("a session of L2TPv3 without ip_proto l2tp") }
            command.say("l2tpv3_sid", session)
        }
        if let spi {
            guard [17, 50, 51].contains(ipProtocol ?? 0), (spi.mask ?? .max) == .max else {
                throw .unsayable("an SPI under a mask, or without ip_proto esp or ah")
            }
            command.say("spi", String(spi.value, radix: 16))
        }
        if let icmp { try Self.spell(icmp, isThere: type == 0x0800 && ipProtocol == 1, into: &command) }
        if let icmpv6 { try Self.spell(icmpv6, isThere: type == 0x86dd && ipProtocol == 58, into: &command) }
    }

    private static func spell(_ icmp: ICMP, isThere: Bool, into command: inout TcCommand) throws(RenderingError) {
        guard isThere else { throw .unsayable("an ICMP type without its ip_proto") }
        if let type = icmp.type { command.say("type", TcText.masked(type, full: .max) { "\($0)" }) }
        if let code = icmp.code { command.say("code", TcText.masked(code, full: .max) { "\($0)" }) }
    }

    func spellARP(_ type: UInt16, into command: inout TcCommand) throws(RenderingError) {
        guard let arp else { return }
        guard type == 0x0806 || type == 0x8035 else { throw .unsayable("a key of ARP in protocol \(EtherTypeText.name(type))") }
        if let sender = arp.senderIP { command.say("arp_sip", try Self.text(sender)) }
        if let target = arp.targetIP { command.say("arp_tip", try Self.text(target)) }
        if let operation = arp.operation {
            guard operation.value <= 2 else { throw .unsayable("arp_op \(operation.value)") }
            command.say("arp_op", TcText.masked(operation, full: .max) { "\($0)" })
        }
        if let sender = arp.senderMAC { command.say("arp_sha", Self.text(sender)) }
        if let target = arp.targetMAC { command.say("arp_tha", Self.text(target)) }
    }

    func spellMPLS(_ type: UInt16, into command: inout TcCommand) throws(RenderingError) {
        guard let mpls, let first = mpls.first else { return }
        guard type == 0x8847 || type == 0x8848 else { throw .unsayable("a key of MPLS in protocol \(EtherTypeText.name(type))") }
        if mpls.count == 1, first.depth == nil {
            first.spell(prefix: "mpls_", into: &command)
            return
        }
        command.say("mpls")
        for entry in mpls {
            guard let depth = entry.depth, depth > 0 else { throw .unsayable("an entry of a label stack without a depth") }
            command.say("lse", "depth", "\(depth)")
            entry.spell(prefix: "", into: &command)
        }
    }
}

extension Filter.Flower.MPLS {
    fileprivate func spell(prefix: String, into command: inout TcCommand) {
        command.say(prefix + "label", label)
        command.say(prefix + "tc", trafficClass)
        command.say(prefix + "bos", bottomOfStack)
        command.say(prefix + "ttl", ttl)
    }
}

extension Filter.Flower.Connection {
    fileprivate static let states: [(UInt16, String)] = [(8, "trk"), (1, "new"), (2, "est"), (4, "rel"), (16, "inv"), (32, "rpl")]

    func spell(into command: inout TcCommand) throws(RenderingError) {
        if let state {
            guard let mask = state.mask, mask >> 6 == 0, mask != 0, state.value & ~mask == 0 else {
                throw .unsayable("a ct_state without a mask of known states")
            }
            command.say("ct_state", Self.states.filter { mask & $0.0 != 0 }.map { (state.value & $0.0 != 0 ? "+" : "-") + $0.1 }.joined())
        }
        if let zone { command.say("ct_zone", TcText.masked(zone, full: .max) { "\($0)" }) }
        if let mark { command.say("ct_mark", TcText.masked(mark, full: .max, TcText.hex)) }
        if let label {
            guard label.value.bytes.count == 16 else { throw .unsayable("a ct_label of \(label.value.bytes.count) bytes") }
            command.say("ct_label", TcText.masked(label, full: HexBytes(Array(repeating: 255, count: 16)), \.description))
        }
    }
}

extension Filter.Flower.Tunnel {
    func spell(into command: inout TcCommand) throws(RenderingError) {
        guard sourcePort == nil else { throw .unsayable("the key enc_src_port") }
        command.say("enc_key_id", keyID)
        if let source = sourceIPv4 { command.say("enc_src_ip", try Filter.Flower.text(source)) }
        if let source = sourceIPv6 { command.say("enc_src_ip", try Filter.Flower.text(source)) }
        if let destination = destinationIPv4 { command.say("enc_dst_ip", try Filter.Flower.text(destination)) }
        if let destination = destinationIPv6 { command.say("enc_dst_ip", try Filter.Flower.text(destination)) }
        if let port = destinationPort {
            guard (port.mask ?? .max) == .max else { throw .unsayable("a mask of enc_dst_port") }
            command.say("enc_dst_port", port.value)
        }
        if let tos { command.say("enc_tos", TcText.masked(tos, full: .max, TcText.hex)) }
        if let ttl { command.say("enc_ttl", TcText.masked(ttl, full: .max, TcText.hex)) }
        if let flags {
            let mask = flags.mask ?? .max
            let words = [(UInt32(4), "tuncsum"), (8, "tundf"), (16, "tunoam"), (32, "tuncrit")].filter { mask & $0.0 != 0 }
            guard mask & ~0x3c == 0, mask != 0 else { throw .unsayable("the enc_flags \(flags.value) under the mask \(mask)") }
            command.say("enc_flags", words.map { (flags.value & $0.0 != 0 ? "" : "no") + $0.1 }.joined(separator: "/"))
        }
        guard let options, let first = options.first else { return }
        let masks = optionsMask ?? []
        guard let word = first.tcWord, options.allSatisfy({ $0.tcWord == word }), options.count == 1 || word == "geneve_opts",
            masks.isEmpty || masks.count == options.count
        else { throw .unsayable("these options of a tunnel") }
        let texts = options.indices.map { masks.isEmpty ? options[$0].tcText : "\(options[$0].tcText)/\(masks[$0].tcText)" }
        command.say(word, texts.joined(separator: ","))
    }
}
