internal import CNftnl
package import Netlink
import WeirModel

/// One event of the kernel's trace. `NFT_MSG_TRACE`
package struct TraceEvent: Sendable, Hashable {
    package enum Step: Sendable, Hashable {
        /// All expressions of the rule with this handle held.
        case rule(UInt64)
        /// The policy of the base chain decided.
        case policy
        /// A chain ended without a verdict.
        case end
    }

    package struct Verdict: Sendable, Hashable {
        package var code: Int32
        /// Of a jump or goto.
        package var chain: String?
    }

    /// The first bytes of the packet: those of a base chain's first event.
    package struct Headers: Sendable, Hashable {
        package var link: [UInt8]
        package var network: [UInt8]
        package var transport: [UInt8]
    }

    /// Of the packet's connection; older kernels don't tell.
    package struct Connection: Sendable, Hashable {
        package var id: UInt32?
        package var direction: UInt8?
        package var status: UInt32?
        package var state: UInt32?
    }

    /// Tells the packets apart that are under way; others have had it before.
    package var id: UInt32
    package var family: Family
    package var table: String
    package var chain: String
    package var step: Step
    package var verdict: Verdict
    /// After the rule.
    package var mark: UInt32
    package var headers: Headers?
    package var inLink: UInt32?
    package var outLink: UInt32?
    package var inLinkType: UInt16?
    package var connection: Connection?
}

/// Numbers that are newer than the headers: `NFTA_TRACE_CT_ID` and those after it.
private enum ConnectionAttribute: UInt32 {
    case id = 18
    case direction, status, state
}

enum TraceMessage {
    /// `nil`: the message is no event of a trace, or not one that can be understood.
    static func decode(_ message: Message) -> TraceEvent? {
        guard message.nftables == NFT_MSG_TRACE.rawValue, let family = message.family.flatMap({ Family(nfproto: $0) }) else { return nil }
        var a = AttributeDecoder(message.attributes)
        guard let id = a.u32(NFTA_TRACE_ID), let table = a.string(NFTA_TRACE_TABLE), let chain = a.string(NFTA_TRACE_CHAIN),
            let type = a.u32(NFTA_TRACE_TYPE)
        else { return nil }
        var event = TraceEvent(
            id: id, family: family, table: table, chain: chain, step: .end, verdict: .init(code: 0), mark: a.u32(NFTA_TRACE_MARK) ?? 0,
            headers: headers(&a), inLink: a.u32(NFTA_TRACE_IIF), outLink: a.u32(NFTA_TRACE_OIF), inLinkType: a.u16(NFTA_TRACE_IIFTYPE),
            connection: connection(&a))
        if type == NFT_TRACETYPE_POLICY.rawValue {
            guard let policy = a.u32(NFTA_TRACE_POLICY) else { return nil }
            event.step = .policy
            event.verdict = .init(code: Int32(bitPattern: policy))
            return event
        }
        guard var verdict = a.nest(NFTA_TRACE_VERDICT), let code = verdict.u32(NFTA_VERDICT_CODE) else { return nil }
        event.verdict = .init(code: Int32(bitPattern: code), chain: verdict.string(NFTA_VERDICT_CHAIN))
        if let handle = a.u64(NFTA_TRACE_RULE_HANDLE) { event.step = .rule(handle) }
        return event
    }

    private static func headers(_ a: inout AttributeDecoder) -> TraceEvent.Headers? {
        let link = a.array(NFTA_TRACE_LL_HEADER)
        guard let network = a.array(NFTA_TRACE_NETWORK_HEADER) else { return nil }
        return .init(link: link ?? [], network: network, transport: a.array(NFTA_TRACE_TRANSPORT_HEADER) ?? [])
    }

    private static func connection(_ a: inout AttributeDecoder) -> TraceEvent.Connection? {
        guard let state = a.u32(ConnectionAttribute.state) else { return nil }
        return .init(
            id: a.u32(ConnectionAttribute.id), direction: a.u8(ConnectionAttribute.direction), status: a.u32(ConnectionAttribute.status),
            state: state)
    }
}

/// The events of all packets of the network namespace that are traced, from the moment of its making.
package final class TraceSubscription {
    private let subscription: Subscription

    package typealias Arrival = Subscription.Arrival

    package init() throws {
        do {
            subscription = try Subscription(.netfilter, group: Int32(NFNLGRP_NFTRACE.rawValue))
        } catch {
            throw NftablesError(error, subject: "subscribing to the kernel's trace")
        }
    }

    package func receive(within milliseconds: Int32, _ each: (TraceEvent) -> Void) throws -> Arrival {
        do {
            return try subscription.receive(within: milliseconds) { if let event = TraceMessage.decode($0) { each(event) } }
        } catch {
            throw NftablesError(error, subject: "receiving the kernel's trace")
        }
    }
}
