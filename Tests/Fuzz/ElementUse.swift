@testable import WeirModel

/// The lines of a set's data file.
enum ElementUse {
    private static let keys: [[DataType]] =
        DataType.allCases.map { [$0] } + [
            [.ipv4Address, .inetService], [.ipv6Address, .inetProtocol, .inetService], [.ifname, .etherAddress], [.mark, .date, .hour, .time],
        ]
    private static let data: [ElementFile.Data] = [
        .none, .verdict, .objects, .values([.ipv6Address]), .values([.ipv4Address, .inetService]),
    ]

    static func run(_ bytes: [UInt8]) {
        guard let choice = bytes.first.map({ Int($0) }) else { return }
        let types = keys[choice % keys.count]
        let data = data[choice / keys.count % data.count]
        guard let list = try? ElementFile.parse(Array(bytes.dropFirst()), types: types, data: data) else { return }
        let lines = list.map { ElementFile.line(for: $0, types: types, data: data) }
        // An element that has a line is read from it as itself.
        for (element, line) in zip(list, lines) {
            guard let line else { continue }
            let again = try? ElementFile.parse(Array(line.utf8), types: types, data: data)
            if again.map({ Array($0) }) != [element] { fatalError("`\(line)` is read as something else") }
        }
    }
}
