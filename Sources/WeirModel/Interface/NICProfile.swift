/// A network interface as it was read on its host: everything that a check needs of the host.
///
/// A plain, versioned document. Values that could not be read carry the reason.
public struct NICProfile: Sendable, Codable, Hashable {
    /// The version of the document's form.
    public static let currentVersion = 1

    /// `currentVersion` of the program that wrote it. The key is the document's mark.
    public var weirProfile: Int
    /// The link's name on its host.
    public var name: String
    /// `uname -r`, such as `6.1.0-25-amd64`.
    public var kernel: Reading<String>
    public var driver: Reading<Driver>
    public var placement: Reading<Placement>
    public var link: Reading<LinkFacts>
    /// By the kernel's names. A feature that is not listed does not exist in that kernel.
    public var features: Reading<[String: FeatureState]>
    public var speed: Reading<LinkSpeed>
    public var channels: Reading<Channels>
    public var rings: Reading<Rings>
    public var coalescing: Reading<[String: UInt32]>
    public var rss: Reading<RSS>
    public var ntuple: Reading<[NtupleRule]>
    public var tunnelPorts: Reading<[TunnelPortTable]>
    public var timestamping: Reading<Timestamping>
    /// Of profiles that were written before it was read, `nil`.
    public var macMerge: Reading<MACMerge>?
    public var queues: Reading<QueueFacts>
    public var host: Reading<HostFacts>

    /// A profile in which everything is unread for the same reason.
    public init(name: String, unread reason: String) {
        weirProfile = Self.currentVersion
        self.name = name
        kernel = .unknown(reason)
        driver = .unknown(reason)
        placement = .unknown(reason)
        link = .unknown(reason)
        features = .unknown(reason)
        speed = .unknown(reason)
        channels = .unknown(reason)
        rings = .unknown(reason)
        coalescing = .unknown(reason)
        rss = .unknown(reason)
        ntuple = .unknown(reason)
        tunnelPorts = .unknown(reason)
        timestamping = .unknown(reason)
        queues = .unknown(reason)
        host = .unknown(reason)
    }
}

extension NICProfile {
    /// `ETHTOOL_GDRVINFO`. Empty strings are nil.
    public struct Driver: Sendable, Codable, Hashable {
        public var name: String
        public var version: String?
        public var firmware: String?
        public var expansionROM: String?
        /// Such as `0000:00:03.0`.
        public var bus: String?

        public init(name: String, version: String? = nil, firmware: String? = nil, expansionROM: String? = nil, bus: String? = nil) {
            self.name = name
            self.version = version
            self.firmware = firmware
            self.expansionROM = expansionROM
            self.bus = bus
        }
    }

    /// The hardware behind the link.
    public struct Placement: Sendable, Codable, Hashable {
        public enum Kind: String, Sendable, Codable, Hashable {
            /// No device at all: veth, bridge, vlan …
            case software
            case hardware
            /// A card that a hypervisor pretends to be.
            case emulated
            case paravirtual
            case virtualFunction = "virtual function"
        }
        public var kind: Kind
        /// The machine itself is a guest.
        public var guest: Bool
        /// The operator, as the firmware reports it.
        public var vendor: String?

        public init(kind: Kind, guest: Bool, vendor: String? = nil) {
            self.kind = kind
            self.guest = guest
            self.vendor = vendor
        }
    }

    /// `ETHTOOL_MSG_LINKMODES_GET`, `ETHTOOL_MSG_LINKSTATE_GET`.
    public struct LinkSpeed: Sendable, Codable, Hashable {
        public enum Duplex: String, Sendable, Codable, Hashable { case half, full }
        /// 10^6 bits per second; `nil` if the link does not know it.
        public var megabits: UInt32?
        public var duplex: Duplex?
        public var autonegotiation: Bool?
        public var carrier: Bool?

        public init(megabits: UInt32? = nil, duplex: Duplex? = nil, autonegotiation: Bool? = nil, carrier: Bool? = nil) {
            self.megabits = megabits
            self.duplex = duplex
            self.autonegotiation = autonegotiation
            self.carrier = carrier
        }
    }

    /// `ETHTOOL_MSG_TSINFO_GET`. The names are the kernel's.
    public struct Timestamping: Sendable, Codable, Hashable {
        public var capabilities: [String]
        public var transmitModes: [String]
        public var receiveFilters: [String]
        /// The PTP hardware clock `/dev/ptpN`; `nil` if the link has none.
        public var clock: UInt32?

        public init(capabilities: [String], transmitModes: [String] = [], receiveFilters: [String] = [], clock: UInt32? = nil) {
            self.capabilities = capabilities
            self.transmitModes = transmitModes
            self.receiveFilters = receiveFilters
            self.clock = clock
        }
    }

    /// `ETHTOOL_MSG_MM_GET`, from Linux 6.4: frames of one traffic class interrupt those of another (IEEE 802.3br).
    public struct MACMerge: Sendable, Codable, Hashable {
        /// Preemptible frames are received: ethtool's `pmac-enabled`.
        public var receives: Bool
        /// Preemptible frames are to be sent: `tx-enabled`.
        public var sends: Bool
        /// The other end can take them, so that they are sent: `tx-active`.
        public var isActive: Bool
        /// Bytes of the shortest fragment that is sent: `tx-min-frag-size`.
        public var minimumFragment: UInt32?

        public init(receives: Bool, sends: Bool, isActive: Bool, minimumFragment: UInt32? = nil) {
            self.receives = receives
            self.sends = sends
            self.isActive = isActive
            self.minimumFragment = minimumFragment
        }
    }

    /// A table of UDP ports whose inner headers the card parses. `ETHTOOL_A_TUNNEL_UDP_TABLE`
    public struct TunnelPortTable: Sendable, Codable, Hashable {
        public struct Entry: Sendable, Codable, Hashable {
            public var port: UInt16
            /// `vxlan`, `geneve`, `vxlan-gpe`.
            public var type: String
            public init(port: UInt16, type: String) {
                self.port = port
                self.type = type
            }
        }
        public var size: UInt32
        public var types: [String]
        public var entries: [Entry]

        public init(size: UInt32, types: [String], entries: [Entry] = []) {
            self.size = size
            self.types = types
            self.entries = entries
        }
    }
}
