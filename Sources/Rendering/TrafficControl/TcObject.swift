import WeirModel

extension TrafficControlStep {
    /// The commands of this step; more than one where tc takes an object in parts.
    func tcLines() throws(RenderingError) -> [String] {
        switch object {
        case .qdisc(let qdisc): try qdisc.tcLines(verb, on: link)
        case .trafficClass(let found): [try found.tcLine(verb, on: link)]
        case .chain(let chain): [try chain.tcLine(verb, on: link)]
        case .filter(let filter): [try filter.tcLine(verb, on: link)]
        case .action(let action): [try action.tcLine(verb)]
        }
    }
}

extension Qdisc {
    func tcLines(_ verb: TrafficControlStep.Verb, on link: String) throws(RenderingError) -> [String] {
        var command = TcCommand("tc", "qdisc", verb.rawValue, "dev", link)
        if parent != .clsact {
            command.attach(to: parent)
            command.say("handle", handle)
        }
        try sizeTable?.spell(into: &command)
        command.say("ingress_block", ingressBlock)
        command.say("egress_block", egressBlock)
        command.say(kind)
        guard unknown == nil else { throw .unsayable("its options, which are raw") }
        try options.spell(into: &command)
        guard let gred = options.as(GRED.self) else { return [command.line] }
        var lines = [command.line]
        for queue in gred.virtualQueues {
            var change = TcCommand("tc", "qdisc", "change", "dev", link)
            change.attach(to: parent)
            change.say("handle", handle)
            change.say(kind)
            try gred.spell(queue, into: &change)
            lines.append(change.line)
        }
        return lines
    }
}

extension SizeTable {
    fileprivate func spell(into command: inout TcCommand) throws(RenderingError) {
        guard (linkLayer ?? .unaware) != .unaware || (mpu ?? 0) != 0 || (overhead ?? 0) != 0 else {
            throw .unsayable("a size table that adds nothing")
        }
        command.say("stab")
        if let linkLayer, linkLayer != .unaware { command.say("linklayer", "\(linkLayer)") }
        for (name, value) in [("mpu", mpu), ("mtu", mtu), ("tsize", tableSize)] where (value ?? 0) != 0 { command.say(name, value) }
        if let overhead, overhead != 0 { command.say("overhead", overhead) }
    }
}

extension TrafficClass {
    func tcLine(_ verb: TrafficControlStep.Verb, on link: String) throws(RenderingError) -> String {
        var command = TcCommand("tc", "class", verb.rawValue, "dev", link, "parent", "\(parent)", "classid", "\(id)", kind)
        guard unknown == nil else { throw .unsayable("its options, which are raw") }
        try options.spell(into: &command)
        return command.line
    }
}

extension FilterChain {
    func tcLine(_ verb: TrafficControlStep.Verb, on link: String) throws(RenderingError) -> String {
        var command = TcCommand("tc", "chain", verb.rawValue)
        command.attach(to: attachment, on: link)
        command.say("chain", index)
        guard let template else { return command.line }
        guard let classifier = template.options as? any TcClassifier else { throw .unsayable("a template of `\(template.kind)`") }
        // The kernel does not return a template's protocol, but tc's version of it.
        let told = protocolID.flatMap { $0 == 0 ? nil : $0 }
        let protocolID = told ?? template.as(Filter.Flower.self)?.etherType ?? Filter.allProtocols
        command.say("protocol", EtherTypeText.name(protocolID))
        command.say(template.kind)
        try classifier.spell(Filter(template.options, on: attachment, protocolID: protocolID), into: &command)
        return command.line
    }
}

extension Filter {
    func tcLine(_ verb: TrafficControlStep.Verb, on link: String) throws(RenderingError) -> String {
        guard unknown == nil, let classifier = classifier.options as? any TcClassifier else {
            throw .unsayable("its options, which are raw")
        }
        var command = TcCommand("tc", "filter", verb.rawValue)
        command.attach(to: attachment, on: link)
        if chain != 0 { command.say("chain", chain) }
        command.say("pref", priority)
        command.say("protocol", EtherTypeText.name(protocolID))
        command.say("handle", classifier.handle(of: self))
        command.say(kind)
        let bare = command.words.count
        try spell(flags, of: type(of: classifier), into: &command)
        try classifier.spell(self, into: &command)
        if let classID {
            command.say("classid", classID)
        } else if actions.isEmpty, type(of: classifier).needsWords, command.words.count == bare || Self.wantsAnotherWord(kind, flags) {
            // tc sends no options without any argument.
            command.say("classid", "none")
        }
        try spellActions(into: &command)
        return command.line
    }

