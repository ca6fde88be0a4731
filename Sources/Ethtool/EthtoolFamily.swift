internal import CNl
internal import Glibc
internal import Netlink
internal import WeirModel

/// ethtool's generic netlink family, from Linux 5.6.
struct EthtoolFamily {
    private let connection: Connection
    private let family: UInt16

    /// `struct genlmsghdr`
    private static let headerSize = 4

    /// `nil` if the kernel lacks the family; only the ioctl answers then.
    init?(_ connection: Connection) throws(KernelError) {
        let controller = UInt16(NLMSG_MIN_TYPE)
        let request = Self.request(controller, command: Int(CTRL_CMD_GETFAMILY)) {
            $0.put(Int(CTRL_ATTR_FAMILY_NAME), text: ETHTOOL_GENL_NAME)
        }
        let found: [UInt16]
        do {
            found = try connection.dump(request, answeredBy: controller) {
                $0.payload.attributes(from: Self.headerSize)[attribute: Int(CTRL_ATTR_FAMILY_ID)]?.number()
            }
        } catch {
            if error.kind == .absent { return nil }
            throw error
        }
        guard let family = found.first else { throw KernelError(.malformed, "the answer names no family") }
        self.connection = connection
        self.family = family
    }

    /// Sends one of `ETHTOOL_MSG_*_GET` and returns the result of `read` for the answer. The request's header is attribute 1 of every message.
    func get<Value>(_ command: Int, link index: UInt32, _ read: (Attributes) -> Value) throws(KernelError) -> Value {
        guard let answer = try ask(command, link: index, flags: UInt16(NLM_F_ACK), read).first else { throw KernelError(errno: EOPNOTSUPP) }
        return answer
    }

    /// The results for all that the link has of it.
    func all<Value>(_ command: Int, link index: UInt32, _ read: (Attributes) -> Value) throws(KernelError) -> [Value] {
        try ask(command, link: index, flags: UInt16(NLM_F_DUMP), read)
    }

    private func ask<Value>(
        _ command: Int, link index: UInt32, flags: UInt16, _ read: (Attributes) -> Value
    ) throws(KernelError) -> [Value] {
        let request = Self.request(family, command: command, flags: flags) { message in
            message.nest(1) { $0.put(ETHTOOL_A_HEADER_DEV_INDEX, index) }
        }
        return try connection.dump(request, answeredBy: family) { read($0.payload.attributes(from: Self.headerSize)) }
    }

    private static func request(
        _ family: UInt16, command: Int, flags: UInt16 = UInt16(NLM_F_ACK), _ attributes: (MessageWriter) -> Void
    ) -> MessageWriter {
        let request = MessageWriter(capacity: 64)
        request.begin(type: family, flags: flags)
        request.append([UInt8(truncatingIfNeeded: command), 1, 0, 0])
        attributes(request)
        request.end()
        return request
    }
}

/// A bitset in its verbose form: bits by name. `ETHTOOL_A_BITSET_*`
struct Bitset {
    /// Every bit that the message names, with its value. Without a mask a listed bit is a set one.
    var bits: [(name: String, isSet: Bool)] = []

    init(_ bitset: Payload?) {
        guard let attributes = bitset?.attributes, let list = attributes[attribute: ETHTOOL_A_BITSET_BITS] else { return }
        let isList = attributes[attribute: ETHTOOL_A_BITSET_NOMASK] != nil
        for bit in list.attributes {
            let parts = bit.payload.attributes
            let index: UInt32? = parts[attribute: ETHTOOL_A_BITSET_BIT_INDEX]?.number()
            guard let name = parts[attribute: ETHTOOL_A_BITSET_BIT_NAME]?.text ?? index.map({ "bit \($0)" }) else { continue }
            bits.append((name, isList || parts[attribute: ETHTOOL_A_BITSET_BIT_VALUE] != nil))
        }
    }

    var names: [String] { bits.filter(\.isSet).map(\.name) }
}
