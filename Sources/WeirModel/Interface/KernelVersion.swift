/// `6.1` of `6.1.0-25-amd64`.
public struct KernelVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    public var major: Int
    public var minor: Int

    public init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// Parses the release that `uname -r` prints.
    public init?(release: String) {
        let numbers = release.split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
        guard release.first?.isNumber == true, numbers.count == 2 else { return nil }
        self.init(numbers[0], numbers[1])
    }

    public var description: String { "\(major).\(minor)" }

    public static func < (left: Self, right: Self) -> Bool { (left.major, left.minor) < (right.major, right.minor) }
}