    /// tc reads matchall's flags, and the matches of basic, only before another word.
    private static func wantsAnotherWord(_ kind: String, _ flags: FilterFlags) -> Bool {
        kind == MatchAll.kind ? flags != [] : kind == Basic.kind
    }

    private func spell(_ flags: FilterFlags, of classifier: any TcClassifier.Type, into command: inout TcCommand) throws(RenderingError) {
        for (flag, word) in [(FilterFlags.verbose, "verbose"), (.skipHardware, "skip_hw"), (.skipSoftware, "skip_sw")]
        where flags.contains(flag) {
            guard classifier.flags.contains(flag) else { throw .unsayable("\(word) of \(kind)") }
            command.say(word)
        }
        guard flags.subtracting(.authored) == [] else { throw .unsayable("flags \(flags.rawValue)") }
    }

    private func spellActions(into command: inout TcCommand) throws(RenderingError) {
        var cookie: HexBytes?
        for action in actions {
            // tc gives an action's cookie to those after it, too.
            if cookie != nil, action.cookie == nil { throw .unsayable("an action without a cookie after one that has one") }
            cookie = action.cookie
            if action.isInOldForm != true { command.say("action") }
            try action.spell(into: &command)
        }
    }
}

extension Action {
    func tcLine(_ verb: TrafficControlStep.Verb) throws(RenderingError) -> String {
        var command = TcCommand("tc", "actions", verb.rawValue, "action")
        try spell(into: &command)
        return command.line
    }

    func spell(into command: inout TcCommand) throws(RenderingError) {
        guard unknown == nil, let options = options.options as? any TcAction else {
            throw .unsayable("the options of action \(kind), which are raw")
        }
        if kind != GAct.kind { command.say(kind) }
        try options.spell(self, into: &command)
        command.say("cookie", cookie)
        switch hardwareStatistics {
        case nil: break
        case 0?: command.say("hw_stats", "disabled")
        case 1?: command.say("hw_stats", "immediate")
        case 2?: command.say("hw_stats", "delayed")
        case let other?: throw .unsayable("hw_stats \(other)")
        }
        command.say("no_percpu", if: flags.contains(.noPerCPUStatistics))
        command.say("skip_sw", if: flags.contains(.skipSoftware))
        command.say("skip_hw", if: flags.contains(.skipHardware))
    }
}

extension TcCommand {
    mutating func attach(to parent: Handle) {
        if parent == .root { say("root") } else { say("parent", parent) }
    }

    mutating func attach(to attachment: Attachment, on link: String) {
        switch attachment {
        case .block(let block): say("block", block)
        case .parent(.ingress): say("dev", link, "ingress")
        case .parent(.egress): say("dev", link, "egress")
        case .parent(let parent):
            say("dev", link)
            attach(to: parent)
        }
    }

    /// The fate of the packet after an action, and the index by which others refer to the action.
    mutating func say(_ control: ActionControl, index: UInt32?) throws(RenderingError) {
        try say(control)
        say("index", index)
    }

    mutating func say(_ control: ActionControl) throws(RenderingError) {
        switch control {
        case .continue, .pass, .reclassify, .drop, .pipe, .trap: say(control.description)
        default:
            let words = control.description.split(separator: " ").map(String.init)
            guard words.count > 1 else { throw .unsayable("the verdict \(control)") }
            for word in words { say(word) }
        }
    }
}

/// The names that tc has for protocols.
enum EtherTypeText {
    private static let names: [UInt16: String] = [
        0x0003: "all", 0x0800: "ip", 0x0806: "arp", 0x8035: "rarp", 0x86dd: "ipv6", 0x8100: "802.1Q", 0x88a8: "802.1ad", 0x8847: "mpls_uc",
        0x8848: "mpls_mc", 0x8863: "ppp_disc", 0x8864: "ppp_ses",
    ]
    static func name(_ number: UInt16) -> String { names[number] ?? "0x" + String(number, radix: 16) }
}
