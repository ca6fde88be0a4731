import FoundationEssentials
import PacketEngine
import WeirModel

/// A file of packets: the host's facts on the first line, a packet on each other line.
struct PacketFile {
    private let path: String
    private let bytes: [UInt8]
    let facts: HostFacts
    /// The lines with packets, by number from 1 on.
    let packets: [Line]

    struct Line {
        var number: Int
        var range: Range<Int>
    }

    struct Packet {
        var id: Int
        var arrival: PacketArrival
    }

    private struct Head: Decodable { var host: HostFacts }

    private struct Body: Decodable {
        var id: Int
        var from: PacketArrival.Origin
        var link: String?
        var frame: String
        var mark: UInt32?
        var to: String?
        var ct: TrackedAs?
    }

    init(path: String) throws {
        self.path = path
        bytes = try FileBytes.read(path)
        var lines: [Line] = []
        var (start, number) = (0, 1)
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0a) ?? bytes.count
            if bytes[start..<end].contains(where: { $0 > 0x20 }) { lines.append(Line(number: number, range: start..<end)) }
            (start, number) = (end + 1, number + 1)
        }
        guard let first = lines.first else {
            throw FileBytes.Failure(description: "`\(path)` is empty: its first line has the facts of the host, `{\"host\": …}`")
        }
        facts = try Self.decode(Head.self, bytes[first.range], path, first.number).host
        packets = Array(lines.dropFirst())
    }

    func packet(_ line: Line) throws -> Packet {
        let body = try Self.decode(Body.self, bytes[line.range], path, line.number)
        guard let frame = Self.hex(body.frame) else { throw trouble(line, "`frame` is not an even number of hex digits") }
        return Packet(
            id: body.id,
            arrival: PacketArrival(from: body.from, link: body.link, frame: frame, mark: body.mark ?? 0, to: body.to, ct: body.ct))
    }

    func trouble(_ line: Line, _ message: String) -> FileBytes.Failure {
        FileBytes.Failure(description: "\(path):\(line.number): \(message)")
    }

    private static func decode<Value: Decodable>(_ type: Value.Type, _ bytes: ArraySlice<UInt8>, _ path: String, _ line: Int) throws
        -> Value
    {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch let DecodingError.keyNotFound(key, _) {
            throw FileBytes.Failure(description: "\(path):\(line): `\(key.stringValue)` is missing")
        } catch let DecodingError.dataCorrupted(context) {
            throw FileBytes.Failure(description: "\(path):\(line): \(context.debugDescription)")
        } catch let DecodingError.typeMismatch(_, context) {
            let key = context.codingPath.last?.stringValue ?? ""
            throw FileBytes.Failure(description: "\(path):\(line): `\(key)`: \(context.debugDescription)")
        }
    }

    private static func hex(_ text: String) -> [UInt8]? {
        guard text.utf8.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 2)
        var high: UInt8?
        for digit in text.utf8 {
            let value: UInt8
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = digit - UInt8(ascii: "A") + 10
            default: return nil
            }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return bytes
    }
}
