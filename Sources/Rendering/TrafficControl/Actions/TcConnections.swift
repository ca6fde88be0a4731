import WeirModel

// Actions on connections and tunnels.

extension Action.CT: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        guard flags.rawValue >> 6 == 0, label.map({ $0.value.bytes.count == 16 }) ?? true else {
            throw .unsayable("the flags \(flags.rawValue)")
        }
        command.say("index", action.index)
        command.say("clear", if: flags.contains(.clear))
        command.say("commit", if: flags.contains(.commit))
        command.say("force", if: flags.contains(.force))
        if let zone, zone != 0 { command.say("zone", zone) }
        if let mark { command.say("mark", TcText.masked(mark, full: .max, TcText.hex)) }
        if let label { command.say("label", TcText.masked(label, full: HexBytes(Array(repeating: 255, count: 16)), \.description)) }
        if flags.contains(.nat) { try spellTranslation(into: &command) }
        try command.say(action.control)
    }

    private func spellTranslation(into command: inout TcCommand) throws(RenderingError) {
        command.say("nat")
        let minimum = ipv4Minimum.map { "\($0)" } ?? ipv6Minimum.map { "\($0)" }
        let maximum = ipv4Maximum.map { "\($0)" } ?? ipv6Maximum.map { "\($0)" }
        guard flags.contains(.source) || flags.contains(.destination) else {
            guard minimum == nil, portMinimum == nil else { throw .unsayable("an address without src or dst") }
            return
        }
        guard let minimum else { throw .unsayable("nat of a port alone") }
        command.say(flags.contains(.source) ? "src" : "dst", "addr", minimum + (maximum.map { $0 == minimum ? "" : "-\($0)" } ?? ""))
        guard let portMinimum else { return }
        command.say("port", "\(portMinimum)" + (portMaximum.map { $0 == portMinimum ? "" : "-\($0)" } ?? ""))
    }
}

extension Action.CTInfo: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        if let dscpMask, dscpMask != 0 {
            command.say("dscp", TcText.hex(dscpMask))
            if let dscpStateMask, dscpStateMask != 0 { command.say(TcText.hex(dscpStateMask)) }
        } else if (dscpStateMask ?? 0) != 0 {
            throw .unsayable("a mask of the state without one of the DSCP")
        }
        if let cpmarkMask, cpmarkMask != 0 { command.say("cpmark", TcText.hex(cpmarkMask)) }
        if let zone, zone != 0 { command.say("zone", zone) }
        try command.say(action.control, index: action.index)
    }
}

extension Action.ConnMark: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        if let zone, zone != 0 { command.say("zone", zone) }
        try command.say(action.control, index: action.index)
    }
}

extension Action.TunnelKey: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        command.say(isRelease ? "unset" : "set")
        if !isRelease {
            guard let source = sourceIPv4.map({ "\($0)" }) ?? sourceIPv6.map({ "\($0)" }),
                let destination = destinationIPv4.map({ "\($0)" }) ?? destinationIPv6.map({ "\($0)" })
            else { throw .unsayable("a tunnel without both addresses") }
            command.say("src_ip", source)
            command.say("dst_ip", destination)
            command.say("id", keyID)
            command.say("dst_port", destinationPort)
            command.say("tos", tos.map(TcText.hex))
            command.say("ttl", ttl)
            try spellOptions(into: &command)
            if checksum == false { command.say("nocsum") }
        }
        try command.say(action.control, index: action.index)
    }

    private func spellOptions(into command: inout TcCommand) throws(RenderingError) {
        guard let options, let first = options.first else { return }
        guard let word = first.tcWord, word != "gtp_opts", options.allSatisfy({ $0.tcWord == word }),
            options.count == 1 || word == "geneve_opts"
        else {
            throw .unsayable("these options of a tunnel")
        }
        command.say(word, options.map(\.tcText).joined(separator: ","))
    }
}

extension Filter.TunnelOption {
    var tcWord: String? {
        switch self {
        case .geneve: "geneve_opts"
        case .vxlan: "vxlan_opts"
        case .erspan: "erspan_opts"
        case .gtp: "gtp_opts"
        }
    }

    var tcText: String {
        func hex(_ number: some BinaryInteger) -> String { String(number, radix: 16) }
        switch self {
        case .geneve(let optionClass, let type, let data): return "\(hex(optionClass)):\(hex(type)):\(data)"
        case .vxlan(let gbp): return "\(gbp)"
        case .erspan(let version, let index, let direction, let hardwareID):
            let parts: [String] = [index.map { "\($0)" } ?? "", direction.map { "\($0)" } ?? "", hardwareID.map { "\($0)" } ?? ""]
            return (["\(version)"] + parts).joined(separator: ":")
        case .gtp(let pduType, let qfi): return "\(hex(pduType)):\(hex(qfi))"
        }
    }
}
