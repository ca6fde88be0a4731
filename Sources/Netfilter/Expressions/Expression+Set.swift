extension Expression {
    /// The set or map that it looks up; an anonymous one lives with it. Other kinds have `nil`, and an assignment does not change them.
    package var set: SetReference? {
        get {
            switch self {
            case .lookup(let lookup): lookup.set
            case .objrefMap(_, let set): set
            case .payload, .payloadWrite, .inner, .meta, .metaWrite, .ct, .ctWrite, .rt, .fib, .socket, .osf, .tunnel, .xfrm, .exthdr,
                .exthdrWrite,
                .exthdrReset, .numgen, .hash, .immediate, .verdict, .cmp, .range, .bitwise, .byteorder, .dynset, .objref, .counter, .limit,
                .quota, .connlimit, .last, .log, .reject, .nat, .masq, .redir, .tproxy, .dup, .fwd, .notrack, .synproxy, .flowOffload,
                .queue, .raw:
                nil
            }
        }
        set {
            guard let newValue else { return }
            if case .lookup(var lookup) = self {
                lookup.set = newValue
                self = .lookup(lookup)
            } else if case .objrefMap(let source, _) = self {
                self = .objrefMap(source: source, set: newValue)
            }
        }
    }
}
