import Netfilter
import WeirModel

extension ConcreteLogic {
    /// - Parameter key: `NFT_CT_…`.
    mutating func ct(_ key: UInt32, _ direction: UInt8?, _ registers: inout RegisterFile<UInt32>, _ slot: Int) -> Bool {
        if key == 0 {
            registers[slot] = hostWord(stateBits)
            return true
        }
        guard case .connection(let number, _, let way) = packet.tracking else { return false }
        let connection = table.connections[number]
        func tuple() -> Tuple { direction == 1 ? connection.reply : connection.original }
        func counter(_ values: [UInt64]) {
            let value = direction.map { values[Int($0 & 1)] } ?? values[0] &+ values[1]
            let bytes = withUnsafeBytes(of: value) { Array($0) }
            store(bytes, &registers, slot)
        }
        switch key {
        case 1: registers[slot] = UInt32(way.rawValue) << 24
        case 2: registers[slot] = hostWord(connection.status.rawValue)
        case 3: registers[slot] = hostWord(connection.mark)
        case 4: registers[slot] = hostWord(connection.secmark)
        case 5:
            // Of an entry that is not confirmed, nothing expires yet.
            registers[slot] = 0
            if connection.status.contains(.confirmed) { unknown("when the connection expires") }
        case 6: return false
        case 7: registers[slot] = (connection.original.source.isIPv6 ? 10 : 2) << 24
        case 8, 9: store((key == 8 ? tuple().source : tuple().destination).bytes, &registers, slot)
        case 10: registers[slot] = UInt32(connection.original.kind) << 24
        case 11: registers[slot] = UInt32(tuple().sourcePort) << 16
        case 12: registers[slot] = UInt32(tuple().destinationPort) << 16
        case 13: store(connection.labels ?? [UInt8](repeating: 0, count: 16), &registers, slot)
        case 14: counter(connection.packets)
        case 15: counter(connection.bytes)
        case 16:
            let packets = connection.packets
            counter([0, 1].map { packets[$0] == 0 ? 0 : connection.bytes[$0] / packets[$0] })
        case 17: registers[slot] = UInt32(connection.original.zone.bigEndian) << 16
        case 19, 20, 21, 22:
            guard connection.original.source.isIPv6 == (key > 20) else { return false }
            store((key == 19 || key == 21 ? tuple().source : tuple().destination).bytes, &registers, slot)
        default:
            unknown("ct \(CtKey(kernelNumber: key)?.rawValue ?? String(key))")
            registers[slot] = 0
        }
        return true
    }

    /// `NF_CT_STATE_…`.
    private var stateBits: UInt32 {
        switch packet.tracking {
        case .none: 1
        case .untracked: 64
        case .connection(_, .established, _): 2
        case .connection(_, .related, _): 4
        case .connection(_, .new, _): 8
        }
    }

    mutating func writeConnection(_ key: UInt32, _ registers: RegisterFile<UInt32>, _ slot: Int) {
        // Once it is tracked, a packet keeps its zone.
        if key == 17, case .none = packet.tracking { return unknown("a zone that a rule sets") }
        guard case .connection(let number, _, _) = packet.tracking else { return }
        switch key {
        case 3: table.connections[number].mark = hostWord(registers[slot])
        case 4: table.connections[number].secmark = hostWord(registers[slot])
        case 13:
            table.connections[number].labels = (0..<4).flatMap { offset in
                let word = slot + offset < Registers.slots ? registers[slot + offset] : 0
                return stride(from: UInt32(24), through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
            }
        default: break
        }
    }
}
