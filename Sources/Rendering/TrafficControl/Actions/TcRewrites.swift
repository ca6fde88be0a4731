import WeirModel

// Actions that change the packet or what belongs to it.

extension Action.SKBEdit: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        guard queueMappingMax == nil else { throw .unsayable("a range of queues", help: "it came with iproute2 6.2") }
        command.say("queue_mapping", queueMapping)
        command.say("priority", priority.map(Handle.init(rawValue:)))
        if let mark {
            command.say("mark", TcText.hex(mark) + (markMask.map { "/" + TcText.hex($0) } ?? ""))
        } else if markMask != nil {
            throw .unsayable("a mask without a mark")
        }
        if let packetType {
            let names = ["host", "broadcast", "multicast", "otherhost"]
            guard Int(packetType) < names.count else { throw .unsayable("ptype \(packetType)") }
            command.say("ptype", names[Int(packetType)])
        }
        command.say("inheritdsfield", if: inheritDSField)
        try command.say(action.control, index: action.index)
    }
}

extension Action.SKBMod: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        if destinationMAC != nil || sourceMAC != nil || etherType != nil { command.say("set") }
        command.say("dmac", destinationMAC)
        command.say("smac", sourceMAC)
        if let etherType {
            guard etherType != 0 else { throw .unsayable("etype 0") }
            command.say("etype", TcText.hex(etherType))
        }
        if swapMAC == true { command.say("swap", "mac") }
        command.say("ecn", if: ecn)
        try command.say(action.control, index: action.index)
    }
}

extension Action.VLAN: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        command.say(mode.rawValue)
        if mode == .push || mode == .modify {
            guard let id else { throw .unsayable("vlan \(mode.rawValue) without an id") }
            command.say("id", id)
            command.say("protocol", protocolID.map(EtherTypeText.name))
            command.say("priority", priority)
        }
        if mode == .pushEthernet {
            command.say("dst_mac", destinationMAC)
            command.say("src_mac", sourceMAC)
        }
        try command.say(action.control, index: action.index)
    }
}

extension Action.MPLS: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        command.say(mode.rawValue)
        if hasProtocol { command.say("protocol", protocolID.map(EtherTypeText.name)) }
        if mode != .pop, mode != .decrementTTL {
            command.say("label", label)
            command.say("tc", trafficClass)
            try command.say("ttl", ttl, unsaid: 0)
            command.say("bos", bottomOfStack)
        }
        try command.say(action.control, index: action.index)
    }
}

extension Action.NAT: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        let length = try TcText.prefixLength(mask.number)
        command.say(isEgress == true ? "egress" : "ingress", length == 32 ? "\(old)" : "\(old)/\(length)", "\(new)")
        try command.say(action.control, index: action.index)
    }
}

extension Action.Csum: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        let names = ["ip4h", "icmp", "igmp", "tcp", "udp", "udplite", "sctp"]
        guard checksums != 0, checksums >> UInt32(names.count) == 0 else { throw .unsayable("the checksums \(checksums)") }
        for (bit, name) in names.enumerated() where checksums & 1 << UInt32(bit) != 0 { command.say(name) }
        try command.say(action.control, index: action.index)
    }
}

extension Action.IFE: TcAction {
    func spell(_ action: Action, into command: inout TcCommand) throws(RenderingError) {
        command.say(isEncode ? "encode" : "decode")
        let data: [(String, Metadatum?)] = [("mark", mark), ("prio", priority), ("tcindex", tcIndex)]
        // tc's decode names no metadata, and takes all that there are.
        guard
            isEncode
                || ((data.allSatisfy { $0.1 == nil } || data.allSatisfy { $0.1 == .allow }) && destinationMAC == nil && sourceMAC == nil
                    && (etherType ?? 0) == 0)
        else {
            throw .unsayable("ife's decoded metadata", help: "tc's decode takes mark, prio and tcindex together")
        }
        if isEncode {
            guard data.contains(where: { $0.1 != nil }) else { throw .unsayable("ife without metadata") }
            command.say("type", etherType.map(TcText.hex))
            command.say("dst", destinationMAC)
            command.say("src", sourceMAC)
            for (name, datum) in data {
                switch datum {
                case nil: break
                case .allow?: command.say("allow", name)
                case .use(let value)?:
                    guard value != 0 else { throw .unsayable("use \(name) 0") }
                    command.say("use", name, "\(value)")
                }
            }
        }
        try command.say(action.control, index: action.index)
    }
}
