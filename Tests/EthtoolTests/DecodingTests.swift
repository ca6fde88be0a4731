import ModelGenerators
import Netlink
import Tags
import Testing
import WeirModel

@testable import Ethtool

@Suite(.tags(.pure)) struct DecodingTests {
    @Test func whatTheErrorNumbersMean() throws {
        func reading(_ number: Int32) throws -> Reading<Int> { try KernelError(errno: number).reading(asking: "rings", of: "eth0") }
        #expect(try reading(95) == .notSupported)
        #expect(try reading(1) == .notPermitted)
        #expect(try reading(13) == .notPermitted)
        #expect(try reading(22) == .unknown("rings: invalid argument"))
        #expect(throws: NICError.vanished(name: "eth0")) { try reading(19) }
    }

    /// ETHTOOL_MSG_MM_GET, ETHTOOL_MSG_RSS_GET and the profiles of ETHTOOL_MSG_COALESCE_GET, by the numbers of linux/ethtool_netlink.h of 6.12.
    @Test func newerReadings() {
        func decoded<Value>(_ decode: (Attributes) -> Value, _ write: (MessageWriter) -> Void) -> Value {
            let message = MessageWriter()
            write(message)
            return withExtendedLifetime(message) { decode(Payload(message.bytes).attributes) }
        }
        let merge = decoded(MACMerge.decode) {
            $0.put(2, UInt8(1))
            $0.put(3, UInt8(1))
            $0.put(4, UInt8(0))
            $0.put(5, UInt32(60))
        }
        #expect(merge == .init(receives: true, sends: true, isActive: false, minimumFragment: 60))
        #expect(decoded(ReceiveHash.isSymmetric) { $0.put(6, UInt32(1)) } == true)
        #expect(decoded(ReceiveHash.isSymmetric) { $0.put(3, UInt32(1)) } == nil)
        let context = decoded(ReceiveHash.context) {
            $0.put(2, UInt32(3))
            $0.put(4, [0, 0, 0, 0, 5, 0, 0, 0])
        }
        #expect(context?.number == "3" && context?.table.rings == [0, 5])
        // The first, which has no number.
        #expect(decoded(ReceiveHash.context) { $0.put(4, [0, 0, 0, 0]) } == nil)
        let coalescing = decoded(Coalescing.decode) { message in
            message.put(2, UInt32(8))
            message.nest(29) { list in
                for step in 0..<2 as Range<UInt32> {
                    list.nest(1) { entry in
                        entry.put(1, step)
                        entry.put(2, 10 * step)
                    }
                }
            }
        }
        #expect(
            coalescing == [
                "rx-usecs": 8, "rx-profile-0-usecs": 0, "rx-profile-0-frames": 0, "rx-profile-1-usecs": 1, "rx-profile-1-frames": 10,
            ])
    }

    /// Hex of an `ETHTOOL_MSG_TUNNEL_INFO_GET` answer's `UDP_PORTS`: one table of 4, vxlan and geneve, holding 4789.
    @Test func tunnelTables() {
        let message = MessageWriter()
        message.nest(2) { ports in
            ports.nest(1) { table in
                table.put(1, UInt32(4))
                table.nest(2) { bitset in
                    bitset.put(1, [])
                    bitset.nest(3) { bits in
                        for name in ["vxlan", "geneve"] { bits.nest(1) { $0.put(2, text: name) } }
                    }
                }
                table.nest(3) {
                    $0.put(1, [0x12, 0xb5])
                    $0.put(2, UInt32(0))
                }
            }
        }
        #expect(
            TunnelPorts.decode(Payload(message.bytes).attributes) == [
                .init(size: 4, types: ["vxlan", "geneve"], entries: [.init(port: 4789, type: "vxlan")])
            ])
    }

    /// `ethtool -N eth0 flow-type tcp4 dst-ip 10.0.0.0 m 0.255.255.255 dst-port 80 action -1 loc 7`, as the kernel hands it back.
    @Test func ntupleRule() {
        var spec = [UInt8](repeating: 0, count: 168)
        spec[0] = 1
        spec.replaceSubrange(8..<12, with: [10, 0, 0, 0])
        spec.replaceSubrange(14..<16, with: [0, 80])
        spec.replaceSubrange(80..<84, with: [255, 0, 0, 0])
        spec.replaceSubrange(86..<88, with: [255, 255])
        spec.replaceSubrange(152..<160, with: [UInt8](repeating: 255, count: 8))
        #expect(
            Ntuple.decode(spec, location: 7)
                == .init(location: 7, flow: "tcp4", match: ["dst-ip": "10.0.0.0/255.0.0.0", "dst-port": "80"], action: .drop))
    }

    /// `ethtool -N eth0 flow-type tcp4 dst-port 80 context 3`: FLOW_RSS, and a cookie of 0, which is no queue.
    @Test func ntupleRuleOfAContext() {
        var spec = [UInt8](repeating: 0, count: 168)
        spec.replaceSubrange(0..<4, with: [1, 0, 0, 0x20])
        spec.replaceSubrange(14..<16, with: [0, 80])
        spec.replaceSubrange(86..<88, with: [255, 255])
        #expect(Ntuple.decode(spec, location: 7, context: 3) == .init(location: 7, flow: "tcp4", match: ["dst-port": "80"], action: .context(3)))
    }

    @Test func anyBytesAreSurvived() {
        var generator = Seeded(1)
        for _ in 0..<5000 {
            let bytes = (0..<Int.random(in: 0..<120, using: &generator)).map { _ in
                // Mostly small numbers, so that lengths and nesting sometimes fit.
                Bool.random(using: &generator) ? UInt8.random(in: 0..<20, using: &generator) : UInt8.random(in: .min ... .max, using: &generator)
            }
            bytes.withUnsafeBytes {
                let attributes = Payload($0).attributes
                _ = Features.decode(attributes)
                _ = Channels.decode(attributes)
                _ = Rings.decode(attributes)
                _ = Coalescing.decode(attributes)
                _ = MACMerge.decode(attributes)
                _ = ReceiveHash.context(attributes)
                _ = Timestamping.decode(attributes)
                _ = TunnelPorts.decode(attributes)
                _ = Speed.decode(attributes)
                _ = Links.Link(Payload($0))
                _ = LinkKinds.vlan("vlan", attributes)
                for kind in ["vxlan", "geneve", "gre", "ip6tnl"] { _ = LinkKinds.tunnel(kind, attributes) }
                _ = LinkCounters.ofQdisc(Payload($0))
            }
            _ = Ntuple.decode(bytes, location: 0)
        }
    }
}

/// Only reads, of the loopback that every namespace has.
@Suite(.tags(.kernel)) struct LoopbackTests {
    /// The ioctl of old kernels and generic netlink answer alike.
    @Test func bothWaysOfReadingFeaturesAgree() throws {
        let profile = try NICReader().read("lo")
        let old = try Features.read(EthtoolIoctl(link: "lo"))
        #expect(profile.features.value == old)
        #expect(old["loopback"] == FeatureState(hardware: false, wanted: false, active: true))
    }

    @Test func aLinkThatIsNotThere() throws {
        #expect { try NICReader().read("nosuch0") } throws: { error in
            guard case NICError.noSuchLink(name: "nosuch0", let help) = error else { return false }
            return help?.contains("`lo`") == true
        }
    }
}
