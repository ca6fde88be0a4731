import Netfilter
import WeirModel

extension ConcreteLogic {
    package mutating func perform(
        _ action: Action, registers: inout RegisterFile<UInt32>, under condition: Bool, endings: inout [Ending<Bool>]
    ) -> Bool {
        guard condition else { return false }
        func end(_ verdict: Verdict) -> Bool {
            endings.append(Ending(verdict, true))
            return false
        }
        switch action.kind {
        case .limit, .quota, .connlimit: return allows(action, [])
        case .object(let number): return perform(object: number, action)
        case .reject: return end(.drop)
        case .notrack:
            if case .none = packet.tracking { packet.tracking = .untracked }
            return true
        case .nat(let nat):
            guard nat.family == UInt32(place.family.kernelNumber) || nat.family == 1 else { return true }
            return end(translate(nat.type == 1 ? .destination : .source, range(nat, registers)))
        case .masquerade(let flags, let low, let high):
            guard let link = place.to, let address = masqueradeAddress(link) else { return end(.drop) }
            return end(translate(.source, range(flags, address, low, high, registers)))
        case .redirect(let flags, let low, let high):
            guard let address = redirectAddress else { return end(.drop) }
            return end(translate(.destination, range(flags, address, low, high, registers)))
        case .tproxy: return false
        case .synproxy: return synproxy(&endings)
        case .queue(let number, _, let flags, let slot):
            isQueueBypassed = flags & 1 != 0
            return end(.queue(number ?? slot.map { UInt16(truncatingIfNeeded: hostWord(registers[$0])) } ?? 0))
        case .dup(_, let device):
            guard place.family == .netdev, let device else { return true }
            depart(registers[device], isCopy: true)
            return true
        case .fwd(let device, _, _):
            depart(registers[device], isCopy: false)
            return end(.stolen)
        case .flowOffload: return true
        case .dynset(let op, let set, let slot, let data, _, let statefuls):
            return update(program.sets[set], op, slot, data, statefuls, registers)
        case .raw(let raw):
            unknown("the expression `\(raw.name)`")
            return true
        }
    }

    // MARK: states

    /// Whether an expression that counts lets the packet on.
    mutating func allows(_ action: Action, _ element: StatefulMemory.Key) -> Bool {
        switch action.kind {
        case .limit(let rate, let unit, let burst, let type, let flags):
            return allows(action, element, rate: rate, unit: unit, burst: burst, bytes: type == 1, over: flags & 1 != 0)
        case .quota(let bytes, let flags, let consumed):
            let before = memory.use(action.number, element, UInt64(clamping: packet.length))
            let isOver = consumed &+ before &+ UInt64(clamping: packet.length) > bytes
            return isOver == (flags & 1 != 0)
        case .connlimit(let count, let flags):
            var connection: Int?
            if case .connection(let number, _, _) = packet.tracking { connection = number }
            let others = memory.connections(action.number, element, adding: connection).filter {
                $0 != connection && table.connections[$0].status.contains(.confirmed) && !table.connections[$0].status.contains(.dying)
            }
            return (others.count + 1 > Int(count)) == (flags & 1 != 0)
        case .reject, .nat, .masquerade, .redirect, .tproxy, .dup, .fwd, .notrack, .synproxy, .flowOffload, .queue, .dynset, .object, .raw:
            return true
        }
    }

    private mutating func allows(
        _ action: Action, _ element: StatefulMemory.Key, rate: UInt64, unit: UInt64, burst: UInt32, bytes: Bool, over: Bool
    ) -> Bool {
        let cost = bytes ? UInt64(clamping: packet.length) : 1
        let bucket = bytes ? rate &+ UInt64(burst) : UInt64(burst == 0 ? 5 : burst)
        let before = memory.use(action.number, element, cost) { $0 &+ cost > bucket }
        let isWithin = before &+ cost <= bucket
        // The bucket fills again as time goes by: only a slow one is the same in any case.
        let seconds = Double(unit) / Double(max(1, rate))
        if !isWithin, seconds * Double(bytes ? cost : 1) < 60 { unknown("limit") }
        return isWithin != over
    }

    private mutating func perform(object number: Int, _ action: Action) -> Bool {
        let object = program.objects[number]
        switch object.definition {
        case .limit(let limit):
            return allows(
                Action(kind: action.kind, place: action.place, number: -1 - number), [], rate: limit.rate, unit: limit.per,
                burst: limit.burst, bytes: limit.unit == .bytes, over: limit.over)
        case .quota(let quota):
            let before = memory.use(-1 - number, [], UInt64(clamping: packet.length))
            return (quota.used &+ before &+ UInt64(clamping: packet.length) > quota.bytes) == quota.over
        case .synproxy: return true
        case .ctExpectation:
            guard case .connection(let number, _, _) = packet.tracking else { return false }
            return !table.connections[number].status.contains(.confirmed)
        case .counter, .secmark, .ctHelper, .ctTimeout, .tunnel: return true
        case .raw:
            unknown("the object `\(object.name)`")
            return true
        }
    }

