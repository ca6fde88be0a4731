internal import Findings
internal import WeirModel

extension PolicyCheck {
    /// The bounds of a quantum that the kernel computes, in bytes.
    private static let quanta: ClosedRange<UInt64> = 1000...200_000

    static let trafficQuanta = Check(
        finds: [.quantumRange],
        link: { facts in
            var found: [Diagnostic] = []
            for qdisc in facts.qdiscs {
                guard let htb = qdisc.options.as(Qdisc.HTB.self), htb.offload != true, let handle = qdisc.handle else { continue }
                let divisor = max(UInt64(htb.rateToQuantum ?? 10), 1)
                var large: [Handle: [(item: TrafficClass, rate: BitRate)]] = [:]
                for item in facts.index.classes[handle] where !facts.index.children.contains(item.id) {
                    guard let options = item.options.as(TrafficClass.HTB.self) else { continue }
                    if let quantum = options.quantum {
                        guard quantum != 0, quantum < quanta.lowerBound else { continue }
                        found.append(
                            facts.error(
                                .quantumRange, "the quantum of \(item.words), \(quantum) bytes, is less than a packet",
                                help: "leave it out, or give it a packet's length or more", severity: .warning, on: item))
                    } else if options.rate.bytesPerSecond != 0, options.rate.bytesPerSecond / divisor < quanta.lowerBound {
                        found.append(
                            facts.error(
                                .quantumRange,
                                "the quantum of \(item.words), \(options.rate) divided by r2q \(divisor), is below 1000 bytes",
                                help: "set its `quantum`, or a lower `rateToQuantum` of htb", severity: .warning, on: item))
                    } else if options.rate.bytesPerSecond / divisor > quanta.upperBound {
                        large[item.parent, default: []].append((item, options.rate))
                    }
                }
                for (_, items) in large.sorted(by: { $0.key < $1.key }) where Set(items.map(\.rate)).count > 1 {
                    let names = items.prefix(3).map { "\($0.item.id)" }.joined(separator: ", ")
                    found.append(
                        facts.error(
                            .quantumRange,
                            "classes \(names)\(items.count > 3 ? " and others" : "") borrow in equal shares: each quantum is held at 200000 bytes",
                            help: "set a larger `rateToQuantum` of htb, or the `quantum` of each", severity: .tip, on: items[0].item))
                }
            }
            return found
        })

    static let filterBytes = Check(
        finds: [.protocolByte, .editOtherFamily],
        link: { facts in
            var found: [Diagnostic] = []
            for filter in facts.filters {
                if filter.comparesProtocolOfIPv4 {
                    found.append(
                        facts.error(
                            .protocolByte, "the filter compares byte 9 of IPv6 packets, where IPv4 has its protocol",
                            help: "match `ip6.nexthdr` if that is meant", severity: .warning, on: filter))
                }
                let families = filter.editedFamilies
                let family = filter.classifier.as(Filter.Flower.self)?.vlan?.etherType ?? filter.protocolID
                if !families.isEmpty, families != [family] {
                    let names = families.sorted().map { $0 == 0x0800 ? "IPv4" : "IPv6" }.joined(separator: " and ")
                    found.append(
                        facts.error(
                            .editOtherFamily, "its actions edit headers of \(names), and it sees other packets, too",
                            help: "give the filter that protocol", severity: .warning, on: filter))
                }
            }
            return found
        })
}

extension Filter {
    /// The second byte of an IPv6 source address, which nothing else of the filter compares.
    fileprivate var comparesProtocolOfIPv4: Bool {
        if let keys = classifier.as(U32.self)?.keys {
            return protocolID == 0x86dd && keys.contains { $0.offset == 8 && $0.mask == 0x00ff_0000 && ($0.offsetMask ?? 0) == 0 }
        }
        return classifier.as(Flower.self)?.sourceIPv6?.mask?.number == 0xff << 112
    }
}
