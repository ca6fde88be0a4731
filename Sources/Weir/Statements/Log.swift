public import WeirModel

/// The severity of a log line, as in syslog(2): nft's `log level warn`. Without one, nft's `warn`.
public typealias LogLevel = WeirModel.Log.Level
/// Extra facts in a log line: nft's `log flags tcp sequence`.
public typealias LogFlags = WeirModel.Log.Flags

extension Statement {
    /// Logs the packet to the kernel's log: nft's `log`.
    public static var log: Statement { Statement(.log(WeirModel.Log())) }

    /// Logs the packet to the kernel's log: nft's `log prefix "ssh: " level info`.
    public static func log(prefix: String? = nil, level: LogLevel? = nil, flags: LogFlags = []) -> Statement {
        Statement(.log(WeirModel.Log(prefix: prefix, level: level, flags: flags)))
    }

    /// With options of both kinds, as only other programs than nft make it.
    @_disfavoredOverload
    public static func log(
        prefix: String? = nil, level: LogLevel? = nil, flags: LogFlags = [], group: UInt16? = nil, snaplen: UInt32? = nil,
        queueThreshold: UInt16? = nil
    ) -> Statement {
        Statement(
            .log(WeirModel.Log(prefix: prefix, level: level, flags: flags, group: group, snaplen: snaplen, queueThreshold: queueThreshold)))
    }

    /// Logs the packet to the listeners of a group of nfnetlink_log: nft's `log group 1`.
    ///
    /// - Parameters:
    ///   - snaplen: the bytes of the packet that are copied; all by default.
    ///   - queueThreshold: the packets that are collected before they are sent.
    public static func log(prefix: String? = nil, group: UInt16, snaplen: UInt32? = nil, queueThreshold: UInt16? = nil) -> Statement {
        Statement(.log(WeirModel.Log(prefix: prefix, group: group, snaplen: snaplen, queueThreshold: queueThreshold)))
    }
}
