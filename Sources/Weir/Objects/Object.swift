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
            return Statement(.object(Self.kind, .named(name)), Notes(uses: uses))
        case .map(let key, let source):
            let sources = source.resolved(key: key, data: Selector(type: .invalid))
            return Statement(key.combined(with: sources) { .object(Self.kind, .map(key: $0.term, $1)) })
        default:
            return Statement(.object(Self.kind, .named("")), .error("bad-literal", "only an object or a map of them can stand here"))
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
/// The kind of conntrack helpers: `CtHelper`.
public enum CtHelperKind: ObjectKind { public static var word: ObjectWord { ObjectWord(kind: .ctHelper) } }
/// The kind of conntrack timeouts: `CtTimeout`.
public enum CtTimeoutKind: ObjectKind { public static var word: ObjectWord { ObjectWord(kind: .ctTimeout) } }
/// The kind of conntrack expectations: `CtExpectation`.
public enum CtExpectationKind: ObjectKind { public static var word: ObjectWord { ObjectWord(kind: .ctExpectation) } }

/// Counts packets and bytes.
public typealias Counter = Object<CounterKind>
/// A quota: matches until, or once, a number of bytes was seen.
public typealias Quota = Object<QuotaKind>
/// Matches up to, or over, a rate.
public typealias Limit = Object<LimitKind>
/// A security context for packets.
public typealias Secmark = Object<SecmarkKind>
/// Answers handshakes for the servers behind.
public typealias Synproxy = Object<SynproxyKind>
/// A conntrack helper, such as ftp's.
public typealias CtHelper = Object<CtHelperKind>
/// How long connections are remembered in each state.
public typealias CtTimeout = Object<CtTimeoutKind>
/// A connection that is expected to follow.
public typealias CtExpectation = Object<CtExpectationKind>
