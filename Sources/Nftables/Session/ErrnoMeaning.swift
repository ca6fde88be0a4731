import Glibc

/// What an errno of nf_tables means, beyond the C library's words for it.
struct ErrnoMeaning {
    var kind: NftablesError.Kind
    var words: String
    var help: String?

    init(_ errno: Int32) {
        let known = Self.table[errno]
        kind = known?.kind ?? .refused
        words = String(cString: strerror(errno)).lowercasedFirst
        if errno == Self.restart { words = "the ruleset changed" }
        help = known?.help
    }

    /// `ERESTART`, which glibc's header has but Swift's module may not.
    static let restart: Int32 = 85
    static let noEntry = ENOENT
    static let noBuffers = ENOBUFS

    private static let table: [Int32: (kind: NftablesError.Kind, help: String?)] = [
        EPERM: (
            .notPermitted,
            "run as root, or in a namespace where you are; a table with the owner flag is changed only by the program that made it"
        ),
        EACCES: (.notPermitted, "run as root, or in a namespace where you are"),
        restart: (.stale, "another program changed the ruleset since it was read: read it again"),
        EMLINK: (.refused, "the jumps form a loop, or are more than 16 deep"),
        EEXIST: (.exists, "it exists with other properties, or overlaps with what is there: delete the old one first"),
        ENFILE: (.tooLarge, "the set is full: give it a larger size"),
        EOPNOTSUPP: (
            .unsupported, "this kernel, or the device's driver, does not support it; of an offloaded chain, see the driver's limits"
        ),
        EAFNOSUPPORT: (
            .unsupported,
            "this kernel has no nf_tables for the family, whose module may not be loaded; an object of conntrack may need its network layer (`l3`)"
        ),
        EPROTONOSUPPORT: (.unsupported, "this kernel has no nfnetlink: load module nfnetlink"),
        ENOENT: (.absent, "what is named does not exist in the table, or this kernel lacks the expression, chain type or object kind"),
        EMSGSIZE: (.tooLarge, "the batch is larger than the socket's buffer: raise net.core.wmem_max, or run as root"),
        ENOBUFS: (.tooLarge, "the kernel's answers did not fit in the socket's buffer: raise net.core.rmem_max"),
        EBUSY: (.refused, "it is still in use: delete what refers to it first"),
        ENAMETOOLONG: (.tooLarge, "names have at most 255 bytes, device names 15"),
        ERANGE: (.tooLarge, "a value is out of the range that the kernel allows"),
        EOVERFLOW: (.tooLarge, "a value is larger than the kernel can count"),
        ENOMEM: (.tooLarge, "the kernel has no memory for it"),
        EINVAL: (.refused, nil),
    ]
}

extension String {
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
