/// The result of asking the kernel for something. Only `value` describes the thing itself; the other four give the reason why there is
/// none, and are never mixed up.
package enum Reading<Value: Sendable & Codable & Hashable>: Sendable, Hashable {
    case value(Value)
    /// It was asked for and is not there: no hash key is set, no clock exists.
    case absent
    /// The driver or the kernel cannot answer. `EOPNOTSUPP`
    case notSupported
    /// `EPERM`, `EACCES`
    case notPermitted
    /// Not read, or the answer made no sense; with the reason.
    case unknown(String)

    /// The value, where there is one.
    package var value: Value? {
        if case .value(let value) = self { value } else { nil }
    }

    /// The reason why there is no value, in words; `nil` if there is one.
    package var reason: String? {
        switch self {
        case .value: nil
        case .absent: "absent"
        case .notSupported: "not supported"
        case .notPermitted: "not permitted"
        case .unknown(let why): why
        }
    }

    package func map<Other>(_ transform: (Value) -> Other) -> Reading<Other> {
        switch self {
        case .value(let value): .value(transform(value))
        case .absent: .absent
        case .notSupported: .notSupported
        case .notPermitted: .notPermitted
        case .unknown(let why): .unknown(why)
        }
    }
}

/// A value is itself in a document; a missing one is `{ "unread": "not supported" }`, with `why` if it is known.
extension Reading: Codable {
    private enum Key: String, CodingKey { case unread, why }

    package init(from decoder: any Decoder) throws {
        guard let container = try? decoder.container(keyedBy: Key.self), container.contains(.unread) else {
            self = .value(try Value(from: decoder))
            return
        }
        switch try container.decode(String.self, forKey: .unread) {
        case "absent": self = .absent
        case "not supported": self = .notSupported
        case "not permitted": self = .notPermitted
        case "could not tell": self = .unknown(try container.decodeIfPresent(String.self, forKey: .why) ?? "without a reason")
        case let other:
            throw DecodingError.dataCorruptedError(forKey: .unread, in: container, debugDescription: "unknown reason `\(other.excerpt())`")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        if case .value(let value) = self { return try value.encode(to: encoder) }
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .value: break
        case .absent: try container.encode("absent", forKey: .unread)
        case .notSupported: try container.encode("not supported", forKey: .unread)
        case .notPermitted: try container.encode("not permitted", forKey: .unread)
        case .unknown(let why):
            try container.encode("could not tell", forKey: .unread)
            try container.encode(why, forKey: .why)
        }
    }
}
