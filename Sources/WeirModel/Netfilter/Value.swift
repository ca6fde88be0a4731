/// A constant that a field is compared with or set to.
///
/// A number is the field's value as a number, whatever byte order its register has. A text is the content of a string type
/// (interface names, helper names; a trailing `*` is a prefix wildcard), or, for numeric types, a name that only the
/// host can resolve: an interface of `iif`, a user of `meta skuid`, a group, a realm, a cgroup path.
public enum Value: Sendable, Hashable, Codable {
    case number(UInt128, DataType)
    case text(String, DataType)

    public var type: DataType {
        switch self {
        case .number(_, let type), .text(_, let type): type
        }
    }
}
