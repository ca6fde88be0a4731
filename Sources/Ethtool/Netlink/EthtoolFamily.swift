internal import CNl
internal import Glibc
internal import WeirModel

/// ethtool's generic netlink family, from Linux 5.6.
struct EthtoolFamily {
    let socket: NetlinkSocket
    let family: UInt16

    /// nil: this kernel has no such family, and only the ioctl answers.
    init?(socket: NetlinkSocket) throws(KernelError) {
        var request = Self.header(command: Int(CTRL_CMD_GETFAMILY))
        request.attribute(Int(CTRL_ATTR_FAMILY_NAME), ETHTOOL_GENL_NAME)
        let answer: [ArraySlice<UInt8>]
        do {
            answer = try socket.ask(type: UInt16(NLMSG_MIN_TYPE), payload: request.bytes)
        } catch {
            if error.number == ENOENT { return nil }
            throw error
        }
        guard let body = answer.first, let family = Attributes(body.dropFirst(4))[Int(CTRL_ATTR_FAMILY_ID)]?.u16 else {
            throw KernelError(number: EBADMSG, words: "the answer names no family")
        }
        self.socket = socket
        self.family = family
    }

    /// The attributes of the answer to one of `ETHTOOL_MSG_*_GET`. The request's header is attribute 1 of every message.
    func get(_ command: Int, link index: UInt32) throws(KernelError) -> Attributes {
        var request = Self.header(command: command)
        request.nest(1) { $0.attribute(ETHTOOL_A_HEADER_DEV_INDEX, index) }
        guard let body = try socket.ask(type: family, payload: request.bytes).first else {
            throw KernelError(number: EOPNOTSUPP)
        }
        return Attributes(body.dropFirst(4))
    }

    /// `struct genlmsghdr`
    private static func header(command: Int) -> MessageBytes {
        MessageBytes(bytes: [UInt8(truncatingIfNeeded: command), 1, 0, 0])
    }
}

/// A bitset in its verbose form: bits by name. `ETHTOOL_A_BITSET_*`
struct Bitset {
    /// Every bit that the message names, with its value. Without a mask a listed bit is a set one.
    var bits: [(name: String, isSet: Bool)] = []

    init(_ attributes: Attributes) {
        let isList = attributes[ETHTOOL_A_BITSET_NOMASK] != nil
        guard let list = attributes[ETHTOOL_A_BITSET_BITS] else { return }
        for bit in list.nested {
            let index = bit.nested[ETHTOOL_A_BITSET_BIT_INDEX]?.u32
            guard let name = bit.nested[ETHTOOL_A_BITSET_BIT_NAME]?.string ?? index.map({ "bit \($0)" }) else { continue }
            bits.append((name, isList || bit.nested[ETHTOOL_A_BITSET_BIT_VALUE] != nil))
        }
    }

    init(_ attribute: Attributes.Attribute?) { self.init(Attributes(attribute?.bytes ?? [])) }

    var names: [String] { bits.filter(\.isSet).map(\.name) }
}
