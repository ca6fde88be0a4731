internal import Findings
internal import WeirModel

/// Dependencies between features, and the policy's demands on them.
extension Checks {
    static let programs: [OffloadRule] = [
        Check(
            .xdpGenericLro, .tip, "generic XDP turned merging off", reads: [.link, .features],
            why: "Attaching a generic program turns LRO and hardware GRO off, and packets are copied into one piece.",
            help: "use native XDP if the driver has it", source: "net/core/dev.c:5803", in: .programs
        ) { (link) throws(Undecided) in
            guard link.filtersReceived, try link.link().xdp?.mode == "generic" else { return [] }
            let features = try link.features()
            let lost = ["rx-lro", "rx-gro-hw"].filter { features[$0]?.wanted == true && features[$0]?.active == false }
            guard !lost.isEmpty else { return [] }
            return [
                Finding("\(lost.joined(separator: " and ")) of `\(link.name)` is off while the generic XDP program is attached", at: nil)
            ]
        },
        Check(
            .xdpBeforePolicy, .warning, "an XDP program sees packets before the policy does", reads: [.link],
            why: "XDP runs before tc ingress and nftables: no rule counts the packets that it drops or redirects.",
            help: "take the program for the first stage of the policy", source: "net/core/dev.c:5459", in: .programs
        ) { (link) throws(Undecided) in
            guard link.filtersReceived, let xdp = try link.link().xdp else { return [] }
            return [Finding("a \(xdp.mode) XDP program\(xdp.program.map { " (\($0))" } ?? "") is attached to `\(link.name)`", at: nil)]
        },
        Check(
            .bpfTcOffset, .tip, "a BPF filter may look for the tag in the wrong place", reads: [.features],
            why: "The card or the kernel took the VLAN tag out of the bytes: a program finds it in the packet's metadata.",
            help: "read vlan_tci of the packet's metadata", source: "net/core/dev.c:5469", in: .programs
        ) { (link) throws(Undecided) in
            let filters = link.filters.filter { $0.filter.kind == Filter.BPF.kind && $0.side == .ingress }
            guard !filters.isEmpty, try link.isOn("rx-vlan-hw-parse") else { return [] }
            return filters.map { $0.finding("`\(link.name)` takes VLAN tags out of the bytes that this program reads") }
        },
    ]

    static let features: [OffloadRule] = [
        Check(
            .featTsoNeeds, .warning, "TSO is requested without its dependencies", reads: [.features],
            why: "The kernel silently drops TSO if scatter-gather or checksums are off.", help: "ethtool -K DEV sg on tx on",
            source: "net/core/dev.c:9747 netdev_fix_features", in: .features
        ) { (link) throws(Undecided) in
            let features = try link.features()
            func isOn(_ name: String) -> Bool { features[name]?.active ?? false }
            return ["tx-tcp-segmentation": "tx-checksum-ipv4", "tx-tcp6-segmentation": "tx-checksum-ipv6"].sorted { $0.key < $1.key }
                .compactMap { feature, checksum in
                    let demand = link.demand(feature)
                    guard demand != nil || features[feature]?.isRefused == true, !isOn(feature) else { return nil }
                    if !isOn("tx-scatter-gather") {
                        return Finding("\(feature) of `\(link.name)` needs tx-scatter-gather, which is off", at: demand?.at.location)
                    }
                    if !isOn("tx-checksum-ip-generic"), !isOn(checksum) {
                        return Finding("\(feature) of `\(link.name)` needs \(checksum), which is off", at: demand?.at.location)
                    }
                    return nil
                }
        },
        Check(
            .featGsoSg, .warning, "GSO is asked for without scatter-gather", reads: [.features],
            why: "The kernel silently drops GSO if scatter-gather is off.", help: "ethtool -K DEV sg on",
            source: "net/core/dev.c:9784", in: .features
        ) { (link) throws(Undecided) in
            let features = try link.features()
            let demand = link.demand("tx-generic-segmentation")
            guard demand != nil || features["tx-generic-segmentation"]?.isRefused == true, features["tx-scatter-gather"]?.active != true
            else { return [] }
            return [Finding("tx-generic-segmentation of `\(link.name)` needs tx-scatter-gather, which is off", at: demand?.at.location)]
        },
        Check(
            .featGroHw, .warning, "hardware GRO is asked for and can't be", reads: [.features],
            why: "It needs rx-checksum, and rx-fcs forbids it; LRO gives way to it.",
            help: "choose one: ethtool -K DEV rx-gro-hw on lro off rx-fcs off rx on",
            source: "net/core/dev.c:9799-9825", in: .features
        ) { (link) throws(Undecided) in
            let features = try link.features()
            let demand = link.demand("rx-gro-hw")
            guard demand != nil || features["rx-gro-hw"]?.isRefused == true else { return [] }
            func isOn(_ name: String) -> Bool { features[name]?.active ?? false }
            var findings: [Finding] = []
            if !isOn("rx-checksum") {
                findings.append(Finding("rx-gro-hw of `\(link.name)` needs rx-checksum, which is off", at: demand?.at.location))
            }
            if isOn("rx-fcs") { findings.append(Finding("rx-gro-hw of `\(link.name)` gives way to rx-fcs", at: demand?.at.location)) }
            if let lro = link.demand("rx-lro") {
                findings.append(Finding("rx-gro-hw and rx-lro exclude one another on `\(link.name)`", at: lro.at.location))
            }
            return findings
        },
        Check(
            .featWantedNotActive, .tip, "a feature was asked for and refused", reads: [.features],
            why: "The core or the driver turned it down: for a dependency, a mode, an XDP program, virtual functions.",
            help: "`ethtool -K DEV FEATURE on` reports its changes; the checks feat-* know the dependencies",
            source: "net/ethtool/features.c", in: .features
        ) { (link) throws(Undecided) in
            var reliedOn = Set((link.configuration?.features ?? []).filter { $0.kind == .require }.map(\.feature))
            if link.filters.contains(where: \.isOffloadable) || !link.offloadedChains.isEmpty { reliedOn.insert("hw-tc-offload") }
            if reliedOn.isEmpty { return [] }
            let features = try link.features()
            return reliedOn.sorted().filter { features[$0]?.isRefused == true }.map {
                Finding("\($0) of `\(link.name)` was asked for, and is off", at: link.demand($0)?.at.location)
            }
        },
        Check(
            .featTls, .tip, "TLS offload is asked for without checksums", reads: [.features],
            why: "TLS of sent packets needs their checksums made by the card, TLS of received ones needs them verified there.",
            help: "ethtool -K DEV tx on rx on", source: "net/core/dev.c:9840; Documentation/networking/tls-offload.rst", in: .features
        ) { (link) throws(Undecided) in
            var findings: [Finding] = []
            if let demand = link.demand("tls-hw-rx-offload"), try !link.isOn("rx-checksum") {
                findings.append(Finding("tls-hw-rx-offload of `\(link.name)` needs rx-checksum, which is off", at: demand.at.location))
            }
            if let demand = link.demand("tls-hw-tx-offload"), try !link.isOn("tx-checksum-ip-generic"), try !link.isOn("tx-checksum-ipv4") {
                findings.append(Finding("tls-hw-tx-offload of `\(link.name)` needs the card to make checksums", at: demand.at.location))
            }
            return findings
        },
    ]

