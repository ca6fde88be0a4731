extension Action.PEdit {
    /// A header field that tc has a name for: its raw value.
    public enum Field: String, Hashable, Sendable, CaseIterable {
        case etherType = "eth type"
        case ipSource = "ip src"
        case ipDestination = "ip dst"
        case ipTOS = "ip tos"
        case ipTTL = "ip ttl"
        case ipProtocol = "ip protocol"
        case ipHeaderLength = "ip ihl"
        case ipDontFragment = "ip df"
        case ip6PayloadLength = "ip6 payload_len"
        case ip6NextHeader = "ip6 nexthdr"
        case ip6HopLimit = "ip6 hoplimit"
        case ip6TrafficClass = "ip6 traffic_class"
        case ip6FlowLabel = "ip6 flow_lbl"
        case tcpSource = "tcp sport"
        case tcpDestination = "tcp dport"
        case tcpFlags = "tcp flags"
        case udpSource = "udp sport"
        case udpDestination = "udp dport"

        public var header: Header {
            Header(rawValue: String(rawValue.prefix { $0 != " " })) ?? .network
        }

        /// In bits from where the header begins.
        private var place: (start: Int32, width: Int32) {
            switch self {
            case .etherType: (96, 16)
            case .ipSource: (96, 32)
            case .ipDestination: (128, 32)
            case .ipTOS: (8, 8)
            case .ipTTL: (64, 8)
            case .ipProtocol: (72, 8)
            case .ipHeaderLength: (0, 8)
            case .ipDontFragment: (48, 8)
            case .ip6PayloadLength: (32, 16)
            case .ip6NextHeader: (48, 8)
            case .ip6HopLimit: (56, 8)
            case .ip6TrafficClass: (4, 8)
            case .ip6FlowLabel: (0, 32)
            case .tcpSource, .udpSource: (0, 16)
            case .tcpDestination, .udpDestination: (16, 16)
            case .tcpFlags: (104, 8)
            }
        }

        /// The word's place in bytes from the header.
        public var offset: Int32 { place.start / 32 * 4 }
        public var width: UInt32 { UInt32(place.width) }
        /// The bits of the word below the field.
        public var shift: UInt32 { UInt32(32 - place.start % 32 - place.width) }
        /// The field's bits, as a number.
        public var all: UInt32 { UInt32.max >> (32 - width) }
    }
}

extension Action.PEdit.Key {
    /// Replaces a field, or the bits of it that `retain` has: tc's `munge ip tos set 0xb8 retain 0xfc`.
    public static func set(_ field: Action.PEdit.Field, to value: UInt32, retain: UInt32? = nil) -> Self { key(field, .set, value, retain) }

    /// Adds to a field: tc's `munge ip ttl add 0xff`.
    public static func add(_ field: Action.PEdit.Field, _ value: UInt32, retain: UInt32? = nil) -> Self { key(field, .add, value, retain) }

    private static func key(_ field: Action.PEdit.Field, _ command: Action.PEdit.Command, _ value: UInt32, _ retain: UInt32?) -> Self {
        let bits = (retain ?? .max) & field.all
        return Self(
            mask: ~(bits << field.shift), value: (value & bits) << field.shift, offset: field.offset, header: field.header, command: command
        )
    }

    /// The field whose bits the key changes, if it is one's alone.
    public var field: Action.PEdit.Field? {
        guard at == nil, offsetMask == nil, shift == nil else { return nil }
        return Action.PEdit.Field.allCases.first { field in
            let bits = field.all << field.shift
            return field.header == header && field.offset == offset && value & ~bits == 0 && (mask == .max || ~mask & ~bits == 0)
        }
    }
}
