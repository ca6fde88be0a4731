// swift-tools-version: 6.2
import PackageDescription

// Arrows point down only: WeirCommand → Host → {Nftables, TrafficControl, Ethtool} → {Netlink, WeirModel}.
// C is imported by Netlink, the three backends, PolicyEvaluation, and by Host for the facts of rtnetlink.
let fuzzed = [
    "WeirModel", "Documents", "Netfilter", "TrafficLowering", "Planning", "Findings", "PolicyCheck", "PolicyWriting", "Rendering",
    "OffloadCheck",
    "Netlink", "Nftables",
    "TrafficControl", "Ethtool", "ModelGenerators", "CNftnl",
]

let package = Package(
    name: "weir",
    products: [
        .executable(name: "weir", targets: ["WeirCommand"]),
        // Linked into each policy, so that a policy needs nothing of this machine when it runs.
        .library(name: "Weir", type: .static, targets: ["Weir"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: [
        .systemLibrary(name: "CNftnl", pkgConfig: "libnftnl", providers: [.apt(["libnftnl-dev", "libmnl-dev"])]),
        .systemLibrary(name: "CNl", pkgConfig: "libnl-route-3.0", providers: [.apt(["libnl-route-3-dev"])]),
        .target(name: "CHost"),
        .target(name: "CPolicyStart"),

        // Work spread over the processors.
        .target(name: "Threads"),
        // Files that are written as a whole.
        .target(name: "Storage", dependencies: ["CHost"]),

        // Values, no kernel.
        .target(name: "WeirModel"),
        // States in files: JSON, and the packed form that a policy hands over.
        .target(name: "Documents", dependencies: ["WeirModel"]),
        .target(name: "Weir", dependencies: ["Documents", "WeirModel", "CPolicyStart"]),
        .target(name: "Netfilter", dependencies: ["WeirModel", "Threads"]),
        .target(name: "TrafficLowering", dependencies: ["WeirModel"]),
        .target(name: "Planning", dependencies: ["Documents", "WeirModel", "Netfilter", "TrafficLowering"]),
        // The registry of findings.
        .target(name: "Findings", dependencies: ["WeirModel"]),
        .target(name: "PolicyCheck", dependencies: ["Documents", "WeirModel", "Findings", "Threads"]),
        // What rules do to packets.
        .target(name: "PacketEngine", dependencies: ["WeirModel", "Netfilter", "Diagrams"]),
        // Sets of packets as binary decision diagrams.
        .target(name: "Diagrams"),
        // What rules do to all packets at once.
        .target(name: "PacketAnalysis", dependencies: ["WeirModel", "Netfilter", "PacketEngine", "Diagrams", "Findings"]),
        // Packets and matches in nft's words, as hex and in capture files.
        .target(name: "PacketText", dependencies: ["WeirModel", "Netfilter"]),
        // From a state to the policy that a person would have written.
        .target(name: "PolicyWriting", dependencies: ["Documents", "WeirModel", "TrafficLowering"]),
        .target(name: "Rendering", dependencies: ["Documents", "WeirModel", "Findings", "Netfilter", "TrafficLowering"]),
        .target(name: "OffloadCheck", dependencies: ["WeirModel", "Findings", "Netfilter"]),

        // The kernel's edges.
        // One way to talk to it, for the three backends.
        .target(name: "Netlink", dependencies: ["WeirModel", "CNl", "CNftnl"]),
        .target(name: "Nftables", dependencies: ["WeirModel", "Netfilter", "Netlink", "Threads", "CNftnl"]),
        .target(name: "TrafficControl", dependencies: ["WeirModel", "Netlink", "Threads", "CNl"]),
        .target(name: "Ethtool", dependencies: ["WeirModel", "Netlink", "CNl"]),
        .target(name: "PolicyEvaluation", dependencies: ["Documents", "WeirModel", "Threads", "CHost"]),
        .target(
            name: "Host",
            dependencies: [
                "WeirModel", "Netfilter", "TrafficLowering", "Planning", "Nftables", "TrafficControl", "Ethtool", "CHost", "Netlink",
                "PacketEngine", "CNl",
            ]),

        .executableTarget(
            name: "WeirCommand",
            dependencies: [
                "Documents", "WeirModel", "Weir", "Findings", "Netfilter", "TrafficLowering", "Planning", "PolicyCheck", "Rendering",
                "PolicyWriting",
                "PacketAnalysis",
                "OffloadCheck",
                "Ethtool",
                "Nftables", "Host", "PacketEngine", "PacketText",
                "PolicyEvaluation", "Storage",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // A program that a test runs.
        .target(name: "Commands", path: "Tests/Commands"),
        // What a suite needs.
        .target(name: "Tags", path: "Tests/Tags"),
        .target(name: "StockNft", dependencies: ["Commands"], path: "Tests/StockNft"),
        // A test's own network namespace, and a shell in it.
        .target(name: "NetworkNamespace", dependencies: ["CHost", "Commands", "Threads"], path: "Tests/NetworkNamespace"),
        // Random values of the model, for property tests.
        .target(name: "ModelGenerators", dependencies: ["WeirModel"], path: "Tests/ModelGenerators"),
        // A kernel that answers by a script.
        .target(name: "ScriptedKernel", dependencies: ["Netlink", "CNl"], path: "Tests/ScriptedKernel"),
        .testTarget(name: "NetlinkTests", dependencies: ["Netlink", "CNl", "CNftnl"]),
        .testTarget(
            name: "RenderingTests", dependencies: ["Documents", "WeirModel", "Findings", "ModelGenerators", "Rendering", "StockNft"]),
        .testTarget(
            name: "NftablesTests",
            dependencies: [
                "Nftables", "Netfilter", "Netlink", "NetworkNamespace", "ScriptedKernel", "ModelGenerators", "WeirModel", "CNftnl", "CHost",
            ],
            exclude: ["Goldens", "Rulesets"]),
        .testTarget(
            name: "TrafficControlTests",
            dependencies: [
                "Documents", "TrafficControl", "TrafficLowering", "Planning", "Netlink", "NetworkNamespace", "ScriptedKernel",
                "ModelGenerators", "Weir",
                "WeirModel", "CNl",
            ]),
        .testTarget(name: "TrafficLoweringTests", dependencies: ["TrafficLowering", "ModelGenerators", "WeirModel"]),
        .testTarget(
            name: "WeirTests",
            dependencies: [
                "Documents", "WeirCommand", "Weir", "TrafficLowering", "Planning", "Netfilter", "Nftables", "WeirModel", "CNftnl",
                "Commands",
            ],
            exclude: ["Statements/Goldens"]),
        .testTarget(
            name: "WeirModelTests", dependencies: ["Documents", "WeirModel", "ModelGenerators", "StockNft"], exclude: ["FieldNames.txt"]),
        .testTarget(
            name: "EthtoolTests",
            dependencies: [
                "WeirCommand", "Ethtool", "Netlink", "OffloadCheck", "ScriptedKernel", "ModelGenerators", "WeirModel", "CNl", "Commands",
            ]),
        .testTarget(
            name: "OffloadCheckTests",
            dependencies: [
                "Documents", "WeirCommand", "Findings", "OffloadCheck", "Netfilter", "ModelGenerators", "WeirModel", "Commands",
            ],
            exclude: ["flower-actions.py", "flower-keys.py"]),
        .testTarget(name: "HostTests", dependencies: ["Host", "Netfilter", "Nftables", "NetworkNamespace", "WeirModel"]),
        .testTarget(name: "ThreadsTests", dependencies: ["Threads"]),
        .testTarget(name: "NetfilterTests", dependencies: ["Netfilter", "ModelGenerators", "WeirModel"]),
        .testTarget(name: "PacketEngineTests", dependencies: ["PacketEngine", "Netfilter", "WeirModel"]),
        .testTarget(name: "PacketTextTests", dependencies: ["PacketText", "Netfilter", "WeirModel", "NetworkNamespace", "Commands"]),
        .testTarget(name: "PlanningTests", dependencies: ["Planning", "ModelGenerators"]),
        .testTarget(name: "ConfinementTests", dependencies: ["WeirCommand", "PolicyEvaluation", "Commands", "Threads"]),
        .testTarget(name: "DiagramsTests", dependencies: ["Diagrams"]),
        .testTarget(
            name: "PacketAnalysisTests", dependencies: ["PacketAnalysis", "PacketEngine", "Diagrams", "Netfilter", "WeirModel"]),
        .testTarget(name: "PolicyCheckTests", dependencies: ["PolicyCheck", "Findings", "ModelGenerators"]),
        .testTarget(
            name: "VirtualMachineTests", dependencies: ["WeirCommand", "Commands"], path: "Tests/VirtualMachine",
            exclude: ["run", "netdevsim"]),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "Documents", "WeirCommand", "Findings", "Weir", "WeirModel", "TrafficLowering", "PolicyWriting", "ModelGenerators",
                "Commands",
            ],
            exclude: ["Goldens", "tc-dump", "packet-paths"]),
        .testTarget(
            name: "PolicyEvaluationTests", dependencies: ["PolicyEvaluation", "ModelGenerators", "Weir", "WeirModel", "CHost", "Commands"]),
        .testTarget(
            name: "FuzzTests", dependencies: fuzzed.map { .byName(name: $0) }, path: "Tests/Fuzz",
            exclude: ["main.swift", "run", "seeds.py", "keep.py", "Corpus"]),
    ],
    swiftLanguageModes: [.v6]
)

// `.ci/newer` builds some of them, which are named here.
if let tests = Context.environment["WEIR_TESTS"]?.split(separator: " ") {
    package.targets.removeAll { target in target.type == .test && !tests.contains { $0 == target.name } }
}

for target in package.targets where target.type == .test { target.dependencies.append("Tags") }

// `Tests/Fuzz/run` alone: the modules tell libFuzzer what of them is run, and the tests of the corpus become its program.
if let runtime = Context.environment["WEIR_FUZZER"] {
    package.targets.removeAll { $0.type == .test }
    for target in package.targets where fuzzed.contains(target.name) && target.type == .regular {
        target.swiftSettings = [.unsafeFlags(["-sanitize=fuzzer", "-enable-testing"])]
    }
    package.targets.append(
        .executableTarget(
            name: "fuzz", dependencies: fuzzed.map { .byName(name: $0) }, path: "Tests/Fuzz",
            exclude: ["ReplayTests.swift", "run", "seeds.py", "keep.py", "Corpus"],
            linkerSettings: [.unsafeFlags([runtime, "-lstdc++", "-lm"])]))
}

// A policy imports `Weir` alone: the model below it is for the modules of this package.
for model in package.targets where ["WeirModel", "Documents"].contains(model.name) {
    let clients = package.targets.map(\.name)
    model.swiftSettings =
        (model.swiftSettings ?? []) + [.unsafeFlags(clients.flatMap { ["-Xfrontend", "-allowable-client", "-Xfrontend", $0] })]
}
