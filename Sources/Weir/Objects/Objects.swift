public import WeirModel

extension Object where Kind == CounterKind {
    /// A counter, from 0 or these numbers on: nft's `counter NAME { packets 0 bytes 0 }`. `Counter("ssh")`
    public init(
        _ name: String, packets: UInt64 = 0, bytes: UInt64 = 0, comment: String? = nil, file: String = #filePath, line: Int = #line,
        column: Int = #column
    ) {
        self.init(name, .counter(WeirModel.Counter(packets: packets, bytes: bytes)), comment, here(file, line, column))
    }
}

extension Object where Kind == QuotaKind {
    /// A quota that matches until this number of bytes was seen: nft's `quota NAME { 10 mbytes }` is `Quota("name", .mbytes(10))`.
    public init(
        _ name: String, _ bytes: ByteCount, used: ByteCount = 0, comment: String? = nil, file: String = #filePath, line: Int = #line,
        column: Int = #column
    ) {
        self.init(name, .quota(WeirModel.Quota(bytes: bytes.count, used: used.count)), comment, here(file, line, column))
    }

    /// A quota that matches once this number of bytes was seen: nft's `quota NAME { over 10 mbytes }`.
    public init(
        _ name: String, over bytes: ByteCount, used: ByteCount = 0, comment: String? = nil, file: String = #filePath, line: Int = #line,
        column: Int = #column
    ) {
        self.init(name, .quota(WeirModel.Quota(bytes: bytes.count, over: true, used: used.count)), comment, here(file, line, column))
    }
}

extension Object where Kind == LimitKind {
    /// A limit that matches up to the rate: nft's `limit NAME { rate 10/second }` is `Limit("name", 10, per: .second)`.
    ///
    /// - Parameter burst: the number that may exceed the rate; 5 packets or no bytes by default.
    public init(
        _ name: String, _ rate: LimitRate, per period: Period, burst: LimitRate? = nil, comment: String? = nil, file: String = #filePath,
        line: Int = #line, column: Int = #column
    ) {
        self.init(name, .limit(WeirModel.Limit(rate, per: period, burst: burst, over: false)), comment, here(file, line, column))
    }

    /// A limit that matches over the rate: nft's `limit NAME { rate over 10/second }`.
    public init(
        _ name: String, over rate: LimitRate, per period: Period, burst: LimitRate? = nil, comment: String? = nil, file: String = #filePath,
        line: Int = #line, column: Int = #column
    ) {
        self.init(name, .limit(WeirModel.Limit(rate, per: period, burst: burst, over: true)), comment, here(file, line, column))
    }
}

