/// A place in the author's source: the policy's own path, and the 1-based line and column.
///
/// A location is not an identity: it takes no part in equality, so a rule that merely moved in its file is unchanged.
public struct SourceLocation: Sendable, Codable {
    /// The path as `#filePath` gave it, made relative to the policy in documents.
    public var file: String
    public var line: Int
    public var column: Int

    public init(file: String, line: Int, column: Int) { (self.file, self.line, self.column) = (file, line, column) }
}

extension SourceLocation {
    /// The file without its folders.
    public var fileName: String { file.split(separator: "/").last.map(String.init) ?? file }
}

extension SourceLocation: CustomStringConvertible {
    public var description: String { column > 0 ? "\(file):\(line):\(column)" : "\(file):\(line)" }
}

/// A location that a value carries without being part of its meaning.
public struct Located: Sendable, Codable, Hashable {
    public var location: SourceLocation?

    public init(_ location: SourceLocation? = nil) { self.location = location }

    public static func == (left: Located, right: Located) -> Bool { true }
    public func hash(into hasher: inout Hasher) {}

    public init(from decoder: any Decoder) throws {
        location = try decoder.singleValueContainer().decode(SourceLocation?.self)
    }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(location)
    }
}
