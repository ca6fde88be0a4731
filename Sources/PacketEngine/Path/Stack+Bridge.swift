import WeirModel

extension Stack {
    /// A bridge's port received a frame.
    mutating func receive(onPort port: Int, of bridge: Int) -> End {
        guard let source = hardwareSource, !source.isMulticast, source != .zero, let first = hardwareDestination else { return .lost }
        // 01-80-c2-00-00-0x is for this link alone.
        if first.bits & 0xffff_ffff_fff0 == 0x0180_c200_0000, first.bits & 0xf != 0 { return .lost }
        if first == host.links[bridge].mac { packet.addressee = .host }
        if let end = pass(.prerouting, .bridge, from: port, to: nil) { return end }
        guard let destination = hardwareDestination else { return .lost }
        if !destination.isMulticast {
            if isOwn(destination, bridge) { return passUp(port, bridge) }
            if let known = host.port(of: bridge, for: destination) { return known == port ? .lost : forward(port, known) }
        }
        var others = Array(host.ports(of: bridge).filter { $0 != port }.reversed())
        if destination.isMulticast {
            for other in others { aside { $0.forward(port, other) } }
            return passUp(port, bridge)
        }
        guard let last = others.popLast() else { return .lost }
        for other in others { aside { $0.forward(port, other) } }
        return forward(port, last)
    }

    private var hardwareDestination: HardwareAddress? { packet.link.flatMap { packet.slice($0, 6) }.map { HardwareAddress($0) } }
    private var hardwareSource: HardwareAddress? { packet.link.flatMap { packet.slice($0 + 6, 6) }.map { HardwareAddress($0) } }

    private func isOwn(_ mac: HardwareAddress, _ bridge: Int) -> Bool {
        host.links[bridge].mac == mac || host.ports(of: bridge).contains { host.links[$0].mac == mac }
    }

    private mutating func passUp(_ port: Int, _ bridge: Int) -> End {
        packet.device = bridge
        return pass(.input, .bridge, from: port, to: nil) ?? receive()
    }

    private mutating func forward(_ port: Int, _ to: Int) -> End {
        packet.device = to
        if let end = pass(.forward, .bridge, from: port, to: to) { return end }
        return leaveBridge(by: to)
    }

    private mutating func leaveBridge(by to: Int) -> End {
        if let end = pass(.postrouting, .bridge, from: nil, to: to) { return end }
        packet.start = packet.link ?? packet.start
        return transmit(on: to)
    }

    /// A frame that this host sends through the bridge.
    mutating func sendByBridge(_ bridge: Int) -> End {
        packet.start = packet.network
        guard let destination = hardwareDestination else { return .lost }
        let known = destination.isMulticast ? nil : host.port(of: bridge, for: destination)
        var ports = known.map { [$0] } ?? Array(host.ports(of: bridge).reversed())
        guard let last = ports.popLast() else { return .lost }
        for port in ports { aside { $0.output(by: port) } }
        return output(by: last)
    }

    private mutating func output(by port: Int) -> End {
        packet.device = port
        if let end = pass(.output, .bridge, from: nil, to: port) { return end }
        return leaveBridge(by: port)
    }

    /// A copy's way, which is not part of the trace; what it changes in sets and counts stays.
    private mutating func aside(_ way: (inout Stack) -> End) {
        let mine = packet
        let (steps, unknowns) = (interpreter.logic.steps, interpreter.logic.unknowns)
        _ = way(&self)
        packet = mine
        (interpreter.logic.steps, interpreter.logic.unknowns) = (steps, unknowns)
    }
}
