/// A network interface as it was read on its host: everything that a check needs of the host.
///
/// A plain, versioned document. Values that could not be read carry the reason.
package struct NICProfile: Sendable, Codable, Hashable {
    /// The version of the document's form.
    package static let currentVersion = 1

    /// `currentVersion` of the program that wrote it. The key is the document's mark.
    package var weirProfile: Int
    /// The link's name on its host.
    package var name: String
    /// `uname -r`, such as `6.1.0-25-amd64`.
    package var kernel: Reading<String>
    package var driver: Reading<Driver>
    package var placement: Reading<Placement>
    package var link: Reading<LinkReading>
    /// By the kernel's names. A feature that is not listed does not exist in that kernel.
    package var features: Reading<[String: FeatureState]>
    package var speed: Reading<LinkSpeed>
    package var channels: Reading<Channels>
    package var rings: Reading<Rings>
    package var coalescing: Reading<[String: UInt32]>
    package var rss: Reading<RSS>
    package var ntuple: Reading<[NtupleRule]>
    package var tunnelPorts: Reading<[TunnelPortTable]>
    package var timestamping: Reading<Timestamping>
    /// Of profiles that were written before it was read, `nil`.
    package var macMerge: Reading<MACMerge>?
    package var queues: Reading<QueueFacts>
    package var host: Reading<HostFacts>

    /// A profile in which everything is unread for the same reason.
    package init(name: String, unread reason: String) {
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
    package struct Driver: Sendable, Codable, Hashable {
        package var name: String
        package var version: String?
        package var firmware: String?
        package var expansionROM: String?
        /// Such as `0000:00:03.0`.
        package var bus: String?

        package init(name: String, version: String? = nil, firmware: String? = nil, expansionROM: String? = nil, bus: String? = nil) {
            (self.name, self.version, self.firmware, self.expansionROM, self.bus) = (name, version, firmware, expansionROM, bus)
        }
    }

    /// The hardware behind the link.
    package struct Placement: Sendable, Codable, Hashable {
        package enum Kind: String, Sendable, Codable, Hashable {
            /// No device at all: veth, bridge, vlan …
            case software
            case hardware
            /// A card that a hypervisor pretends to be.
            case emulated
            case paravirtual
            case virtualFunction = "virtual function"
        }
        package var kind: Kind
        /// The machine itself is a guest.
        package var guest: Bool
        /// The operator, as the firmware reports it.
        package var vendor: String?

        package init(kind: Kind, guest: Bool, vendor: String? = nil) { (self.kind, self.guest, self.vendor) = (kind, guest, vendor) }
    }

    /// `ETHTOOL_MSG_LINKMODES_GET`, `ETHTOOL_MSG_LINKSTATE_GET`.
    package struct LinkSpeed: Sendable, Codable, Hashable {
        package enum Duplex: String, Sendable, Codable, Hashable { case half, full }
        /// 10^6 bits per second; `nil` if the link does not know it.
        package var megabits: UInt32?
        package var duplex: Duplex?
        package var autonegotiation: Bool?
        package var carrier: Bool?

        package init(megabits: UInt32? = nil, duplex: Duplex? = nil, autonegotiation: Bool? = nil, carrier: Bool? = nil) {
            (self.megabits, self.duplex, self.autonegotiation, self.carrier) = (megabits, duplex, autonegotiation, carrier)
        }
    }

    /// `ETHTOOL_MSG_TSINFO_GET`. The names are the kernel's.
    package struct Timestamping: Sendable, Codable, Hashable {
        package var capabilities: [String]
        package var transmitModes: [String]
        package var receiveFilters: [String]
        /// The PTP hardware clock `/dev/ptpN`; `nil` if the link has none.
        package var clock: UInt32?

        package init(capabilities: [String], transmitModes: [String] = [], receiveFilters: [String] = [], clock: UInt32? = nil) {
            (self.capabilities, self.transmitModes, self.receiveFilters, self.clock) = (capabilities, transmitModes, receiveFilters, clock)
        }
    }

    /// `ETHTOOL_MSG_MM_GET`, from Linux 6.4: frames of one traffic class interrupt those of another (IEEE 802.3br).
    package struct MACMerge: Sendable, Codable, Hashable {
        /// Preemptible frames are received: ethtool's `pmac-enabled`.
        package var receives: Bool
        /// Preemptible frames are to be sent: `tx-enabled`.
        package var sends: Bool
        /// The other end can take them, so that they are sent: `tx-active`.
        package var isActive: Bool
        /// Bytes of the shortest fragment that is sent: `tx-min-frag-size`.
        package var minimumFragment: UInt32?

        package init(receives: Bool, sends: Bool, isActive: Bool, minimumFragment: UInt32? = nil) {
            (self.receives, self.sends, self.isActive, self.minimumFragment) = (receives, sends, isActive, minimumFragment)
        }
    }

    /// A table of UDP ports whose inner headers the card parses. `ETHTOOL_A_TUNNEL_UDP_TABLE`
    package struct TunnelPortTable: Sendable, Codable, Hashable {
        package struct Entry: Sendable, Codable, Hashable {
            package var port: UInt16
            /// `vxlan`, `geneve`, `vxlan-gpe`.
            package var type: String
            package init(port: UInt16, type: String) { (self.port, self.type) = (port, type) }
        }
        package var size: UInt32
        package var types: [String]
        package var entries: [Entry]

        package init(size: UInt32, types: [String], entries: [Entry] = []) {
            (self.size, self.types, self.entries) = (size, types, entries)
        }
    }
}
