/// The drivers whose sources were read, by name.
public enum Catalogue {
    public static let drivers: [DriverFacts] =
        DriverFacts.intel + DriverFacts.nvidia + DriverFacts.servers + DriverFacts.embedded + DriverFacts.virtual

    private static let byDriver: [String: [DriverFacts]] = {
        var table: [String: [DriverFacts]] = [:]
        for facts in drivers {
            for word in facts.drivers.split(separator: " ") { table[String(word), default: []].append(facts) }
        }
        return table
    }()

    public enum Answer: Sendable {
        case found(Capabilities)
        case unknownDriver
        /// One name, several drivers with different abilities.
        case ambiguous
    }

    /// `driver` is the name that `ethtool -i` prints. `switchdev`: the link is a port of a hardware switch, so the eswitch is in that mode.
    public static func find(driver: String, kernel: KernelVersion?, switchdev: Bool) -> Answer {
        // mlx5's uplink takes the same as its representors once the eswitch is in switchdev mode.
        let name = driver == "mlx5_core" && switchdev ? "mlx5e_rep" : driver
        guard let found = byDriver[name] else { return .unknownDriver }
        guard found.count == 1, let facts = found.first else { return .ambiguous }
        return .found(resolve(facts, kernel))
    }

    private static func resolve(_ facts: DriverFacts, _ kernel: KernelVersion?) -> Capabilities {
        guard let kernel else { return Capabilities(facts, change: facts.from612, doubt: "the host's kernel is not known") }
        let old = KernelVersion(6, 1)
        let new = KernelVersion(6, 12)
        if kernel == old { return Capabilities(facts, change: nil, doubt: nil) }
        if kernel == new { return Capabilities(facts, change: facts.from612, doubt: nil) }
        // A device without the hook that all offload goes through had none in either.
        if facts.traits.contains(.noOffloadHook) { return Capabilities(facts, change: nil, doubt: nil) }
        let between = kernel > old && kernel < new
        return Capabilities(
            facts, change: kernel > old ? facts.from612 : nil,
            doubt: between && facts.from612 == nil ? nil : "`\(facts.name)` was read in Linux 6.1 and 6.12, and this host runs \(kernel)")
    }
}

/// `6.1` of `6.1.0-25-amd64`.
public struct KernelVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    public var major: Int
    public var minor: Int

    public init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// Parses the release that `uname -r` prints.
    public init?(release: String) {
        let numbers = release.split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
        guard release.first?.isNumber == true, numbers.count == 2 else { return nil }
        self.init(numbers[0], numbers[1])
    }

    public var description: String { "\(major).\(minor)" }

    public static func < (left: Self, right: Self) -> Bool { (left.major, left.minor) < (right.major, right.minor) }
}
