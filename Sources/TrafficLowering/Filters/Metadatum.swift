import WeirModel

extension Ematch {
    /// A number that the kernel knows of a packet, as em_meta has it (TCF_META_ID_*).
    struct Metadatum {
        var id: UInt16
        var shift: UInt8 = 0
        /// Of the field, once shifted.
        var bits: UInt32 = 32
        /// More bits than the field's are behind it.
        var isPart = false

        /// Each once: a field with two names, by the first.
        static let fields: [Field] = [
            .meta(.random), .meta(.priority), .meta(.pkttype), .meta(.length), .meta(.mark), .meta(.rtclassid), .header(.vlanId),
            .header(.vlanDei), .header(.vlanPcp),
        ]

        init?(_ field: Field) {
            switch field {
            case .meta(.random): id = 1
            case .meta(.priority): id = 6
            case .meta(.pkttype): (id, bits) = (8, 8)
            case .meta(.length): id = 9
            case .meta(.mark): id = 12
            case .meta(.rtclassid), .rt(.classid): id = 14
            // The tag as the card or the kernel took it out: priority, DEI, VLAN.
            case .header(.vlanId): (id, bits, isPart) = (46, 12, true)
            case .header(.vlanDei), .header(.vlanCfi): (id, shift, bits, isPart) = (46, 12, 1, true)
            case .header(.vlanPcp): (id, shift, bits, isPart) = (46, 13, 3, true)
            default: return nil
            }
        }

        func term(_ test: BitTest) -> EmatchTerm {
            let all = FilterOperand.ones(bits)
            return EmatchTerm(test, bits: bits) { value, mask, comparison in
                let mask = mask == all && !isPart ? 0 : UInt32(truncatingIfNeeded: mask)
                return .meta(header: header(comparison), left: Self.native(mask), right: Self.native(UInt32(truncatingIfNeeded: value)))
            }
        }

        /// struct tcf_meta_hdr: on the left an integer of this kind, on the right an integer constant.
        func header(_ comparison: Ematch.Comparison) -> HexBytes {
            let integer: UInt16 = 1 << 12
            let operation = UInt8(Ematch.Comparison.allCases.firstIndex(of: comparison) ?? 0)
            return HexBytes(Self.native(integer | id).bytes + [shift, operation] + Self.native(integer).bytes + [0, 0])
        }

        /// In the machine's byte order, as em_meta has all its numbers.
        private static func native(_ number: some FixedWidthInteger) -> HexBytes { HexBytes(withUnsafeBytes(of: number) { Array($0) }) }
    }
}
