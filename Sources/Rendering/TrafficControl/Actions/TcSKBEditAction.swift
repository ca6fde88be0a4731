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
