internal import Glibc
import Netfilter
import WeirModel

/// The names of the host that weir runs on, in the network namespace of the calling thread.
package struct SystemNames: HostNames {
    package init() {}

    package func number(of name: String, type: DataType) -> UInt128? {
        switch type {
        case .ifindex:
            // A NUL would end the name for the kernel, and make it another.
            let index = name.utf8.contains(0) ? 0 : if_nametoindex(name.outsideBytes.map(CChar.init(bitPattern:)) + [0])
            return index == 0 ? nil : UInt128(index)
        case .uid: return Accounts.user(name).map { UInt128($0) }
        case .gid: return Accounts.group(name).map { UInt128($0) }
        case .cgroupv2:
            var status = stat()
            return stat(Self.controlGroups + name, &status) == 0 ? UInt128(status.st_ino) : nil
        default: return Self.tables[type]?.firstNumber(of: name)
        }
    }

    package func name(of number: UInt128, type: DataType) -> String? {
        guard type == .ifindex, let index = UInt32(exactly: number) else { return nil }
        var buffer = [CChar](repeating: 0, count: Int(IF_NAMESIZE))
        guard if_indextoname(index, &buffer) != nil else { return nil }
        return String(outside: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)))
    }

    private static let controlGroups = "/sys/fs/cgroup/"

    /// The files in which iproute2 and nft keep numbers' names: `NUMBER NAME` a line.
    private static let tables: [DataType: NumberTable] = [
        .realm: NumberTable(file: "rt_realms"), .mark: NumberTable(file: "rt_marks"), .devgroup: NumberTable(file: "group"),
    ]

    private struct NumberTable {
        var file: String

        func firstNumber(of name: String) -> UInt128? {
            for folder in ["/etc/iproute2/", "/usr/share/iproute2/", "/usr/lib/iproute2/"] {
                for line in Self.lines(of: folder + file) {
                    let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
                    guard words.count >= 2, words[1] == name else { continue }
                    return words[0].hasPrefix("0x") ? UInt128(words[0].dropFirst(2), radix: 16) : UInt128(words[0])
                }
            }
            return nil
        }

        private static func lines(of path: String) -> [Substring] {
            guard let file = fopen(path, "re") else { return [] }
            defer { fclose(file) }
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 4096)
            while true {
                let count = fread(&buffer, 1, buffer.count, file)
                guard count > 0 else { break }
                bytes += buffer[..<count]
            }
            return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        }
    }
}

/// The network interfaces of the calling thread's network namespace.
package enum Links {
    package static func names() -> Set<String> {
        guard let list = if_nameindex() else { return [] }
        defer { if_freenameindex(list) }
        var names: Set<String> = []
        var entry = list
        while entry.pointee.if_index != 0, let name = entry.pointee.if_name {
            names.insert(String(outside: UnsafeBufferPointer(start: name, count: strlen(name)).map(UInt8.init(bitPattern:))))
            entry += 1
        }
        return names
    }
}
