/// `6.1` of `6.1.0-25-amd64`.
package struct KernelVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    package var major: Int
    package var minor: Int

    package init(_ major: Int, _ minor: Int) { (self.major, self.minor) = (major, minor) }

    /// Parses the release that `uname -r` prints.
    package init?(release: String) {
        let numbers = release.split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
        guard release.first?.isNumber == true, numbers.count == 2 else { return nil }
        self.init(numbers[0], numbers[1])
    }

    package var description: String { "\(major).\(minor)" }

    package static func < (left: Self, right: Self) -> Bool { (left.major, left.minor) < (right.major, right.minor) }
}