    private mutating func update(
        _ set: ProgramSet, _ op: UInt32, _ slot: Int, _ data: Int?, _ statefuls: [Int], _ registers: RegisterFile<UInt32>
    ) -> Bool {
        let key = key(set, registers, slot)
        if op == 2 {
            memory.remove(key, from: set.number)
            return true
        }
        if memory.elements[set.number]?[key] == nil {
            let limit = set.specification.size.map { Int($0) } ?? Int.max
            guard memory.elements[set.number]?.count ?? 0 < limit else { return false }
            let words = max(1, (Int(set.specification.dataLength ?? 4) + 3) / 4)
            let value = data.map { from in
                StatefulMemory.Key((0..<words).compactMap { from + $0 < Registers.slots ? registers[from + $0] : nil })
            }
            memory.add(StatefulMemory.Element(entry: -1, value: value ?? [], statefuls: statefuls), key, to: set.number)
        }
        return run(memory.elements[set.number]?[key]?.statefuls ?? [], key)
    }

    // MARK: other ways

    private mutating func synproxy(_ endings: inout [Ending<Bool>]) -> Bool {
        guard let view, view.kind == TransportProtocol.tcp, view.fragmentOffset == 0,
            let flags = packet.byte(packet.start + view.offset + 13), packet.slice(packet.start + view.offset, 20) != nil
        else { return false }
        // The kernel sums up an IPv6 packet as if it were IPv4, unless the card has done it.
        if packet.isIPv6 { unknown("whether the card has checked the checksum") }
        guard packet.hasGoodTransportChecksum else {
            endings.append(Ending(.drop, true))
            return false
        }
        guard flags & 2 != 0 || (flags & 0x17 == 16) else { return true }
        endings.append(Ending(flags & 2 != 0 ? .stolen : .drop, true))
        if flags & 2 == 0 { unknown("whether this is the ACK of a SYN cookie") }
        return false
    }

    private mutating func depart(_ word: UInt32, isCopy: Bool) {
        guard let link = host.linkPlace(index: hostWord(word)) else { return }
        departures.append(Departure(packet: packet, link: link, isCopy: isCopy, before: steps.count))
    }

    // MARK: addresses for NAT

    private func masqueradeAddress(_ link: Int) -> InternetAddress? {
        guard packet.isIPv6 else { return host.masqueradeAddress(of: link, towards: route?.via ?? packet.destination) }
        if let destination = packet.destination, host.isOwn(destination) { return destination }
        return host.sourceAddress(of: link, isIPv6: true)
    }

    private var redirectAddress: InternetAddress? {
        if place.hook == .output { return InternetAddress(bits: packet.isIPv6 ? 1 : 0x7f00_0001, isIPv6: packet.isIPv6) }
        return place.from.flatMap { link in host.links[link].addresses.first { $0.isIPv6 == packet.isIPv6 } }
    }

    private func range(_ nat: Action.Nat, _ registers: RegisterFile<UInt32>) -> Translation.Range {
        func address(_ slot: Int?) -> InternetAddress? {
            guard let slot else { return nil }
            guard packet.isIPv6 else { return InternetAddress(bits: UInt128(registers[slot]), isIPv6: false) }
            guard slot + 4 <= Registers.slots else { return nil }
            return InternetAddress(bits: (0..<4).reduce(0) { $0 << 32 | UInt128(registers[slot + $1]) }, isIPv6: true)
        }
        var range = Translation.Range(flags: Translation.Flags(rawValue: nat.flags))
        if let low = address(nat.addressMin) { range.addresses = (low, address(nat.addressMax) ?? low) }
        range.ports = ports(nat.protoMin, nat.protoMax, registers)
        return range
    }

    private func range(
        _ flags: UInt32, _ address: InternetAddress, _ low: Int?, _ high: Int?, _ registers: RegisterFile<UInt32>
    ) -> Translation.Range {
        Translation.Range(flags: Translation.Flags(rawValue: flags), addresses: (address, address), ports: ports(low, high, registers))
    }

    private func ports(_ low: Int?, _ high: Int?, _ registers: RegisterFile<UInt32>) -> ClosedRange<UInt16>? {
        guard let low else { return nil }
        let first = UInt16(truncatingIfNeeded: registers[low] >> 16)
        let last = high.map { UInt16(truncatingIfNeeded: registers[$0] >> 16) } ?? first
        return first...max(first, last)
    }
}
