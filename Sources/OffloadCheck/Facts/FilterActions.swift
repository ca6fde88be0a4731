internal import WeirModel

extension FilterFacts {
    /// The kernel's translation of the actions for drivers; an action without one keeps the whole filter in software.
    mutating func readActions() {
        for action in filter.actions {
            read(action)
            if let type = action.hardwareStatistics { statisticsTypes.insert(type) }
        }
    }

    private mutating func read(_ action: Action) {
        switch action.options.options {
        case is Action.GAct: control(action.control)
        case let mirred as Action.Mirred: read(mirred)
        case let police as Action.Police:
            actions.insert(.police)
            polices.append(Police(police, exceed: action.control))
        case let edit as Action.PEdit: read(edit)
        case let edit as Action.SKBEdit: read(edit)
        case let vlan as Action.VLAN:
            uses.insert(.mangles)
            actions.insert(
                [.pop: .vlanPop, .push: .vlanPush, .modify: .vlanModify, .popEthernet: .vlanPopEth, .pushEthernet: .vlanPushEth][vlan.mode]
                    ?? .vlanModify)
        case let mpls as Action.MPLS:
            uses.insert(.mangles)
            switch mpls.mode {
            case .pop: actions.insert(.mplsPop)
            case .push: actions.insert(.mplsPush)
            case .modify: actions.insert(.mplsModify)
            case .decrementTTL, .macPush: softwareOnly.append("mpls \(mpls.mode.rawValue)")
            }
        case let key as Action.TunnelKey: actions.insert(key.isRelease ? .tunnelRelease : .tunnelSet)
        case is Action.CT: actions.insert(.ct)
        case is Action.Csum: actions.insert(.csum)
        case is Action.Sample: actions.insert(.sample)
        case is Action.Gate: actions.insert(.gate)
        default: softwareOnly.append(action.kind)
        }
    }

    private mutating func control(_ control: ActionControl) {
        switch control {
        case .pass: actions.insert(.accept)
        case .drop: actions.insert(.drop)
        case .trap: actions.insert(.trap)
        default:
            if control.rawValue >> 28 == 2 { actions.insert(.goto) } else { softwareOnly.append("gact \(control)") }
        }
    }

    private mutating func read(_ mirred: Action.Mirred) {
        let action: FlowAction =
            switch mirred.mode {
            case .egressRedirect: .redirect
            case .egressMirror: .mirror
            case .ingressRedirect: .redirectIngress
            case .ingressMirror: .mirrorIngress
            }
        actions.insert(action)
        if mirred.block == nil { targets.append(Target(link: mirred.device, action: action)) }
    }

    private mutating func read(_ edit: Action.PEdit) {
        uses.insert(.mangles)
        for key in edit.keys {
            if key.header == nil, key.command == nil { softwareOnly.append("pedit without `ex`") }
            actions.insert(key.command == .add ? .add : .mangle)
        }
        softwareOnly = Array(Set(softwareOnly)).sorted()
    }

    private mutating func read(_ edit: Action.SKBEdit) {
        if edit.mark != nil { actions.insert(.mark) }
        if edit.packetType != nil { actions.insert(.ptype) }
        if edit.priority != nil {
            actions.insert(.priority)
            setsPriority = true
        }
        if edit.queueMapping != nil {
            // Linux 6.12 hands it on as a receive queue, for skip_sw filters alone.
            if skipsSoftware { actions.insert(.receiveQueue) } else { softwareOnly.append("skbedit queue_mapping") }
        }
        if edit.inheritDSField == true { softwareOnly.append("skbedit inheritdsfield") }
    }
}

extension FilterFacts.Police {
    init(_ police: Action.Police, exceed: ActionControl) {
        bytesPerSecond = police.rate.flatMap { $0.bytesPerSecond == 0 ? nil : $0.bytesPerSecond }
        packetsPerSecond = police.packetRate.flatMap { $0 == 0 ? nil : $0 }
        if let rate = police.rate, let said = police.burst { burst = said.bytes(at: rate) }
        mtu = police.mtu.flatMap { $0 == 0 ? nil : $0 }
        if exceed != .drop { obstacles.append("packets over the rate are not dropped") }
        if let conform = police.conform, conform != .pipe, conform != .pass {
            obstacles.append("packets within the rate go to `\(conform)`")
        }
        if police.peakRate.map({ $0.bytesPerSecond > 0 }) == true { obstacles.append("it has a peak rate") }
        if police.averageRate.map({ $0 > 0 }) == true { obstacles.append("it has an average rate") }
        if police.overhead.map({ $0 > 0 }) == true { obstacles.append("it has an overhead") }
    }
}

extension Burst {
    /// Bytes that the bucket holds at that rate.
    func bytes(at rate: BitRate) -> UInt64? {
        switch self {
        case .bytes(let bytes): bytes
        case .ticks(let ticks):
            // Ticks of 64 ns.
            rate.bytesPerSecond == 0
                ? nil : UInt64(exactly: (Double(ticks) * 64 / 1e9 * Double(rate.bytesPerSecond)).rounded(.down)) ?? .max
        }
    }
}
