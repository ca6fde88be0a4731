import Netfilter
import WeirModel

/// One attribute of a table, chain, set, object or flowtable that is not as desired.
struct AttributeChange {
    var live: String
    var desired: String
    /// Whether the kernel changes it in place. If not, its holder is deleted and created again.
    var inPlace: Bool

    /// `nil` if both are the same.
    init?<Value: Equatable>(
        _ name: String, _ live: Value, _ desired: Value, inPlace: Bool = false, describe: (Value) -> String = { "\($0)" }
    ) {
        guard live != desired else { return nil }
        self.live = "\(name) \(describe(live))"
        self.desired = "\(name) \(describe(desired))"
        self.inPlace = inPlace
    }
}

private func list(_ changes: AttributeChange?...) -> [AttributeChange] { changes.compactMap { $0 } }

private func orNone<Value>(_ value: Value?) -> String { value.map { "\($0)" } ?? "none" }

private func milliseconds(_ value: (some BinaryInteger)?) -> String { value.map { "\($0)ms" } ?? "none" }

/// nft's sizes: `200 mbytes`.
private func size(_ bytes: UInt64) -> String {
    if bytes > 0, bytes.isMultiple(of: 1 << 20) { return "\(bytes >> 20) mbytes" }
    return bytes > 0 && bytes.isMultiple(of: 1 << 10) ? "\(bytes >> 10) kbytes" : "\(bytes) bytes"
}

private func quoted(_ comment: String?) -> String { comment.map { "\"\($0)\"" } ?? "none" }

/// Comments and other userdata. In that of sets the comment has another number.
private func userdata(_ live: [UInt8], _ desired: [UInt8], commentType: UInt8 = UserData.comment) -> AttributeChange? {
    guard live != desired else { return nil }
    func comment(_ bytes: [UInt8]) -> String? { UserData.text(commentType, in: bytes) }
    return AttributeChange("comment", comment(live), comment(desired), describe: quoted) ?? AttributeChange("userdata", live, desired)
}

extension CompiledTable {
    func attributeChanges(from live: CompiledTable) -> [AttributeChange] {
        // A table that outlived its owner has lost the owner flag.
        let orphaned = flags.contains([.owner, .persist]) && !live.flags.contains(.owner)
        let lasting = orphaned ? flags.subtracting(.owner) : flags
        return list(
            AttributeChange("flags", live.flags.subtracting(.dormant), lasting.subtracting(.dormant), describe: \.words),
            AttributeChange(
                "flags", live.flags.contains(.dormant), flags.contains(.dormant), inPlace: true, describe: { $0 ? "dormant" : "none" }),
            // The rest of a table's userdata isn't its author's: nft 1.1.6 stores its version and build time.
            AttributeChange(
                "comment", UserData.text(UserData.comment, in: live.userdata), UserData.text(UserData.comment, in: userdata),
                describe: quoted))
    }
}

extension Table.Flags {
    fileprivate var words: String {
        let names = [(Table.Flags.dormant, "dormant"), (.owner, "owner"), (.persist, "persist")].filter { contains($0.0) }.map(\.1)
        return names.isEmpty ? "none" : names.joined(separator: ",")
    }
}

extension CompiledChain {
    func attributeChanges(from live: CompiledChain) -> [AttributeChange] {
        let userdata = Planning.userdata(UserData.sorted(live.userdata), UserData.sorted(userdata))
        guard let desired = base, let current = live.base else {
            return list(AttributeChange("hook", live.base?.words, base?.words, describe: orNone), userdata)
        }
        return list(
            AttributeChange("type", current.type, desired.type, describe: \.rawValue),
            AttributeChange("hook", current.hook, desired.hook, describe: \.rawValue),
            AttributeChange("priority", current.priority, desired.priority),
            AttributeChange("policy", current.policy ?? .accept, desired.policy ?? .accept, inPlace: true, describe: \.rawValue),
            // Kernels before 6.5 refuse other devices for a chain that is there.
            AttributeChange("devices", current.devices.sorted(), desired.devices.sorted()) { $0.joined(separator: ", ") },
            AttributeChange("offload", current.offload.isAsked, desired.offload.isAsked),
            userdata)
    }

    var summary: String {
        let count = "\(rules.count) rule\(rules.count == 1 ? "" : "s")"
        return base.map { "\($0.words), \(count)" } ?? count
    }
}

