import FoundationEssentials
import OffloadCheck
import Testing
import WeirModel

/// Field by field, what weir read against what stock ethtool printed for the same link at the same time.
enum Comparison {
    static func check(_ readings: Readings) throws -> Int {
        for (link, text) in readings.profiles {
            let profile = try #require(try ProfileDocument.profiles(in: Data(text.utf8), from: link).first)
            let stock = try #require(readings.stock[link])
            try features(profile, stock)
            driver(profile, stock)
            channels(profile, stock)
            rings(profile, stock)
            coalescing(profile, stock)
            rss(profile, stock)
            timestamping(profile, stock)
            speed(profile, stock)
        }
        return readings.profiles.count
    }

    private static func features(_ profile: NICProfile, _ stock: StockEthtool) throws {
        for command in ["--json -k", "-k"] {
            let expected = try #require(
                try ProfileDocument.profiles(in: Data((stock.outputs[command] ?? "").utf8), from: command).first?.features.value)
            let mine = try #require(profile.features.value)
            #expect(Set(mine.keys) == Set(expected.keys), "\(profile.name) \(command)")
            for (name, state) in mine {
                let theirs = expected[name]
                #expect(state.active == theirs?.active, "\(profile.name) \(name) \(command)")
                #expect(state.isFixed == theirs?.isFixed, "\(profile.name) \(name) \(command)")
                // The text shows what was requested of changeable features alone.
                if command == "--json -k" || !state.isFixed {
                    #expect(state.wanted == theirs?.wanted, "\(profile.name) \(name) \(command)")
                }
            }
        }
    }

    private static func driver(_ profile: NICProfile, _ stock: StockEthtool) {
        guard let driver = profile.driver.value else {
            #expect(stock.outputs["-i"]?.contains("not supported") == true, "\(profile.name): \(profile.driver)")
            return
        }
        #expect(driver.name == stock.first("-i", "driver"))
        #expect(driver.version ?? "" == stock.first("-i", "version"))
        #expect(driver.firmware ?? "" == stock.first("-i", "firmware-version"))
        #expect(driver.expansionROM ?? "" == stock.first("-i", "expansion-rom-version"))
        #expect(driver.bus ?? "" == stock.first("-i", "bus-info"))
    }

    private static func channels(_ profile: NICProfile, _ stock: StockEthtool) {
        guard let channels = profile.channels.value else {
            #expect(stock.refused("-l") && profile.channels == .notSupported, "\(profile.name): \(profile.channels)")
            return
        }
        #expect(channels.receive == stock.limited("-l", "RX"))
        #expect(channels.transmit == stock.limited("-l", "TX"))
        #expect(channels.other == stock.limited("-l", "Other"))
        #expect(channels.combined == stock.limited("-l", "Combined"))
    }

    private static func rings(_ profile: NICProfile, _ stock: StockEthtool) {
        guard let rings = profile.rings.value else {
            #expect(stock.refused("-g") && profile.rings == .notSupported, "\(profile.name): \(profile.rings)")
            return
        }
        #expect(rings.receive == stock.limited("-g", "RX"))
        #expect(rings.receiveMini == stock.limited("-g", "RX Mini"))
        #expect(rings.receiveJumbo == stock.limited("-g", "RX Jumbo"))
        #expect(rings.transmit == stock.limited("-g", "TX"))
        #expect(rings.receiveBufferLength == stock.first("-g", "RX Buf Len").flatMap { UInt32($0) })
        #expect(rings.completionSize == stock.first("-g", "CQE Size").flatMap { UInt32($0) })
        #expect(rings.transmitPush == ["on": true, "off": false][stock.first("-g", "TX Push") ?? ""])
    }

    private static func coalescing(_ profile: NICProfile, _ stock: StockEthtool) {
        guard let mine = profile.coalescing.value else {
            #expect(stock.refused("-c") && profile.coalescing == .notSupported, "\(profile.name): \(profile.coalescing)")
            return
        }
        var expected: [String: UInt32] = [:]
        for (label, value) in stock.lines("-c") {
            if label == "Adaptive RX" || label == "CQE mode RX" {
                // Adaptive RX: off  TX: n/a
                let words = value.split(separator: " ")
                let prefix = label == "Adaptive RX" ? "adaptive" : "cqe-mode"
                for (word, side) in [(words.first, "rx"), (words.last, "tx")] {
                    if let word, word != "n/a" { expected["\(prefix)-\(side)"] = word == "on" ? 1 : 0 }
                }
            } else if let number = UInt32(value) {
                expected[label] = number
            }
        }
        #expect(mine == expected, "\(profile.name)")
    }

    private static func rss(_ profile: NICProfile, _ stock: StockEthtool) {
        guard let rss = profile.rss.value else {
            Issue.record("\(profile.name): \(profile.rss)")
            return
        }
        let text = stock.outputs["-x"] ?? ""
        if text.contains("Cannot get RX ring count") {
            #expect(rss.rings == .notSupported)
        } else {
            #expect(text.contains("with \(rss.rings.value ?? 0) RX ring(s)"), "\(profile.name)")
            let table = stock.lines("-x").filter { UInt32($0.label) != nil }.flatMap { $0.value.split(separator: " ").compactMap { UInt32($0) } }
            #expect(rss.indirection.value?.rings ?? [] == table)
            let key = text.split(separator: "\n").drop { $0 != "RSS hash key:" }.dropFirst().first.map(String.init) ?? ""
            #expect(rss.key.value ?? "Operation not supported" == key)
            let functions = stock.lines("-x").filter { $0.value == "on" }.map(\.label)
            #expect(rss.function.value.map { [$0] } ?? [] == functions, "\(profile.name)")
        }
        let letters: [(String, Character)] = [
            ("L2DA", "m"), ("VLAN tag", "v"), ("L3 proto", "t"), ("IP SA", "s"), ("IP DA", "d"), ("L4 bytes 0 & 1 [TCP/UDP src port]", "f"),
            ("L4 bytes 2 & 3 [TCP/UDP dst port]", "n"),
        ]
        for flow in ["tcp4", "udp4", "sctp4", "ah4", "tcp6", "udp6", "sctp6", "ah6"] {
            let text = stock.outputs["-n rx-flow-hash \(flow)"] ?? ""
            if text.contains("Cannot get") {
                #expect(rss.hashFields.value?[flow] == nil, "\(profile.name) \(flow)")
            } else {
                let lines = Set(text.split(separator: "\n").map(String.init))
                #expect(rss.hashFields.value?[flow] == String(letters.filter { lines.contains($0.0) }.map(\.1)), "\(profile.name) \(flow)")
            }
        }
    }

    private static func timestamping(_ profile: NICProfile, _ stock: StockEthtool) {
        guard let mine = profile.timestamping.value else { return }
        let clock = stock.first("-T", "PTP Hardware Clock")
        #expect(mine.clock.map { String($0) } ?? "none" == clock, "\(profile.name)")
        let words = (stock.outputs["-T"] ?? "").split(separator: "\n").filter { $0.hasPrefix("\t") }.map { $0.trimmed }
        #expect(mine.capabilities + mine.transmitModes + mine.receiveFilters == words, "\(profile.name)")
    }

    private static func speed(_ profile: NICProfile, _ stock: StockEthtool) {
        let mine = profile.speed.value
        #expect(mine?.megabits.map { "\($0)Mb/s" } == stock.first("", "Speed").flatMap { $0.hasPrefix("Unknown") ? nil : $0 }, "\(profile.name)")
        #expect(mine?.duplex.map { $0 == .full ? "Full" : "Half" } == stock.first("", "Duplex").flatMap { $0.hasPrefix("Unknown") ? nil : $0 })
        #expect(mine?.carrier.map { $0 ? "yes" : "no" } == stock.first("", "Link detected"))
    }
}
