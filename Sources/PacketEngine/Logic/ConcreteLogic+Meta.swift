import WeirModel

extension ConcreteLogic {
    /// - Parameter key: `NFT_META_…`.
    mutating func meta(_ key: UInt32, _ registers: inout RegisterFile<UInt32>, _ slot: Int) -> Bool {
        switch key {
        case 0: registers[slot] = hostWord(UInt32(clamping: packet.length))
        case 1: registers[slot] = UInt32(packet.etherType) << 16
        case 2: registers[slot] = hostWord(packet.priority)
        case 3: registers[slot] = hostWord(packet.mark)
        case 4: registers[slot] = hostWord(place.from.map { host.links[$0].index } ?? 0)
        case 5: registers[slot] = hostWord(place.to.map { host.links[$0].index } ?? 0)
        case 6: store(name: place.from, &registers, slot)
        case 7: store(name: place.to, &registers, slot)
        // The kernel asks the link that has the packet, which is not the one that it came from once it leaves.
        case 8: return store(type: packet.device, &registers, slot)
        case 9: return store(type: place.to, &registers, slot)
        case 10, 11:
            guard packet.hasSocket else { return isOfUnknownSocket(&registers, slot) }
            registers[slot] = hostWord(key == 10 ? host.owner.uid : host.owner.gid)
        case 13:
            guard route != nil else { return false }
            registers[slot] = 0
        case 14, 33: registers[slot] = 0
        case 15: registers[slot] = UInt32(place.family.kernelNumber) << 24
        case 16:
            guard let view else { return false }
            registers[slot] = UInt32(view.kind) << 24
        case 17, 18:
            guard let port = key == 17 ? place.from : place.to, let bridge = host.links[port].master else { return false }
            store(name: bridge, &registers, slot)
        case 19: registers[slot] = packet.addressee.rawValue << 24
        case 21, 22:
            guard let link = key == 21 ? place.from : place.to else { return false }
            registers[slot] = hostWord(host.links[link].group)
        case 23:
            guard packet.hasSocket else { return isOfUnknownSocket(&registers, slot) }
            unknown("the sender's control group")
            registers[slot] = 0
        case 25: registers[slot] = 0
        case 26, 27:
            guard let link = key == 26 ? place.from : place.to, !host.links[link].isLoopback else { return false }
            let kind = host.links[link].kind
            if kind == "ether" { unknown("the kind of link `\(host.links[link].name)`") }
            store(Array(kind.utf8.prefix(15)) + [UInt8](repeating: 0, count: max(1, 16 - kind.utf8.count)), &registers, slot)
        case 34: store([UInt8](repeating: 0, count: 16), &registers, slot)
        case 37:
            guard let port = place.from, let bridge = host.links[port].master else { return false }
            store(host.links[bridge].mac.bytes, &registers, slot)
        default:
            let names = MetaKey.allCases.first { $0.kernelNumber == key }
            unknown("meta \(names?.rawValue ?? String(key))")
            registers[slot] = 0
        }
        return true
    }

    /// What arrives from a card has no socket. A frame from a TAP has that of the program behind it, until IP takes it.
    private mutating func isOfUnknownSocket(_ registers: inout RegisterFile<UInt32>, _ slot: Int) -> Bool {
        guard let device = packet.device, host.links[device].kind == "ether" || host.links[device].kind == "tun",
            place.family == .arp || place.family == .netdev || place.family == .bridge, place.hook != .output, place.hook != .egress
        else { return false }
        unknown("whether link `\(host.links[device].name)` is a TAP")
        registers[slot] = 0
        return true
    }

    private func store(name link: Int?, _ registers: inout RegisterFile<UInt32>, _ slot: Int) {
        guard let link else { return store(Self.noName, &registers, slot) }
        store(host.links[link].nameBytes, &registers, slot)
    }

    private static let noName = [UInt8](repeating: 0, count: 16)

    private func store(type link: Int?, _ registers: inout RegisterFile<UInt32>, _ slot: Int) -> Bool {
        guard let link else { return false }
        registers[slot] = UInt32(host.links[link].type.bigEndian) << 16
        return true
    }

    mutating func writeMeta(_ key: UInt32, _ word: UInt32) {
        switch key {
        case 2: packet.priority = hostWord(word)
        case 3: packet.mark = hostWord(word)
        case 19:
            // Between the values of packets that were received alone.
            let value = word >> 24
            if let addressee = Packet.Addressee(rawValue: value), packet.addressee.rawValue != value { packet.addressee = addressee }
        default: break
        }
    }
}
