import ArgumentParser
import FoundationEssentials
import Host
import PacketText
import WeirModel

/// `weir trace`: a packet's way through a policy, or that of real packets through the kernel.
struct TraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace", abstract: "Show the way of packets through a policy, or of real packets through the kernel.",
        usage: """
            weir trace POLICY -- PACKET
            weir trace POLICY --packets FILE
            weir trace --live [POLICY] [-- MATCH]
            """,
        discussion: """
            PACKET is in nft's words, as in `iif eth0 ip saddr 192.0.2.1 tcp dport 22`, or `iif eth0 hex` and the bytes of its frame. With `iif` \
            it arrives there, else this host sends it. Without the facts of a host, what arrives is for the host, or leaves by `oif`.

            FILE has a packet in each line, after one with the facts of the host, or is a capture of tcpdump. State is kept from packet to packet.

            MATCH is in nft's words, as in `iif eth0 tcp dport { 22, 80 }`; without it all packets are traced. The tables that switch the trace on \
            belong to the command, so the kernel removes them whatever ends it.
            """)

    @Argument(
        help: ArgumentHelp("A .swift file, a folder of them, or a document; with --live, that which the kernel holds.", valueName: "policy")
    )
    var policy: String?

    @Argument(parsing: .postTerminator, help: ArgumentHelp("The packet, or which packets.", valueName: "words"))
    var words: [String] = []

    @Option(help: ArgumentHelp("Trace the packets of a file: .jsonl, pcap or pcapng.", valueName: "file"))
    var packets: String?

    @Option(help: ArgumentHelp("The link at which the packets of a capture arrive.", valueName: "name"))
    var iif: String?

    @Option(help: ArgumentHelp("The facts of the host: `weir capture --host-facts` writes them.", valueName: "file"))
    var host: String?

    @Flag(help: "Take the facts of the host from this one.")
    var liveHost = false

    @Flag(help: "Also show the way of the answer.")
    var reply = false

    @Flag(help: "Trace packets that pass through the kernel now.")
    var live = false

    @Option(help: ArgumentHelp("With --live: end after this many packets.", valueName: "number"))
    var limit: Int?

    @Option(help: ArgumentHelp("With --live: end after this many seconds.", valueName: "number"))
    var seconds: Int?

    @Option(help: "The format: \(TraceFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: TraceFormat = .text

    @OptionGroup var network: NetworkOptions
    @OptionGroup var evaluation: EvaluationOptions

    func validate() throws {
        if live {
            if packets != nil || host != nil || liveHost || reply || iif != nil {
                throw ValidationError("--live traces real packets: leave --packets, --iif, --host, --live-host and --reply out")
            }
            if let limit, limit < 1 { throw ValidationError("--limit takes a number of packets from 1 on") }
            if let seconds, !(1...86400 * 365).contains(seconds) { throw ValidationError("--seconds takes a number from 1 to a year's") }
            return
        }
        if policy == nil { throw ValidationError("the policy is missing; --live traces without one") }
        if limit != nil || seconds != nil { throw ValidationError("--limit and --seconds go with --live") }
        if packets == nil, words.isEmpty {
            throw ValidationError("the packet is missing: write it after `--`, or name a file with --packets")
        }
        if packets != nil, !words.isEmpty { throw ValidationError("--packets names the packets: leave those after `--` out") }
        if packets != nil, reply { throw ValidationError("--reply shows the answer to the packet after `--`: leave --packets out") }
        if packets == nil, iif != nil { throw ValidationError("--iif goes with --packets: write `iif` after `--`") }
        if host != nil, liveHost { throw ValidationError("`--host` gives the facts, and `--live-host` reads them: choose one") }
    }

    func run() throws {
        let match = live && !words.isEmpty ? try MatchWords(words.joined(separator: " ")) : nil
        let state = try policy.map { try PolicyInput(path: $0, evaluation.evaluator).state }
        if live {
            try network.enter()
            let rules = try LiveRules(policy: try state.map { try Application($0).tables } ?? [])
            let trace = try LiveTrace(match: match, rules: rules, output: TraceOutput(format: format, rules: rules))
            return try trace.run(limit: limit ?? .max, seconds: seconds)
        }
        guard let state else { return }
        try PolicyFindings.refuseErrors(in: state.policyIndex, verb: "traced")
        if let packets {
            let bytes = try FileBytes.read(packets)
            if CaptureFile.isCaptureFile(bytes) { return try trace(CaptureFile.packets(in: bytes, name: packets), of: packets, state) }
            return try trace(try PacketFile(path: packets), state)
        }
        try tracePacket(state)
    }

    /// - Parameter links: those that the packets name.
    private func host(_ state: HostState, links: Set<String>) throws -> TraceHost {
        if let host { return try TraceHost(path: host) }
        guard liveHost else { return TraceHost(links: InterfaceReferences.named(by: state).union(links)) }
        try network.enter()
        return TraceHost(facts: try LiveHostFacts.read())
    }

    private func tracePacket(_ state: HostState) throws {
        let words = words.joined(separator: " ")
        var host = try host(state, links: try GivenPacket.links(in: words))
        let packet = try GivenPacket(words: words, defaults: host.defaults)
        host.meet(packet)
        var traced = try TracedPolicy(state, host)
        let trace = try traced.trace(packet)
        try traced.show(trace, packet, number: 1, title: "", format)
        guard reply else { return }
        guard trace.verdict == .accept, let departure = trace.packet, let bytes = departure.l3,
            let answer = PacketDescription(bytes, isFrame: false).reply
        else { return Terminal.note("nothing answers it") }
        var reply = GivenPacket.reply(
            answer, link: departure.link, hardwareAddress: departure.link.flatMap { host.defaults.hardwareAddress($0) })
        if !host.isKnown, reply.origin == .local { reply.outLink = packet.link }
        try traced.show(try traced.trace(reply), reply, number: 2, title: "reply: ", format)
    }

    private func trace(_ packets: [CapturedPacket], of file: String, _ state: HostState) throws {
        let host = try host(state, links: Set(packets.compactMap { iif ?? $0.link }))
        var traced = try TracedPolicy(state, host)
        for captured in packets {
            guard let link = iif ?? captured.link else {
                throw HostError("`\(file)` does not tell at which link its packets arrived", help: "name it with `--iif eth0`")
            }
            let packet = try captured.given(at: link, hardwareAddress: host.defaults.hardwareAddress(link), file: file)
            try traced.show(try traced.trace(packet), packet, number: captured.number, title: "#\(captured.number) ", format)
        }
    }

    private func trace(_ file: PacketFile, _ state: HostState) throws {
        var traced = try TracedPolicy(state, TraceHost(facts: file.facts))
        var output = Data()
        for line in file.packets {
            let packet = try file.packet(line)
            switch format {
            case .json:
                output.append(try traced.line(packet.id, of: packet.arrival, or: { file.trouble(line, $0) }))
            case .text:
                var given = GivenPacket(
                    origin: GivenPacket.Origin(rawValue: packet.arrival.from.rawValue) ?? .wire, link: packet.arrival.link,
                    frame: packet.arrival.frame)
                given.outLink = packet.arrival.to
                try traced.show(try traced.trace(packet.arrival), given, number: packet.id, title: "#\(packet.id) ", .text)
            }
        }
        try Output.write(output, to: nil)
    }
}

enum TraceFormat: String, CaseIterable, ExpressibleByArgument { case text, json }
