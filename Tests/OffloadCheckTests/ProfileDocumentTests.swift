import FoundationEssentials
import OffloadCheck
import Tags
import Testing
import WeirModel

@Suite(.tags(.pure)) struct ProfileDocumentTests {
    func profiles(_ text: String) throws -> [NICProfile] {
        try ProfileDocument.profiles(in: Data(text.utf8), from: "p")
    }

    /// Printed by `ethtool -k` 6.1, shortened.
    static let text = """
        Features for eth0:
        rx-checksumming: on [fixed]
        tx-checksumming: on
        \ttx-checksum-ipv4: off [fixed]
        \ttx-checksum-ip-generic: on
        large-receive-offload: off [requested on]
        hw-tc-offload: off
        vlan-challenged: off [fixed]
        """
    static let json = """
        [ { "ifname": "eth0",
            "rx-checksumming": { "active": true, "fixed": true, "requested": false },
            "tx-checksumming": { "active": true, "fixed": null, "requested": null },
            "tx-checksum-ipv4": { "active": false, "fixed": true, "requested": false },
            "tx-checksum-ip-generic": { "active": true, "fixed": false, "requested": true },
            "large-receive-offload": { "active": false, "fixed": false, "requested": true },
            "hw-tc-offload": { "active": false, "fixed": false, "requested": false },
            "vlan-challenged": { "active": false, "fixed": true, "requested": false } } ]
        """

    @Test(arguments: [text, json]) func whatEthtoolPrints(_ source: String) throws {
        let profile = try #require(try profiles(source).first)
        #expect(profile.name == "eth0")
        #expect(
            profile.features.value == [
                "rx-checksum": FeatureState(hardware: false, wanted: false, active: true),
                "tx-checksum-ipv4": FeatureState(hardware: false, wanted: false, active: false),
                "tx-checksum-ip-generic": FeatureState(hardware: true, wanted: true, active: true),
                "rx-lro": FeatureState(hardware: true, wanted: true, active: false),
                "hw-tc-offload": FeatureState(hardware: true, wanted: false, active: false),
                "vlan-challenged": FeatureState(hardware: false, wanted: false, active: false, neverChanged: true),
            ])
        #expect(profile.driver.reason == "the output of ethtool does not show it")
    }

    /// Of ethtool 6.1 on igc, as a mail quotes it.
    private static let report = """
        Hi, this is what I see:
        > Linux box 6.1.0-25-amd64 #1 SMP Debian x86_64 GNU/Linux
        > $ ethtool -i eth0
        > driver: igc
        > version: 6.1.0-25-amd64
        > firmware-version: 1082:8770
        > expansion-rom-version:
        > bus-info: 0000:01:00.0
        >> Features for eth0:
        >> rx-checksumming: on
        >> \thw-tc-offload: off
        > Channel parameters for eth0:
        > Pre-set maximums:
        > RX:\t\tn/a
        > TX:\t\tn/a
        > Other:\t\t1
        > Combined:\t4
        > Current hardware settings:
        > Other:\t\t1
        > Combined:\t2
        > Coalesce parameters for eth0:
        > Adaptive RX: off  TX: n/a
        > stats-block-usecs:\tn/a
        > rx-usecs:\t3
        > Ring parameters for eth0:
        > Pre-set maximums:
        > RX:\t\t4096
        > RX Mini:\tn/a
        > Current hardware settings:
        > RX:\t\t256
        > RX flow hash indirection table for eth0 with 2 RX ring(s):
        >     0:      0     1     0     1
        > RSS hash key:
        > aa:bb:cc
        > RSS hash function:
        >     toeplitz: on
        >     xor: off
        > Time stamping parameters for eth0:
        > Capabilities:
        > \thardware-transmit
        > \tsoftware-receive
        > PTP Hardware Clock: 1
        > Hardware Transmit Timestamp Modes:
        > \toff
        > \ton
        > Hardware Receive Filter Modes:
        > \tall
        > NIC statistics:
        >      rx_packets: 5
        Best regards
        """

    @Test func aQuotedReportOfSeveralOutputsIsOneProfile() throws {
        let found = try profiles(Self.report)
        let profile = try #require(found.first)
        #expect(found.count == 1 && profile.name == "eth0")
        #expect(profile.kernel.value == "6.1.0-25-amd64")
        #expect(profile.driver.value == .init(name: "igc", version: "6.1.0-25-amd64", firmware: "1082:8770", bus: "0000:01:00.0"))
        #expect(profile.features.value?.count == 2)
        #expect(profile.channels.value == .init(other: .init(current: 1, maximum: 1), combined: .init(current: 2, maximum: 4)))
        #expect(profile.coalescing.value == ["adaptive-rx": 0, "rx-usecs": 3])
        #expect(profile.rings.value == .init(receive: .init(current: 256, maximum: 4096)))
        #expect(profile.rss.value?.function.value == "toeplitz" && profile.rss.value?.key.value == "aa:bb:cc")
        #expect(profile.timestamping.value == .init(capabilities: ["hardware-transmit", "software-receive"], transmitModes: ["off", "on"], receiveFilters: ["all"], clock: 1))
    }

    /// Of ethtool 6.14, which says of the hash whether it is symmetric.
    @Test func newerOutputsOfEthtool() throws {
        let text = """
            RX flow hash indirection table for eth0 with 4 RX ring(s):
                0:      0     1     2     3
            RSS hash key:
            aa:bb:cc
            RSS hash function:
                toeplitz: off
                xor: off
            RSS input transformation:
                symmetric-xor: on
            MAC Merge layer state for eth0:
            pMAC enabled: on
            TX enabled: on
            TX active: off
            TX minimum fragment size: 60
            RX minimum fragment size: 60
            Verification status: SUCCEEDED
            """
        let profile = try #require(try profiles(text).first)
        #expect(profile.rss.value?.isSymmetric == true && profile.rss.value?.function == .absent)
        #expect(profile.macMerge?.value == .init(receives: true, sends: true, isActive: false, minimumFragment: 60))
        #expect(try profiles(Self.report).first?.rss.value?.isSymmetric == nil)
    }

    @Test func theDriverIsOfTheLinkThatFollows() throws {
        let text = ["eth0", "eth1"].map { "driver: \($0 == "eth0" ? "ice" : "igc")\nFeatures for \($0):\nrx-lro: off" }.joined(separator: "\n")
        #expect(try profiles(text).map { "\($0.name) \($0.driver.value?.name ?? "")" } == ["eth0 ice", "eth1 igc"])
        #expect(try profiles("Features for eth0:\nrx-lro: off\n\ndriver: tg3\n").map { $0.driver.value?.name } == ["tg3"])
    }

    @Test func theDocumentIsReadBack() throws {
        var profile = NICProfile(name: "eth0", unread: "nobody asked")
        profile.features = .value(["rx-lro": FeatureState(hardware: true, wanted: true, active: false)])
        profile.driver = .notPermitted
        profile.channels = .notSupported
        profile.rings = .absent
        let data = try ProfileDocument.data([profile])
        #expect(String(decoding: data, as: UTF8.self).contains(#""rx-lro" : "off wanted-on""#))
        #expect(try ProfileDocument.profiles(in: data, from: "p") == [profile])
        #expect(try ProfileDocument.profiles(in: ProfileDocument.data([profile, profile]), from: "p") == [profile, profile])
    }

    @Test func everyFeatureStateIsALineOfWords() {
        for bits in 0..<16 {
            let state = FeatureState(hardware: bits & 1 != 0, wanted: bits & 2 != 0, active: bits & 4 != 0, neverChanged: bits & 8 != 0)
            #expect(FeatureState(state.description) == state, "\(state)")
        }
        #expect(FeatureState("maybe") == nil)
        #expect(FeatureState("on and on") == nil)
    }

    @Test(arguments: [
        ("", "`p` is empty"),
        ("{\"weirProfile\": 1, \"name\": \"eth", "`p` is not a complete JSON document"),
        ("{\"weirProfile\": 7}", "`p` is a profile of version 7, and this weir reads version 1"),
        ("{\"tables\": [], \"links\": []}", "`p` is a policy's or a host's document, not a profile"),
        ("{\"speed\": 3}", "`p` is not a profile that weir knows"),
        ("{\"weirProfile\": 1}", "`p` lacks `name`"),
        ("eth0: flags=4163<UP>", "`p` is not a profile that weir knows"),
        ("Features for eth0:\nrx-lro: maybe", "`p` line 2 is not a feature: `rx-lro: maybe`"),
    ]) func badFiles(_ source: String, _ message: String) {
        // The help has a line of its own.
        #expect { try profiles(source) } throws: { "\($0)".split(separator: "\n").first.map(String.init) == message }
    }
}

@Suite(.tags(.pure)) struct ExampleProfileTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Examples/nics")

    @Test(arguments: ["switchdev", "server", "guest", "switch"]) func everyExampleIsRead(_ name: String) throws {
        let data = try Data(contentsOf: Self.folder.appending(path: "\(name).json"))
        let profile = try #require(try ProfileDocument.profiles(in: data, from: name).first)
        #expect(profile.name == "eth0")
        #expect((profile.features.value?.count ?? 0) > 50)
    }
}
