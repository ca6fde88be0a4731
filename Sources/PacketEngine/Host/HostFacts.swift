/// The facts of a host that its answer to a packet depends on: links, addresses, routes, neighbours, settings.
///
/// Names of fields are those of the `host` line in a file of packets.
package struct HostFacts: Sendable, Codable, Hashable {
    package struct Link: Sendable, Codable, Hashable {
        package var name: String
        package var index: UInt32
        /// `ARPHRD_…`: 1 for Ethernet, 772 for the loopback.
        package var type: UInt16
        package var group: UInt32?
        package var mac: String?
        /// `ether`, `bridge`, `loopback`, or another kind of link.
        package var kind: String?
        /// The bridge whose port it is.
        package var master: String?
        package init(
            name: String, index: UInt32, type: UInt16 = 1, group: UInt32? = nil, mac: String? = nil, kind: String? = nil,
            master: String? = nil
        ) {
            self.name = name
            self.index = index
            self.type = type
            self.group = group
            self.mac = mac
            self.kind = kind
            self.master = master
        }
    }

    package struct Address: Sendable, Codable, Hashable {
        package var link: String
        /// With its prefix length.
        package var address: String
        package var broadcast: String?
        package init(link: String, address: String, broadcast: String? = nil) {
            self.link = link
            self.address = address
            self.broadcast = broadcast
        }
    }

    package struct Route: Sendable, Codable, Hashable {
        /// Raw values are those of iproute2.
        package enum Kind: String, Sendable, Codable, Hashable {
            case unicast, unreachable, blackhole, prohibit
        }
        package var to: String
        package var link: String?
        package var via: String?
        package var type: Kind?
        package init(to: String, link: String? = nil, via: String? = nil, type: Kind? = nil) {
            self.to = to
            self.link = link
            self.via = via
            self.type = type
        }
    }

    package struct Neighbour: Sendable, Codable, Hashable {
        package var link: String
        package var address: String
        package var mac: String
        package init(link: String, address: String, mac: String) {
            self.link = link
            self.address = address
            self.mac = mac
        }
    }

    /// Where a bridge sends the frames to an address.
    package struct ForwardingEntry: Sendable, Codable, Hashable {
        package var bridge: String
        package var port: String
        package var mac: String
        package init(bridge: String, port: String, mac: String) {
            self.bridge = bridge
            self.port = port
            self.mac = mac
        }
    }

    package struct Settings: Sendable, Codable, Hashable {
        package var forwarding4: Bool?
        package var forwarding6: Bool?
        package var acceptLocal: Bool?
        package var bridgeNfCall: Bool?
        package var conntrackChecksum: Bool?
        package var tcpLoose: Bool?
        package var tcpBeLiberal: Bool?
        package var conntrackAccounting: Bool?
        package init() {}

        /// The sysctls' own names.
        private enum CodingKeys: String, CodingKey {
            case forwarding4, forwarding6
            case acceptLocal = "accept_local"
            case bridgeNfCall = "bridge_nf_call"
            case conntrackChecksum = "conntrack_checksum"
            case tcpLoose = "tcp_loose"
            case tcpBeLiberal = "tcp_be_liberal"
            case conntrackAccounting = "nf_conntrack_acct"
        }
    }

    /// The owner of the sockets that local packets come from.
    package struct Owner: Sendable, Codable, Hashable {
        package var uid: UInt32
        package var gid: UInt32
        package init(uid: UInt32, gid: UInt32) {
            self.uid = uid
            self.gid = gid
        }
    }

    package var links: [Link]
    package var addresses: [Address]?
    package var routes: [Route]?
    package var neighbours: [Neighbour]?
    package var fdb: [ForwardingEntry]?
    package var settings: Settings?
    package var socket: Owner?

    package init(links: [Link] = []) { self.links = links }
}
