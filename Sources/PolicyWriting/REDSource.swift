import TrafficLowering
import WeirModel

/// Random early detection in the terms of tc, where these give the numbers that are to be written: `.red(limit: .kib(400), min: …)`.
enum REDSource {
    static func qdisc(_ options: any TrafficOptions, offload: String) -> Layout? {
        let offload = offload.isEmpty ? [] : [Layout.text(offload)]
        switch options {
        case let red as Qdisc.RED:
            guard var arguments = arguments(red.parameters, .bytes) else { return nil }
            for (label, block) in [("earlyDropBlock", red.earlyDropBlock), ("markBlock", red.markBlock)] {
                if let block { arguments.append(.text("\(label): \(block)")) }
            }
            return .call(".red", arguments + offload)
        case let choke as Qdisc.Choke: return arguments(choke.parameters, .packets).map { .call(".choke", $0) }
        case let gred as Qdisc.GRED: return self.gred(gred, offload)
        default: return nil
        }
    }

    /// Within sfq: `.flow(limit: .bytes(100000), min: …)`.
    static func flow(_ parameters: REDParameters) -> Layout? { arguments(parameters, .flowBytes).map { .call(".flow", $0) } }

    private static func gred(_ gred: Qdisc.GRED, _ offload: [Layout]) -> Layout? {
        guard gred.grio != false, gred.flags != [], (1...16).contains(gred.queues), gred.defaultQueue < gred.queues else { return nil }
        var arguments: [Layout] = [.text("queues: \(gred.queues)"), .text("default: \(gred.defaultQueue)")]
        if gred.grio == true { arguments.append(.text("grio: true")) }
        if let limit = gred.limit { arguments.append(.text("limit: \(Quantities.size(limit))")) }
        if let flags = gred.flags { arguments.append(.labelled("flags", OptionSource.value(flags, of: "flags"))) }
        arguments += offload
        for queue in gred.virtualQueues {
            guard queue.index < gred.queues, queue.flags == [] || gred.flags == nil, queue.priority == nil || gred.grio == true,
                var parts = self.arguments(queue.parameters, .bytes, thresholds: true)
            else { return nil }
            if let priority = queue.priority { parts.append(.text("priority: \(priority)")) }
            arguments.append(.call("VirtualQueue", [.text("\(queue.index)")] + parts))
        }
        return .call(".gred", arguments)
    }

    /// `nil` if these arguments would give other numbers.
    ///
    /// - Parameter thresholds: whether `min` and `max` are required.
    private static func arguments(_ parameters: REDParameters, _ unit: REDIntent.Unit, thresholds: Bool = false) -> [Layout]? {
        guard let intent = parameters.intent ?? self.intent(of: parameters, unit), intent.unit == unit else { return nil }
        func size(_ bytes: UInt64) -> String { unit == .packets ? SwiftSpelling.decimal(bytes) : Quantities.size(.bytes(bytes)) }
        var arguments = ["limit: \(size(intent.limit))"]
        if thresholds || intent.min > 0 { arguments.append("min: \(size(intent.min))") }
        if thresholds || intent.max > 0 { arguments.append("max: \(size(intent.max))") }
        if unit == .bytes || intent.averagePacket != 1000 {
            arguments.append("averagePacket: \(Quantities.size(.bytes(intent.averagePacket)))")
        }
        if intent.burst > 0 { arguments.append("burst: \(SwiftSpelling.decimal(intent.burst))") }
        if intent.probability != 0.02 { arguments.append("probability: \(intent.probability)") }
        if unit == .packets || (unit == .bytes && intent.bandwidth != .mbit(10)) {
            arguments.append("bandwidth: \(Quantities.rate(intent.bandwidth))")
        }
        return arguments.map { .text($0) } + (intent.flags == [] ? [] : [.labelled("flags", OptionSource.value(intent.flags, of: "flags"))])
    }
}

extension REDSource {
    /// The kernel's numbers, for terms that no call can express.
    static func numbers(_ parameters: REDParameters) -> REDParameters {
        guard let intent = parameters.intent else { return parameters }
        return (try? intent.parameters()) ?? REDParameters()
    }

    private static func intent(of parameters: REDParameters, _ unit: REDIntent.Unit) -> REDIntent? {
        guard let intent = try? REDIntent(saying: parameters, unit), (try? intent.parameters()) == parameters else { return nil }
        return intent
    }
}

extension Qdisc.GRED.VirtualQueue {
    fileprivate var flags: REDFlags { parameters.intent?.flags ?? parameters.flags }
}

extension HostState {
    /// The state with an average packet and a bandwidth for random early detection, which the kernel does not return: usual ones that give
    /// the kernel the same numbers.
    package var withAveragePackets: HostState {
        var state = self
        for link in state.links.indices {
            for qdisc in state.links[link].qdiscs.indices {
                switch state.links[link].qdiscs[qdisc].options.options {
                case var red as Qdisc.RED:
                    red.parameters.say(.bytes)
                    state.links[link].qdiscs[qdisc].options = .init(red)
                case var choke as Qdisc.Choke:
                    choke.parameters.say(.packets)
                    state.links[link].qdiscs[qdisc].options = .init(choke)
                case var gred as Qdisc.GRED:
                    for queue in gred.virtualQueues.indices {
                        gred.virtualQueues[queue].parameters.say(.bytes)
                        if gred.grio != true { gred.virtualQueues[queue].priority = nil }
                    }
                    state.links[link].qdiscs[qdisc].options = .init(gred)
                case var sfq as Qdisc.SFQ:
                    sfq.red?.say(.flowBytes)
                    state.links[link].qdiscs[qdisc].options = .init(sfq)
                default: break
                }
            }
        }
        return state
    }
}

extension REDParameters {
    fileprivate mutating func say(_ unit: REDIntent.Unit) {
        if intent == nil, let said = try? REDIntent(saying: self, unit).parameters() { self = said }
    }
}
