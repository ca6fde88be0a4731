import Netfilter
import WeirModel

/// A host's network stack, for one packet after the other. Connections, elements that rules add, and counts stay from packet to packet.
package struct Stack {
    var interpreter: Interpreter<ConcreteLogic>
    private(set) var chains: HookChains
    let host: Host
    var reassembly = Reassembly()
    /// What the input says of the packet that is on its way.
    var told: TrackedAs?
    var destination: String?
    /// How often the packet has been sent on by chains at egress (`nf_dev_xmit_recursion`).
    private var depth = 0

    package var program: Program { interpreter.program }

    package init(_ program: Program, _ host: Host) {
        self.host = host
        chains = HookChains(program, host)
        interpreter = Interpreter(program, ConcreteLogic(program, host))
        interpreter.logic.counts = host.settings.conntrackAccounting ?? false || program.countsConnections
    }

    var packet: Packet {
        @inline(__always) get { interpreter.logic.packet }
        @inline(__always) _modify { yield &interpreter.logic.packet }
    }

    /// How the packet's way ends.
    enum End {
        /// nil: delivered to this host.
        case accepted(Int?)
        case dropped, stolen, queued, lost
    }

    /// Sends a packet on its way.
    package mutating func trace(_ arrival: PacketArrival) throws(ArrivalError) -> PacketTrace {
        interpreter.logic.steps.removeAll(keepingCapacity: true)
        interpreter.logic.unknowns.removeAll(keepingCapacity: true)
        interpreter.logic.departures.removeAll(keepingCapacity: true)
        interpreter.logic.route = nil
        told = arrival.ct
        destination = arrival.to
        if told != nil { seeConntrack(of: arrival) }
        let end: End
        switch arrival.from {
        case .wire: end = try arrive(arrival.frame, on: try link(arrival))
        case .local: end = try sendLocally(arrival.frame, mark: arrival.mark)
        case .link: end = try send(arrival.frame, on: try link(arrival))
        }
        var trace = PacketTrace(
            verdict: .lost, steps: interpreter.logic.steps, packet: nil, unknowns: interpreter.logic.unknowns)
        switch end {
        case .accepted(let link):
            trace.verdict = .accept
            if case .queue? = trace.steps.last?.verdict { trace.verdict = .queue }
            trace.packet = PacketTrace.Departure(
                mark: packet.mark, link: link.map { host.links[$0].name }, l3: hasKnownBytes ? Array(packet.networkBytes) : nil)
        case .dropped: trace.verdict = .drop
        case .stolen: trace.verdict = .stolen
        case .queued: trace.verdict = .queue
        case .lost: break
        }
        return trace
    }

    /// What the input says of conntrack shows that some rule outside of these tables has switched it on.
    private mutating func seeConntrack(of arrival: PacketArrival) {
        let bytes = arrival.frame[(arrival.from == .local ? 0 : min(14, arrival.frame.count))...]
        guard let version = bytes.first.map({ $0 >> 4 }), version == 4 || version == 6 else { return }
        let family: Family = version == 4 ? .ip : .ip6
        if !chains.tracked.contains(family) { chains = HookChains(program, host, tracked: chains.tracked.union([family])) }
    }

    /// Whether the packet's bytes are known: neither chance nor fragments changed them.
    private var hasKnownBytes: Bool {
        guard packet.isIP, packet.tag == nil, packet.largestFragment == 0 else { return false }
        guard case .connection(let number, _, _) = packet.tracking else { return true }
        return !interpreter.logic.table.connections[number].isByChance
    }

    private func link(_ arrival: PacketArrival) throws(ArrivalError) -> Int {
        guard let name = arrival.link else { throw ArrivalError("a packet from `\(arrival.from.rawValue)` names its `link`") }
        guard let place = host.linkPlace(named: name) else { throw ArrivalError("no link named `\(name)` on the host") }
        guard arrival.frame.count >= 14 else { throw ArrivalError("a frame of \(arrival.frame.count) bytes has no Ethernet header") }
        return place
    }

    // MARK: hooks

    /// Runs all that is at a hook. Returns the end of the packet's way, if it ends there.
    mutating func pass(_ hook: Hook, _ family: Family, from: Int?, to: Int?, list link: Int? = nil) -> End? {
        guard let steps = chains.steps[HookChains.Place(family: family, hook: hook, link: link)] else { return nil }
        let place = HookPlace(family: family, hook: hook, from: from, to: to)
        for step in steps {
            interpreter.logic.place = place
            switch step {
            case .chain(let chain): if let end = run(chain, place) { return end }
            case .defragment: if !defragment(hook) { return .lost }
            case .track: interpreter.logic.track(takeTold())
            case .translate(let side, let chains): if let end = translate(side, chains, place) { return end }
            case .confirm: if !confirm() { return .lost }
            }
        }
        return nil
    }

    private mutating func takeTold() -> TrackedAs? {
        if case .none = packet.tracking {
            defer { told = nil }
            return told
        }
        return nil
    }

    private mutating func run(_ chain: Int, _ place: HookPlace) -> End? {
        var place = place
        let table = program.tables[program.chains[chain].table]
        switch (table.family, place.hook) {
        case (.netdev, _), (.bridge, _): interpreter.logic.view = packet.isIP ? packet.validatedTransport : nil
        case (.arp, _): interpreter.logic.view = nil
        case (.inet, .ingress):
            guard packet.isIP else { return nil }
            guard let view = packet.validatedTransport else { return .lost }
            interpreter.logic.view = view
            place.family = packet.isIPv6 ? .ip6 : .ip
        case (.inet, _), (.ip, _), (.ip6, _): interpreter.logic.view = packet.transport
        }
        interpreter.logic.place = place
        let reroutes = program.chains[chain].base?.type == .route && place.hook == .output
        let before = reroutes ? packet : nil
        let fate = interpreter.run(base: chain, under: true)
        sendDepartures()
        if fate.dropped { return .dropped }
        if let taken = fate.taken.first {
            guard case .queue = taken.verdict else { return .stolen }
            // Without a listener the packet goes on, as after accept, if the queue says so.
            if !interpreter.logic.isQueueBypassed { return .queued }
        }
        if let before { rerouteIfChanged(before) }
        return nil
    }

    /// Frames that `fwd` and `dup` sent run through the other link's egress chains at once; what a copy does is not part of the trace.
    private mutating func sendDepartures() {
        guard !interpreter.logic.departures.isEmpty else { return }
        let departures = interpreter.logic.departures
        interpreter.logic.departures.removeAll()
        guard depth < 8 else { return }
        depth += 1
        defer { depth -= 1 }
        for departure in departures {
            let rest = Array(interpreter.logic.steps[departure.before...])
            let mine = packet
            let unknowns = interpreter.logic.unknowns
            interpreter.logic.steps.removeSubrange(departure.before...)
            packet = departure.packet
            if let link = packet.link { packet.start = link }
            packet.device = departure.link
            _ = pass(.egress, .netdev, from: nil, to: departure.link, list: departure.link)
            if departure.isCopy {
                interpreter.logic.steps.removeSubrange(departure.before...)
                interpreter.logic.unknowns = unknowns
            }
            packet = mine
            interpreter.logic.steps += rest
        }
    }

    private mutating func translate(_ side: Translation.Side, _ chains: [Int], _ place: HookPlace) -> End? {
        guard case .connection(let number, let state, _) = packet.tracking else { return nil }
        let isError = state == .related && packet.isErrorMessage
        if state != .established, !isError, !interpreter.logic.isBound(number, side) {
            for chain in chains {
                if let end = run(chain, place) { return end }
                if interpreter.logic.isBound(number, side) { break }
            }
            if !interpreter.logic.isBound(number, side) { bindAsItIs(number, side) }
        }
        guard interpreter.logic.rewrite(side) else { return .lost }
        if place.hook == .output { rerouteIfTranslated(number) }
        return nil
    }

    /// A binding that changes no address (`nf_nat_alloc_null_binding`).
    private mutating func bindAsItIs(_ number: Int, _ side: Translation.Side) {
        let reply = interpreter.logic.table.connections[number].reply
        let address = side == .source ? reply.destination : reply.source
        _ = interpreter.logic.translate(side, Translation.Range(flags: [], addresses: (address, address), ports: nil))
    }

    /// False where another entry has the connection's tuples.
    private mutating func confirm() -> Bool {
        guard case .connection(let number, _, _) = packet.tracking else { return true }
        if interpreter.logic.table.connections[number].status.contains(.confirmed) { return true }
        return interpreter.logic.table.confirm(number)
    }

    private mutating func defragment(_ hook: Hook) -> Bool {
        if case .none = packet.tracking {} else { return true }
        return reassembly.add(&interpreter.logic.packet, user: hook)
    }
}

extension Program {
    /// Whether a rule reads how many packets or bytes a connection had, which turns counting on for the whole namespace.
    fileprivate var countsConnections: Bool {
        instructions.contains { instruction in
            if case .load(.ct(let key, _), _) = instruction { (14...16).contains(key) } else { false }
        }
    }
}