extension BaseChain {
    fileprivate var words: String {
        "type \(type.rawValue) hook \(hook.rawValue) priority \(priority), policy \((policy ?? .accept).rawValue)"
    }
}

extension CompiledSet {
    func attributeChanges(from live: CompiledSet) -> [AttributeChange] {
        let (current, desired) = (live.specification.meaning, specification.meaning)
        func hexadecimal(_ flags: UInt32) -> String { "0x" + String(flags, radix: 16) }
        return list(
            AttributeChange("flags", current.flags, desired.flags, describe: hexadecimal),
            AttributeChange("key type", current.keyType, desired.keyType),
            AttributeChange("key length", current.keyLength, desired.keyLength),
            AttributeChange("data type", current.dataType, desired.dataType, describe: orNone),
            AttributeChange("data length", current.dataLength, desired.dataLength, describe: orNone),
            AttributeChange("object type", current.objectType, desired.objectType, describe: orNone),
            AttributeChange("field lengths", current.fieldLengths, desired.fieldLengths),
            AttributeChange("size", current.size, desired.size, describe: orNone),
            AttributeChange("policy", current.policy, desired.policy) { $0 == 1 ? "memory" : "performance" },
            AttributeChange("timeout", current.timeout, desired.timeout, describe: milliseconds),
            AttributeChange("gc-interval", current.gcInterval, desired.gcInterval, describe: milliseconds),
            AttributeChange("statements of elements", current.expressions, desired.expressions),
            Planning.userdata(current.userdata, desired.userdata, commentType: UserData.setComment))
    }
}

extension CompiledObject {
    func attributeChanges(from live: CompiledObject) -> [AttributeChange] {
        list(
            AttributeChange(
                "definition", live.definition.withoutRuntimeValues, definition.withoutRuntimeValues.filledIn(from: live.definition),
                inPlace: definition.updatesInPlace, describe: \.summary),
            Planning.userdata(UserData.sorted(live.userdata), UserData.sorted(userdata)))
    }
}

extension StatefulObject.Definition {
    /// The definition in a line.
    var summary: String {
        switch self {
        case .counter: "counter"
        case .quota(let quota): "\(quota.over ? "over" : "until") \(size(quota.bytes))"
        case .limit(let limit):
            "limit rate \(limit.over ? "over " : "")\(limit.rate) \(limit.unit.rawValue) per \(limit.per) s burst \(limit.burst)"
        case .secmark(let context): "secmark \"\(context)\""
        case .synproxy(let synproxy): "synproxy mss \(orNone(synproxy.mss)) wscale \(orNone(synproxy.wscale))"
        case .tunnel(let tunnel): tunnel.summary
        case .ctHelper(let helper, let number, let l3): "ct helper \"\(helper)\" protocol \(number) l3proto \(orNone(l3?.rawValue))"
        case .ctTimeout(let number, let l3, let policy):
            "ct timeout protocol \(number) l3proto \(orNone(l3?.rawValue)) "
                + policy.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)s" }.joined(separator: ", ")
        case .ctExpectation(let number, let l3, let dport, let timeout, let size):
            "ct expectation protocol \(number) l3proto \(orNone(l3?.rawValue)) dport \(dport) timeout \(timeout)ms size \(size)"
        case .raw(let type, let data): "object of type \(type), \(data.count) bytes"
        }
    }
}

extension TunnelTemplate {
    fileprivate var summary: String {
        let source = sourceIPv4?.description ?? sourceIPv6?.description
        let destination = destinationIPv4?.description ?? destinationIPv6?.description
        return
            "tunnel id \(keyID) from \(orNone(source)) to \(orNone(destination)) sport \(orNone(sourcePort)) dport \(orNone(destinationPort))"
            + " tos \(tos ?? 0) ttl \(ttl ?? 255)" + (options ?? []).map { " \($0)" }.joined()
    }
}

extension Flowtable {
    func attributeChanges(from live: Flowtable) -> [AttributeChange] {
        list(
            AttributeChange("priority", live.priority, priority),
            AttributeChange("devices", live.devices.sorted(), devices.sorted(), inPlace: true) { $0.joined(separator: ", ") },
            AttributeChange("offload", live.offload.isAsked, offload.isAsked),
            AttributeChange("counter", live.counter, counter, inPlace: true))
    }
}
