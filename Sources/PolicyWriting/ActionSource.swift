import WeirModel

/// Actions of filters: `.drop`, `.redirect(to: "ifb0")`, `.skbedit { $0.priority = 7 }.with(index: 3)`.
enum ActionSource {
    static func action(_ action: Action) -> Layout {
        var parts = [KindSource.attributes(action.unknown, of: options(action))]
        let surroundings = surroundings(action)
        if !surroundings.isEmpty { parts.append(.call(".with", surroundings)) }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    /// The verdict that means the same among a filter's matches.
    static func verdict(_ actions: [Action]) -> Layout? {
        guard actions.count == 1 else { return nil }
        switch actions[0] {
        case Action(Action.GAct(), .pass): return .text(".accept")
        case Action(Action.GAct(), .drop): return .text(".drop")
        case Action(Action.GAct(), .continue): return .text(".continue")
        default: return nil
        }
    }

    static func control(_ control: ActionControl) -> String {
        switch control {
        case .continue, .pass, .reclassify, .drop, .pipe, .stolen, .queued, .repeat, .redirect, .trap: return ".\(control.description)"
        default: break
        }
        switch control.rawValue >> 28 {
        case 1: return ".jump(\(control.rawValue & 0xfff_ffff))"
        case 2: return ".goto(chain: \(control.rawValue & 0xfff_ffff))"
        default: return ".init(rawValue: \(control.rawValue))"
        }
    }

    private static func options(_ action: Action) -> Layout {
        func then(_ usual: ActionControl) -> [Layout] { action.control == usual ? [] : [.text("then: \(control(action.control))")] }
        switch action.options.options {
        case let gact as Action.GAct:
            if let probability = gact.probability {
                let words = [
                    control(action.control), ".\(probability.randomness)", control(probability.control), "oneIn: \(probability.value)",
                ]
                return .call(".gact", words.map { .text($0) })
            }
            switch action.control {
            case .pass, .drop, .trap, .reclassify, .continue, .pipe: return .text(control(action.control))
            case _ where action.control.rawValue >> 28 == 2: return .text(control(action.control))
            default: return .text(".gact(\(control(action.control)))")
            }
        case let mirred as Action.Mirred:
            let (word, target) = mirred.block.map { ("Block", String($0)) } ?? ("", SwiftSpelling.quoted(mirred.device))
            return switch mirred.mode {
            case .egressRedirect: .call(".redirect", [.text("to\(word): \(target)")] + then(.stolen))
            case .egressMirror: .call(".mirror", [.text("to\(word): \(target)")] + then(.pipe))
            case .ingressRedirect: .call(".redirect", [.text("toIngressOf\(word): \(target)")] + then(.stolen))
            case .ingressMirror: .call(".mirror", [.text("toIngressOf\(word): \(target)")] + then(.pipe))
            }
        case let csum as Action.Csum:
            let names: [(UInt32, String)] = [
                (1, ".ip4h"), (2, ".icmp"), (4, ".igmp"), (8, ".tcp"), (16, ".udp"), (32, ".udplite"), (64, ".sctp"),
            ]
            return .call(".csum", [.text(OptionSetSource.text(csum.checksums, names, type: "Checksums"))] + then(.pipe))
        case let vlan as Action.VLAN:
            if vlan == Action.VLAN() { return .call(".popVLAN", then(.pipe)) }
            if vlan.mode == .push, let id = vlan.id, vlan == Action.VLAN(.push, id: id) {
                return .call(".pushVLAN", [.text("\(id)")] + then(.pipe))
            }
        case let police as Action.Police:
            if let words = self.police(police, action.control) { return words }
        default: break
        }
        return KindSource.action(action.options.options, action.control)
    }

    private static func police(_ police: Action.Police, _ exceed: ActionControl) -> Layout? {
        guard let rate = police.rate, case .bytes(let burst)? = police.burst else { return nil }
        let conform = police.conform ?? .pass
        var police = police
        police.conform = conform
        var plain = Action.Police()
        (plain.rate, plain.burst, plain.conform) = (rate, police.burst, conform)
        guard plain == police else { return nil }
        var arguments: [Layout] = [.text("rate: \(Quantities.rate(rate))"), .text("burst: \(Quantities.size(ByteSize(bytes: burst)))")]
        if exceed != .drop { arguments.append(.text("exceed: \(control(exceed))")) }
        if conform != .pipe { arguments.append(.text("conform: \(control(conform))")) }
        return .call(".police", arguments)
    }

    private static func surroundings(_ action: Action) -> [Layout] {
        var arguments: [Layout] = []
        if let index = action.index { arguments.append(.text("index: \(SwiftSpelling.decimal(index))")) }
        if let cookie = action.cookie { arguments.append(.text("cookie: \(SwiftSpelling.quoted(cookie.description))")) }
        if let statistics = action.hardwareStatistics {
            let names = ["disabled", "immediate", "delayed"]
            let name = Int(statistics) < names.count ? ".\(names[Int(statistics)])" : ".init(rawValue: \(statistics))"
            arguments.append(.text("hwStats: \(name)"))
        }
        if !action.flags.isEmpty {
            let names: [(UInt32, String)] = [(1, ".noPerCPUStatistics"), (2, ".skipHardware"), (4, ".skipSoftware")]
            arguments.append(.text("flags: \(OptionSetSource.text(action.flags.rawValue, names, type: ".init"))"))
        }
        return arguments
    }
}