extension Object where Kind == SecmarkKind {
    /// A security context: nft's `secmark NAME { "CONTEXT" }`.
    ///
    /// - Parameter context: the context in SELinux's notation: `system_u:object_r:ssh_server_packet_t:s0`.
    public init(_ name: String, context: String, comment: String? = nil, file: String = #filePath, line: Int = #line, column: Int = #column)
    {
        self.init(name, .secmark(context: context), comment, here(file, line, column))
    }
}

extension Object where Kind == SynproxyKind {
    /// A SYN proxy: nft's `synproxy NAME { mss 1460; wscale 7; timestamp sack-perm }`.
    ///
    /// - Parameters:
    ///   - mss: the largest segment that the servers take, in bytes.
    ///   - wscale: the window scaling of the servers, in bits.
    ///   - timestamp, sackPermitted: whether the servers take these options.
    public init(
        _ name: String, mss: UInt16? = nil, wscale: UInt8? = nil, timestamp: Bool = false, sackPermitted: Bool = false,
        comment: String? = nil,
        file: String = #filePath, line: Int = #line, column: Int = #column
    ) {
        let synproxy = WeirModel.Synproxy(mss: mss, wscale: wscale, timestamp: timestamp, sackPermitted: sackPermitted)
        self.init(name, .synproxy(synproxy), comment, here(file, line, column))
    }
}

extension Object where Kind == TunnelTemplateKind {
    /// Outer headers: nft's `tunnel NAME { id 10; ip daddr 192.0.2.2; vxlan { gbp 1 } }` is
    /// `TunnelTemplate("name") { $0.keyID = 10; $0.destinationIPv4 = "192.0.2.2"; $0.options = [.vxlan(gbp: 1)] }`. nft 1.1.6.
    public init(
        _ name: String, comment: String? = nil, file: String = #filePath, line: Int = #line, column: Int = #column,
        _ configure: (inout WeirModel.TunnelTemplate) -> Void
    ) {
        var template = WeirModel.TunnelTemplate()
        configure(&template)
        self.init(name, .tunnel(template.canonical), comment, here(file, line, column))
    }
}

extension Object where Kind == CtHelperKind {
    /// A conntrack helper: nft's `ct helper NAME { type "ftp" protocol tcp; }` is `CtHelper("ftp-standard", "ftp", .tcp)`.
    ///
    /// - Parameter l3: `.ip` or `.ip6` in inet tables; both by default.
    public init(
        _ name: String, _ helper: String, _ transport: TransportProtocol, l3: Family? = nil, comment: String? = nil,
        file: String = #filePath,
        line: Int = #line, column: Int = #column
    ) {
        self.init(name, .ctHelper(helper: helper, protocol: transport.number, l3protocol: l3), comment, here(file, line, column))
    }
}

extension Object where Kind == CtTimeoutKind {
    /// Timeouts by state: nft's `ct timeout NAME { protocol tcp; policy = { established: 2m } }`. `CtTimeout("short", .tcp, [.established:
    /// .seconds(120), .close: .seconds(4)])`
    public init(
        _ name: String, _ transport: TransportProtocol, _ policy: CtTimeoutPolicy, l3: Family? = nil, comment: String? = nil,
        file: String = #filePath, line: Int = #line, column: Int = #column
    ) {
        self.init(
            name, .ctTimeout(protocol: transport.number, l3protocol: l3, policy: policy.seconds), comment, here(file, line, column))
    }
}

extension Object where Kind == CtExpectationKind {
    /// Connections that are expected: nft's `ct expectation NAME { protocol tcp; dport 5060; timeout 10s; size 12; }`.
    ///
    /// - Parameters:
    ///   - dport: the destination port of the expected connections.
    ///   - timeout: the lifetime of the expectation.
    ///   - size: the number of connections that are expected at a time.
    public init(
        _ name: String, _ transport: TransportProtocol, dport: UInt16, timeout: Duration, size: UInt8, l3: Family? = nil,
        comment: String? = nil,
        file: String = #filePath, line: Int = #line, column: Int = #column
    ) {
        let definition = WeirModel.StatefulObject.Definition.ctExpectation(
            protocol: transport.number, l3protocol: l3, dport: dport, timeout: UInt32(clamping: timeout.wholeMilliseconds), size: size)
        self.init(name, definition, comment, here(file, line, column))
    }
}

/// The transport protocol of a conntrack object: nft's `protocol tcp`.
public struct TransportProtocol: Sendable, ExpressibleByIntegerLiteral {
    let number: UInt8
    public init(integerLiteral value: UInt8) { number = value }

    /// TCP, 6.
    public static let tcp: TransportProtocol = 6
    /// UDP, 17.
    public static let udp: TransportProtocol = 17
}

/// A stateful object of a type that Weir does not know. Write it within its table's braces.
public struct RawObject: Sendable {
    let model: WeirModel.StatefulObject

    /// - Parameters:
    ///   - type: the kernel's number. The corresponding attribute is `NFTA_OBJ_TYPE`.
    ///   - data: the bytes of `NFTA_OBJ_DATA`.
    public init(
        _ name: String, type: UInt32, data: [UInt8], comment: String? = nil, file: String = #filePath, line: Int = #line,
        column: Int = #column
    ) {
        model = WeirModel.StatefulObject(
            name: name, definition: .raw(type: type, data: data), comment: comment, at: here(file, line, column))
    }
}
