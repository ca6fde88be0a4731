import WeirModel

/// Values that name stateful objects.
protocol ObjectReference {
    static var kind: WeirModel.StatefulObject.Kind { get }
}

/// The kinds of stateful objects, as types, so that a quota can't be used as a counter.
public protocol ObjectKind: Sendable {
    /// nft's word for the kind.
    static var word: ObjectWord { get }
}

/// nft's word for a kind of object.
public struct ObjectWord: Sendable {
    let kind: WeirModel.StatefulObject.Kind
}

/// A named stateful object, or by a text only its name. The table in which a rule uses it declares it.
public struct Object<Kind: ObjectKind>: FieldValue, ExpressibleByStringInterpolation, ObjectReference {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }
    /// An object of the table, by its name. A counter is declared by it, unless the table has it otherwise.
    public init(stringLiteral value: String) {
        let counter = WeirModel.StatefulObject(name: value, definition: .counter(WeirModel.Counter()))
        self.init(.object(value, Self.kind == .counter ? counter : nil, implied: true))
    }

    static var kind: WeirModel.StatefulObject.Kind { Kind.word.kind }

    init(_ name: String, _ definition: WeirModel.StatefulObject.Definition, _ comment: String?, _ location: SourceLocation) {
        self.init(
            .object(name, WeirModel.StatefulObject(name: name, definition: definition, comment: comment, at: location), implied: false))
    }

    /// The declarations for a table that contains it.
    var uses: [Use] {
        if case .object(_, let object?, let implied) = literal.form { [.object(object, implied: implied)] } else { [] }
    }

    /// The statement that uses it.
    var statement: Statement {
        switch literal.form {
        case .object(let name, _, _):
            return Statement(.object(Self.kind, .named(name)), PendingDiagnostics(uses: uses))
        case .map(let key, let source):
            let sources = source.resolved(key: key, data: Selector(type: .invalid))
            return Statement(key.combined(with: sources) { .object(Self.kind, .map(key: $0.term, $1)) })
        default:
            return Statement(.object(Self.kind, .named("")), .error(.badLiteral, "only an object or a map of them is allowed here"))
        }
    }
}

/// The kind of counters: `Counter`.
public enum CounterKind: ObjectKind { public static var word: ObjectWord { ObjectWord(kind: .counter) } }
/// The kind of quotas: `Quota`.
public enum QuotaKind: ObjectKind { public static var word: ObjectWord { ObjectWord(kind: .quota) } }
/// The kind of limits: `Limit`.
public enum LimitKind: ObjectKind { public static var word: ObjectWord { ObjectWord(kind: .limit) } }
/// The kind of security contexts: `Secmark`.
public enum SecmarkKind: ObjectKind { public static var word: ObjectWord { ObjectWord(kind: .secmark) } }
/// The kind of SYN proxies: `Synproxy`.
public enum SynproxyKind: ObjectKind { public static var word: ObjectWord { ObjectWord(kind: .synproxy) } }
/// The kind of tunnels' outer headers: `TunnelTemplate`.
public enum TunnelTemplateKind: ObjectKind { public static var word: ObjectWord { ObjectWord(kind: .tunnel) } }
/// The kind of conntrack helpers: `CtHelper`.
public enum CtHelperKind: ObjectKind { public static var word: ObjectWord { ObjectWord(kind: .ctHelper) } }
/// The kind of conntrack timeouts: `CtTimeout`.
public enum CtTimeoutKind: ObjectKind { public static var word: ObjectWord { ObjectWord(kind: .ctTimeout) } }
/// The kind of conntrack expectations: `CtExpectation`.
public enum CtExpectationKind: ObjectKind { public static var word: ObjectWord { ObjectWord(kind: .ctExpectation) } }

/// A counter of packets and bytes: nft's `counter ssh { }`. `Counter("ssh")`
public typealias Counter = Object<CounterKind>
/// A quota, which matches until, or once, a number of bytes was seen: nft's `quota q { 10 mbytes }`.
public typealias Quota = Object<QuotaKind>
/// A limit, which matches up to, or over, a rate: nft's `limit l { rate 10/second }`.
public typealias Limit = Object<LimitKind>
/// A security context for packets: nft's `secmark s { "…" }`.
public typealias Secmark = Object<SecmarkKind>
/// A proxy that answers handshakes for the servers behind it: nft's `synproxy p { mss 1460; wscale 7 }`.
public typealias Synproxy = Object<SynproxyKind>
/// The outer headers that packets get on a tunnel device: nft's `tunnel t { id 10; … }`. In tables of family netdev.
public typealias TunnelTemplate = Object<TunnelTemplateKind>
/// A conntrack helper, such as ftp's: nft's `ct helper h { type "ftp" protocol tcp; }`.
public typealias CtHelper = Object<CtHelperKind>
/// The time that connections are remembered in each state: nft's `ct timeout t { protocol tcp; policy = { … } }`.
public typealias CtTimeout = Object<CtTimeoutKind>
/// A connection that is expected to follow: nft's `ct expectation e { … }`.
public typealias CtExpectation = Object<CtExpectationKind>