    static let demands: [OffloadRule] = [
        Check(
            .featureUnknown, .warning, "a feature that no known kernel has",
            why:
                "Features go by the kernel's names, as `weir nic` writes them; ethtool's own words for some are understood too. A kernel newer than weir may have more.",
            help: "`weir nic` lists the names", source: "net/ethtool/common.c netdev_features_strings", in: .demands
        ) { policy in
            policy.state.links.flatMap { link in
                (link.features ?? []).filter { FeatureName.kernelName(of: $0.feature) == nil }.map { demand in
                    let near = Suggestion.nearest(to: demand.feature, among: FeatureName.known)
                    return Finding(
                        "no feature named `\(demand.feature)`", at: demand.at.location,
                        help: near.map { "did you mean `\($0)`?" }, subject: .link(link.name))
                }
            }
        },
        Check(
            .featureRequired, .error, "a feature that the policy requires is off", reads: [.features],
            why: "The policy requires this feature.", help: "ethtool -K DEV FEATURE on",
            source: "the policy itself", in: .demands
        ) { (link) throws(Undecided) in
            let demands = (link.configuration?.features ?? []).filter { $0.kind == .require }
            var findings: [Finding] = []
            for demand in demands {
                let name = FeatureName.kernelName(of: demand.feature) ?? demand.feature
                if try link.isOn(name) { continue }
                let state = try link.features()[name]
                let why =
                    state == nil
                    ? "does not exist in this kernel"
                    : state?.isFixed == true ? "is off and fixed" : state?.isRefused == true ? "was refused" : "is off"
                let near = state == nil ? Suggestion.nearest(to: name, among: try link.features().keys) : nil
                let help =
                    near.map { "did you mean `\($0)`?" }
                    ?? (state?.isChangeable == true ? "ethtool -K DEV \(name) on" : "the card or the kernel can't turn it on")
                findings.append(Finding("the policy requires \(name) of `\(link.name)`, and it \(why)", at: demand.at.location, help: help))
            }
            return findings
        },
        Check(
            .featureForbidden, .error, "a feature that the policy forbids is on", reads: [.features],
            why: "The policy forbids this feature.", help: "ethtool -K DEV FEATURE off",
            source: "the policy itself", in: .demands
        ) { (link) throws(Undecided) in
            let demands = (link.configuration?.features ?? []).filter { $0.kind == .forbid }
            var findings: [Finding] = []
            for demand in demands {
                let name = FeatureName.kernelName(of: demand.feature) ?? demand.feature
                if try link.features()[name] == nil, FeatureName.kernelName(of: name) == nil {
                    let near = Suggestion.nearest(to: name, among: try link.features().keys)
                    findings.append(
                        Finding(
                            "the policy forbids \(name) of `\(link.name)`, and its kernel has no such feature", at: demand.at.location,
                            help: near.map { "did you mean `\($0)`?" }))
                }
                guard try link.isOn(name) else { continue }
                let fixed = try link.features()[name]?.isFixed ?? true
                findings.append(
                    Finding(
                        "the policy forbids \(name) of `\(link.name)`, and it is on\(fixed ? " and fixed" : "")", at: demand.at.location,
                        help: fixed ? "the card can't turn it off" : "ethtool -K DEV \(name) off"))
            }
            return findings
        },
    ]
}

extension LinkContext {
    /// The policy requires that feature.
    func demand(_ feature: String) -> FeatureDemand? {
        configuration?.features?.first { $0.kind == .require && FeatureName.kernelName(of: $0.feature) == feature }
    }
}
