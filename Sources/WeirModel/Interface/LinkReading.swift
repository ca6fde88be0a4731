extension NICProfile {
    /// rtnetlink's report of the link and its neighbours. `RTM_GETLINK`
    package struct LinkReading: Sendable, Codable, Hashable {
        package var index: UInt32
        /// `veth`, `vlan`, `bridge` …; nil for a device that `ip link add` did not make. `IFLA_INFO_KIND`
        package var kind: String?
        /// `ether`, `loopback`, `none`, or the number. `ifi_type`
        package var type: String
        package var address: String?
        /// `IFF_UP`
        package var up: Bool
        package var promiscuous: Bool
        /// Bytes, without the link layer's header. `IFLA_MTU`
        package var mtu: UInt32
        package var limits: SizeLimits
        package var transmitQueues: UInt32
        package var receiveQueues: UInt32
        /// The root qdisc's kind.
        package var qdisc: String?
        /// The bridge, bond, team or VRF that the link is a port of.
        package var master: String?
        /// The master's kind.
        package var masterKind: String?
        /// The port's kind as its master calls it: `bridge`, `bond`. `IFLA_INFO_SLAVE_KIND`
        package var portKind: String?
        /// Links below: the one that a vlan, macvlan or tunnel uses, the ports of a bridge or bond.
        package var lower: [Neighbour]
        /// Links that use this one.
        package var upper: [Neighbour]
        /// Ports with the same id are ports of one switch. Hexadecimal. `IFLA_PHYS_SWITCH_ID`
        package var switchID: String?
        /// `p0`, `pf0vf1`. `IFLA_PHYS_PORT_NAME`
        package var portName: String?
        /// The device's bus and name. `IFLA_PARENT_DEV_BUS_NAME`, `IFLA_PARENT_DEV_NAME`
        package var parent: String?
        /// `IFLA_NUM_VF`
        package var virtualFunctions: UInt32?
        package var vlan: VLAN?
        package var tunnel: Tunnel?
        package var xdp: XDP?

        package init(index: UInt32, kind: String? = nil, type: String = "ether", mtu: UInt32 = 1500) {
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
    package struct SizeLimits: Sendable, Codable, Hashable {
        package var gsoMaxSize: UInt32?
        package var gsoMaxSegments: UInt32?
        package var groMaxSize: UInt32?
        package var tsoMaxSize: UInt32?
        package var tsoMaxSegments: UInt32?
        package var gsoIPv4MaxSize: UInt32?
        package var groIPv4MaxSize: UInt32?
        package init(
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
    package struct Neighbour: Sendable, Codable, Hashable {
        package var name: String
        package var kind: String?
        package var mtu: UInt32?
        package var vlan: VLAN?
        package var tunnel: Tunnel?
        package init(name: String, kind: String? = nil, mtu: UInt32? = nil, vlan: VLAN? = nil, tunnel: Tunnel? = nil) {
            (self.name, self.kind, self.mtu, self.vlan, self.tunnel) = (name, kind, mtu, vlan, tunnel)
        }
    }

    package struct VLAN: Sendable, Codable, Hashable {
        package var id: UInt16
        /// `802.1Q`, `802.1ad`.
        package var `protocol`: String
        /// skb priority to 802.1p priority. `IFLA_VLAN_EGRESS_QOS`
        package var egressMap: [Int: UInt32]
        package init(id: UInt16, protocol: String = "802.1Q", egressMap: [Int: UInt32] = [:]) {
            self.id = id
            self.protocol = `protocol`
            self.egressMap = egressMap
        }
    }

    package struct Tunnel: Sendable, Codable, Hashable {
        /// Destination UDP port of vxlan and geneve.
        package var port: UInt16?
        /// The outer packets are IPv6.
        package var overIPv6: Bool?
        /// The outer packets carry a checksum.
        package var checksum: Bool?
        package init(port: UInt16? = nil, overIPv6: Bool? = nil, checksum: Bool? = nil) {
            (self.port, self.overIPv6, self.checksum) = (port, overIPv6, checksum)
        }
    }

    package struct XDP: Sendable, Codable, Hashable {
        /// `native`, `generic`, `hardware`, `several`. `IFLA_XDP_ATTACHED`
        package var mode: String
        package var program: UInt32?
        package init(mode: String, program: UInt32? = nil) { (self.mode, self.program) = (mode, program) }
    }

    /// The host's settings that change the meaning of a policy. Names are sysctl's.
    package struct HostFacts: Sendable, Codable, Hashable {
        package var cpus: UInt32
        /// By sysctl name, such as `net.ipv4.ip_forward`; one that the host lacks is absent.
        package var sysctl: [String: Reading<Int>]
        package init(cpus: UInt32, sysctl: [String: Reading<Int>] = [:]) { (self.cpus, self.sysctl) = (cpus, sysctl) }
    }
}
