extension NICProfile {
    /// rtnetlink's report of the link and its neighbours. `RTM_GETLINK`
    public struct LinkFacts: Sendable, Codable, Hashable {
        public var index: UInt32
        /// `veth`, `vlan`, `bridge` …; nil for a device that `ip link add` did not make. `IFLA_INFO_KIND`
        public var kind: String?
        /// `ether`, `loopback`, `none`, or the number. `ifi_type`
        public var type: String
        public var address: String?
        /// `IFF_UP`
        public var up: Bool
        public var promiscuous: Bool
        /// Bytes, without the link layer's header. `IFLA_MTU`
        public var mtu: UInt32
        public var limits: SizeLimits
        public var transmitQueues: UInt32
        public var receiveQueues: UInt32
        /// The root qdisc's kind.
        public var qdisc: String?
        /// The bridge, bond, team or VRF that the link is a port of.
        public var master: String?
        /// The master's kind.
        public var masterKind: String?
        /// The port's kind as its master calls it: `bridge`, `bond`. `IFLA_INFO_SLAVE_KIND`
        public var portKind: String?
        /// Links below: the one that a vlan, macvlan or tunnel uses, the ports of a bridge or bond.
        public var lower: [Neighbour]
        /// Links that use this one.
        public var upper: [Neighbour]
        /// Ports with the same id are ports of one switch. Hexadecimal. `IFLA_PHYS_SWITCH_ID`
        public var switchID: String?
        /// `p0`, `pf0vf1`. `IFLA_PHYS_PORT_NAME`
        public var portName: String?
        /// The device's bus and name. `IFLA_PARENT_DEV_BUS_NAME`, `IFLA_PARENT_DEV_NAME`
        public var parent: String?
        /// `IFLA_NUM_VF`
        public var virtualFunctions: UInt32?
        public var vlan: VLAN?
        public var tunnel: Tunnel?
        public var xdp: XDP?

        public init(index: UInt32, kind: String? = nil, type: String = "ether", mtu: UInt32 = 1500) {
            self.index = index
            self.kind = kind
            self.type = type
            up = false
            promiscuous = false
            self.mtu = mtu
            limits = SizeLimits()
            transmitQueues = 1
            receiveQueues = 1
            lower = []
            upper = []
        }
    }

    /// The largest packets that the stack builds and that it merges, in bytes; `nil` if the kernel does not report them.
    public struct SizeLimits: Sendable, Codable, Hashable {
        public var gsoMaxSize: UInt32?
        public var gsoMaxSegments: UInt32?
        public var groMaxSize: UInt32?
        public var tsoMaxSize: UInt32?
        public var tsoMaxSegments: UInt32?
        public var gsoIPv4MaxSize: UInt32?
        public var groIPv4MaxSize: UInt32?
        public init(
            gsoMaxSize: UInt32? = nil, gsoMaxSegments: UInt32? = nil, groMaxSize: UInt32? = nil, tsoMaxSize: UInt32? = nil,
            tsoMaxSegments: UInt32? = nil, gsoIPv4MaxSize: UInt32? = nil, groIPv4MaxSize: UInt32? = nil
        ) {
            self.gsoMaxSize = gsoMaxSize
            self.gsoMaxSegments = gsoMaxSegments
            self.groMaxSize = groMaxSize
            self.tsoMaxSize = tsoMaxSize
            self.tsoMaxSegments = tsoMaxSegments
            self.gsoIPv4MaxSize = gsoIPv4MaxSize
            self.groIPv4MaxSize = groIPv4MaxSize
        }
    }

    /// Another link, as far as it matters to this one.
    public struct Neighbour: Sendable, Codable, Hashable {
        public var name: String
        public var kind: String?
        public var mtu: UInt32?
        public var vlan: VLAN?
        public var tunnel: Tunnel?
        public init(name: String, kind: String? = nil, mtu: UInt32? = nil, vlan: VLAN? = nil, tunnel: Tunnel? = nil) {
            self.name = name
            self.kind = kind
            self.mtu = mtu
            self.vlan = vlan
            self.tunnel = tunnel
        }
    }

    public struct VLAN: Sendable, Codable, Hashable {
        public var id: UInt16
        /// `802.1Q`, `802.1ad`.
        public var `protocol`: String
        /// skb priority to 802.1p priority. `IFLA_VLAN_EGRESS_QOS`
        public var egressMap: [Int: UInt32]
        public init(id: UInt16, protocol: String = "802.1Q", egressMap: [Int: UInt32] = [:]) {
            self.id = id
            self.protocol = `protocol`
            self.egressMap = egressMap
        }
    }

    public struct Tunnel: Sendable, Codable, Hashable {
        /// Destination UDP port of vxlan and geneve.
        public var port: UInt16?
        /// The outer packets are IPv6.
        public var overIPv6: Bool?
        /// The outer packets carry a checksum.
        public var checksum: Bool?
        public init(port: UInt16? = nil, overIPv6: Bool? = nil, checksum: Bool? = nil) {
            self.port = port
            self.overIPv6 = overIPv6
            self.checksum = checksum
        }
    }

    public struct XDP: Sendable, Codable, Hashable {
        /// `native`, `generic`, `hardware`, `several`. `IFLA_XDP_ATTACHED`
        public var mode: String
        public var program: UInt32?
        public init(mode: String, program: UInt32? = nil) {
            self.mode = mode
            self.program = program
        }
    }

    /// The host's settings that change the meaning of a policy. Names are sysctl's.
    public struct HostFacts: Sendable, Codable, Hashable {
        public var cpus: UInt32
        /// By sysctl name, such as `net.ipv4.ip_forward`; one that the host lacks is absent.
        public var sysctl: [String: Reading<Int>]
        public init(cpus: UInt32, sysctl: [String: Reading<Int>] = [:]) {
            self.cpus = cpus
            self.sysctl = sysctl
        }
    }
}
