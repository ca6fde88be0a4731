/// The options of one kind of qdisc, class, classifier or action; the field names are tc's.
///
/// `nil` leaves an option unset; the kernel default applies.
public protocol TrafficOptions: Codable, Hashable, Sendable {
    /// The kernel's name of the kind (`TCA_KIND`).
    static var kind: String { get }
    var kind: String { get }
    /// Nothing set.
    init()

    /// The same options as the kernel will hold them on such a link: defaults filled in, times rounded to the kernel's units.
    func canonical(on link: LinkDefaults) -> Self
    /// The same options with what the kernel chose at random where these name nothing.
    func filled(from live: Self) -> Self
    /// `nil` if the kernel can change the options in place from these to the others, else the reason why it can't.
    func obstacle(changingTo other: Self) -> String?
}

extension TrafficOptions {
    public var kind: String { Self.kind }
    public func canonical(on link: LinkDefaults) -> Self { self }
    public func filled(from live: Self) -> Self { self }
    public func obstacle(changingTo other: Self) -> String? { nil }
}

/// A kind without options.
public protocol WithoutOptions: TrafficOptions {}

/// The facts that defaults and rounding depend on.
public struct LinkDefaults: Codable, Hashable, Sendable {
    /// Bytes of payload, without the link layer's header.
    public var mtu: UInt32
    /// Bytes.
    public var linkLayerHeader: UInt32
    /// Packets.
    public var transmitQueueLength: UInt32
    public var transmitQueues: UInt32
    /// The kernel's timer period, which some times are rounded up to.
    public var jiffy: TimeSpan
    /// htb's `r2q` of the qdisc at hand, which its classes' quanta follow.
    public var rateToQuantum: UInt32
    private enum CodingKeys: String, CodingKey { case mtu, linkLayerHeader, transmitQueueLength, transmitQueues, jiffy, rateToQuantum }

    public init(
        mtu: UInt32 = 1500, linkLayerHeader: UInt32 = 14, transmitQueueLength: UInt32 = 1000, transmitQueues: UInt32 = 1,
        jiffy: TimeSpan = .milliseconds(4), rateToQuantum: UInt32 = 10
    ) {
        self.mtu = mtu
        self.linkLayerHeader = linkLayerHeader
        self.transmitQueueLength = transmitQueueLength
        self.transmitQueues = transmitQueues
        self.jiffy = jiffy
        self.rateToQuantum = rateToQuantum
    }

    /// The longest frame, which quanta default to.
    public var frame: UInt32 { mtu &+ linkLayerHeader }
    var frameSize: ByteSize { ByteSize(bytes: UInt64(frame)) }

    /// The quantum of fair queues: at least 256 bytes, a frame by default.
    func heldQuantum(_ said: ByteSize?) -> ByteSize { said.map { max($0, .bytes(256)) } ?? frameSize }
}

extension TimeSpan {
    /// The shortest time, in whole microseconds, that the kernel holds like this one when it keeps multiples of `unit` nanoseconds.
    func held(inUnitsOf unit: Int64) -> TimeSpan {
        guard nanoseconds > 0, nanoseconds < .max - 2000 else { return self }
        let microseconds = nanoseconds / 1000
        let units = microseconds * 1000 / unit
        return .microseconds((units * unit + 999) / 1000)
    }

    /// Rounded up to whole timer periods.
    func held(inJiffies jiffy: TimeSpan) -> TimeSpan {
        let period = jiffy.nanoseconds
        guard period > 0, nanoseconds > 0, nanoseconds < .max - period else { return self }
        return TimeSpan(nanoseconds: (nanoseconds + period - 1) / period * period)
    }
}

/// The options of a kind that no table knows, as they came.
public struct RawOptions: TrafficOptions {
    public static let kind = "raw"
    public var kind: String
    /// The payload of TCA_OPTIONS; `nil` if the kernel sent none.
    public var payload: HexBytes?
    private enum CodingKeys: String, CodingKey { case kind, payload }

    public init() { self.init(kind: Self.kind, payload: nil) }
    public init(kind: String, payload: [UInt8]?) {
        self.kind = kind
        self.payload = payload.map(HexBytes.init)
    }
}

/// The kinds of one family, by name. Adding a kind is one line in its table.
public protocol KindCatalogue: Sendable {
    static var kinds: [any TrafficOptions.Type] { get }
    static var byName: [String: any TrafficOptions.Type] { get }
}

/// Options of any kind of a family; in documents, an object with the kind's name as its one key.
public struct AnyOptions<Catalogue: KindCatalogue>: Sendable {
    public var options: any TrafficOptions

    public init(_ options: any TrafficOptions) { self.options = options }

    public var kind: String { options.kind }
    public var isRaw: Bool { options is RawOptions }
    /// By name: the options may be raw.
    public func isOne(of kinds: any TrafficOptions.Type...) -> Bool { kinds.contains { $0.kind == kind } }
    public func `as`<Options: TrafficOptions>(_ type: Options.Type) -> Options? {
        // Comparing types first is many times faster than a failing cast.
        holds(type) ? options as? Options : nil
    }
    public func holds<Options: TrafficOptions>(_ type: Options.Type) -> Bool { Swift.type(of: options) == type }

    public func canonical(on link: LinkDefaults) -> Self { Self(options.canonical(on: link)) }

    public func filled(from live: Self) -> Self {
        func open<Options: TrafficOptions>(_ mine: Options) -> Self {
            (live.options as? Options).map { Self(mine.filled(from: $0)) } ?? self
        }
        return open(options)
    }

    /// `nil` if the kernel can change the options in place from these to the others, else the reason why it can't.
    public func obstacle(changingTo other: Self) -> String? {
        func open<Options: TrafficOptions>(_ mine: Options) -> String? {
            guard let theirs = other.options as? Options, theirs.kind == mine.kind else { return "another kind" }
            return mine.obstacle(changingTo: theirs)
        }
        return open(options)
    }
}

extension AnyOptions: Hashable {
    public static func == (left: Self, right: Self) -> Bool {
        func open<Options: TrafficOptions>(_ mine: Options) -> Bool { (right.options as? Options) == mine }
        return open(left.options)
    }
    public func hash(into hasher: inout Hasher) { options.hash(into: &hasher) }
}

extension AnyOptions: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: KindKey.self)
        guard let key = container.allKeys.first, container.allKeys.count == 1 else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "options have exactly one key, their kind"))
        }
        let type = Catalogue.byName[key.stringValue] ?? RawOptions.self
        options = try container.decode(type, forKey: key)
    }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: KindKey.self)
        try container.encode(options, forKey: KindKey(stringValue: kind))
    }
}

package struct KindKey: CodingKey {
    package var stringValue: String
    package var intValue: Int? { nil }
    package init(stringValue: String) { self.stringValue = stringValue }
    package init?(intValue: Int) { nil }
}
