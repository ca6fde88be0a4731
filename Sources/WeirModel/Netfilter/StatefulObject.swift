/// A named stateful object of a table.
public struct StatefulObject: Sendable, Codable, Hashable {
    /// Raw values are nft's words.
    public enum Kind: String, Sendable, Codable, Hashable, CaseIterable {
        case counter, quota, limit, secmark, synproxy, tunnel
        case ctHelper = "ct helper"
        case ctTimeout = "ct timeout"
        case ctExpectation = "ct expectation"
    }

    public enum Definition: Sendable, Codable, Hashable {
        case counter(Counter)
        case quota(Quota)
        case limit(Limit)
        /// A security context, as SELinux spells it.
        case secmark(context: String)
        case synproxy(Synproxy)
        case tunnel(TunnelTemplate)
        /// `type "ftp" protocol tcp; l3proto ip`
        case ctHelper(helper: String, protocol: UInt8, l3protocol: Family?)
        /// Seconds by state number of the protocol's `enum ctattr_timeout_*`.
        case ctTimeout(protocol: UInt8, l3protocol: Family?, policy: [UInt32: UInt32])
        /// `timeout` in milliseconds.
        case ctExpectation(protocol: UInt8, l3protocol: Family?, dport: UInt16, timeout: UInt32, size: UInt8)
        /// An object of a type that Weir does not know: the number and the bytes of `NFTA_OBJ_DATA`.
        case raw(type: UInt32, data: [UInt8])

        /// nil for an object of a type that Weir does not know.
        // Not inlined: swiftc 6.3's optimizer crashes on a caller that it is copied into.
        @inline(never)
        public var kind: Kind? {
            switch self {
            case .counter: .counter
            case .quota: .quota
            case .limit: .limit
            case .secmark: .secmark
            case .synproxy: .synproxy
            case .tunnel: .tunnel
            case .ctHelper: .ctHelper
            case .ctTimeout: .ctTimeout
            case .ctExpectation: .ctExpectation
            case .raw: nil
            }
        }

        /// The definition without values that packets change.
        public var withoutRuntimeValues: Self {
            switch self {
            case .counter: .counter(Counter())
            case .quota(let quota): .quota(Quota(bytes: quota.bytes, over: quota.over))
            case .limit, .secmark, .synproxy, .tunnel, .ctHelper, .ctTimeout, .ctExpectation, .raw: self
            }
        }
    }

    public var name: String
    public var definition: Definition
    public var comment: String?
    public var at: Located

    public init(name: String, definition: Definition, comment: String? = nil, at location: SourceLocation? = nil) {
        self.name = name
        self.definition = definition
        self.comment = comment
        self.at = Located(location)
    }
}

/// A flowtable: established flows that it holds bypass the stack.
public struct Flowtable: Sendable, Codable, Hashable {
    public var name: String
    /// The ingress hook's priority.
    public var priority: Int32
    public var devices: [String]
    /// `NFT_FLOWTABLE_HW_OFFLOAD`.
    public var offload: Offload
    public var counter: Bool
    public var at: Located

    public init(
        name: String, priority: Int32, devices: [String], offload: Offload = .never, counter: Bool = false,
        at location: SourceLocation? = nil
    ) {
        self.name = name
        self.priority = priority
        self.devices = devices
        self.offload = offload
        self.counter = counter
        self.at = Located(location)
    }
}
