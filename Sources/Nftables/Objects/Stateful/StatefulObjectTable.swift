import Netfilter
internal import Netlink
import WeirModel

/// One kind of stateful object. Its file has `encode`, which writes the content of `NFTA_OBJ_DATA`, beside `decode`.
protocol StatefulObjectKind: SendableMetatype {
    /// `NFT_OBJECT_*`
    static var type: UInt32 { get }
    static var kind: StatefulObject.Kind { get }

    /// Returns `nil` if no definition can express the attributes. Attributes that are not taken make the object raw.
    static func decode(_ attributes: inout AttributeDecoder) -> StatefulObject.Definition?
}

/// All kinds of stateful objects. Adding one is a file, a line in `kinds` and a line in `encode`.
enum StatefulObjectTable {
    static let kinds: [any StatefulObjectKind.Type] = [
        CounterObject.self, QuotaObject.self, LimitObject.self, SecmarkObject.self, SynproxyObject.self, TunnelObject.self,
        CtHelperObject.self,
        CtTimeoutObject.self, CtExpectationObject.self,
    ]

    static func encode(_ definition: StatefulObject.Definition, to writer: RulesetWriter) {
        switch definition {
        case .counter(let counter): CounterObject.encode(counter, to: writer)
        case .quota(let quota): QuotaObject.encode(quota, to: writer)
        case .limit(let limit): LimitObject.encode(limit, to: writer)
        case .secmark(let context): SecmarkObject.encode(context, to: writer)
        case .synproxy(let synproxy): SynproxyObject.encode(synproxy, to: writer)
        case .tunnel(let tunnel): TunnelObject.encode(tunnel, to: writer)
        case .ctHelper(let helper, let proto, let l3): CtHelperObject.encode(helper: helper, protocol: proto, l3protocol: l3, to: writer)
        case .ctTimeout(let proto, let l3, let policy):
            CtTimeoutObject.encode(protocol: proto, l3protocol: l3, policy: policy, to: writer)
        case .ctExpectation(let proto, let l3, let dport, let timeout, let size):
            CtExpectationObject.encode(protocol: proto, l3protocol: l3, dport: dport, timeout: timeout, size: size, to: writer)
        case .raw(_, let data): writer.append(data)
        }
    }

    static func decode(type: UInt32, _ data: Payload) -> StatefulObject.Definition {
        if let kind = kinds.first(where: { $0.type == type }) {
            var attributes = AttributeDecoder(data)
            if let definition = kind.decode(&attributes), attributes.isExhausted { return definition }
        }
        return .raw(type: type, data: data.array)
    }
}

extension StatefulObject.Kind {
    /// `NFT_OBJECT_*`
    var kernelType: UInt32 { StatefulObjectTable.kinds.first { $0.kind == self }?.type ?? 0 }
}

extension StatefulObject.Definition {
    /// `NFT_OBJECT_*`
    var kernelType: UInt32 {
        switch self {
        case .counter: CounterObject.type
        case .quota: QuotaObject.type
        case .limit: LimitObject.type
        case .secmark: SecmarkObject.type
        case .synproxy: SynproxyObject.type
        case .tunnel: TunnelObject.type
        case .ctHelper: CtHelperObject.type
        case .ctTimeout: CtTimeoutObject.type
        case .ctExpectation: CtExpectationObject.type
        case .raw(let type, _): type
        }
    }
}

extension StatefulObject.Definition {
    /// nft's word for the kind.
    var kindName: String { StatefulObjectTable.kinds.first { $0.type == kernelType }?.kind.rawValue ?? "object of type \(kernelType)" }
}
