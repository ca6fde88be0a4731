internal import CNl
internal import Netlink
import WeirModel

extension Action.PEdit: ActionCoded {
    static let parametersType = Int(TCA_PEDIT_PARMS)
    static let ignored = [Int(TCA_PEDIT_TM), Int(TCA_PEDIT_PAD)]

    private var isExtended: Bool { keys.contains { $0.header != nil || $0.command != nil } }

    /// struct tc_pedit_sel, then struct tc_pedit_key for each word; in the extended form, also each key's header and command.
    func encode(_ generic: GenericAction, into writer: MessageWriter, _ names: InterfaceTable) throws(TrafficControlError) {
        writer.structure(Int(isExtended ? TCA_PEDIT_PARMS_EX : TCA_PEDIT_PARMS)) { body in
            generic.write(into: body)
            body.append([UInt8(clamping: keys.count), flags ?? 0, 0, 0])
            for key in keys {
                body.append(key.mask.bigEndian)
                body.append(key.value.bigEndian)
                body.append(key.offset)
                body.append(key.at ?? 0)
                body.append(key.offsetMask ?? 0)
                body.append(key.shift ?? 0)
            }
        }
        guard isExtended else { return }
        writer.nest(Int(TCA_PEDIT_KEYS_EX)) { nest in
            for key in keys {
                nest.nest(Int(TCA_PEDIT_KEY_EX)) { line in
                    line.put(Int(TCA_PEDIT_KEY_EX_HTYPE), UInt16(Header.allCases.firstIndex(of: key.header ?? .network) ?? 0))
                    line.put(Int(TCA_PEDIT_KEY_EX_CMD), UInt16(Command.allCases.firstIndex(of: key.command ?? .set) ?? 0))
                }
            }
        }
    }

    static func decode(_ attributes: Attributes, names: InterfaceTable) -> (Self, GenericAction, [RawAttribute])? {
        guard let parameters = attributes[attribute: Int(TCA_PEDIT_PARMS_EX)] ?? attributes[attribute: Int(TCA_PEDIT_PARMS)],
            let generic = GenericAction(parameters), let count: UInt8 = parameters.number(at: GenericAction.size),
            let flags: UInt8 = parameters.number(at: GenericAction.size + 1)
        else { return nil }
        var options = Self()
        options.flags = flags == 0 ? nil : flags
        var reader = StructReader(parameters.dropFirst(GenericAction.size + 4))
        for _ in 0..<count {
            guard let mask: UInt32 = reader.next(), let value: UInt32 = reader.next(), let offset: Int32 = reader.next(),
                let at: UInt32 = reader.next(),
                let offsetMask: UInt32 = reader.next(), let shift: UInt32 = reader.next()
            else { return nil }
            var key = Key(mask: UInt32(bigEndian: mask), value: UInt32(bigEndian: value), offset: offset)
            key.at = at == 0 ? nil : at
            key.offsetMask = offsetMask == 0 ? nil : offsetMask
            key.shift = shift == 0 ? nil : shift
            options.keys.append(key)
        }
        if let extended = attributes[attribute: Int(TCA_PEDIT_KEYS_EX)].map({ Array($0.attributes) }), extended.count == options.keys.count
        {
            for (index, line) in extended.enumerated() {
                let parts = line.payload.attributes
                guard let header: UInt16 = parts[attribute: Int(TCA_PEDIT_KEY_EX_HTYPE)]?.number(),
                    Header.allCases.indices.contains(Int(header)),
                    let command: UInt16 = parts[attribute: Int(TCA_PEDIT_KEY_EX_CMD)]?.number(),
                    Command.allCases.indices.contains(Int(command))
                else { return nil }
                options.keys[index].header = Header.allCases[Int(header)]
                options.keys[index].command = Command.allCases[Int(command)]
            }
        }
        let taken = [Int(TCA_PEDIT_PARMS), Int(TCA_PEDIT_PARMS_EX), Int(TCA_PEDIT_KEYS_EX)] + ignored
        return (options, generic, attributes.raw(besides: taken))
    }
}
