import PolicyEvaluation
import WeirModel

/// The elements that sets take from data files: an entry a line, written as in nft, `KEY` or `KEY : VALUE`.
struct DataFileElements {
    /// A file with more bad lines than this is of another kind; the rest would say no more.
    private static let mostComplaints = 20

    static func read(into state: inout HostState, below place: PolicyPlace) throws {
        // Sets of both IP families can name one file: each takes the lines that are its own.
        var users: [String: [(table: Int, set: Int)]] = [:]
        var order: [String] = []
        for (table, value) in state.tables.enumerated() {
            for (set, declaration) in value.sets.enumerated() {
                guard let file = declaration.elementsFile else { continue }
                if users[file] == nil { order.append(file) }
                users[file, default: []].append((table, set))
            }
        }
        for name in order {
            let places = users[name] ?? []
            do throws(DataFileError) {
                let file = try DataFile.read(name: name, below: place)
                var reader = DataFileElements(sets: places.map { state.tables[$0.table].sets[$0.set] })
                file.forEachEntry { line, entry in reader.take(entry, line: line, of: file) }
                for (index, place) in places.enumerated() {
                    state.tables[place.table].sets[place.set].elements = reader.columns[index].elements
                    if reader.columns[index].parser.needsIntervals { state.tables[place.table].sets[place.set].flags.insert(.interval) }
                }
                state.diagnostics += reader.complaints
            } catch {
                let location = places.first.flatMap { state.tables[$0.table].sets[$0.set].at.location }
                state.diagnostics.append(Diagnostic(.error, id: "data-file", error.message, help: error.help, at: location))
            }
        }
    }

    /// One set that is filled.
    private struct Column {
        var parser: ElementLine
        var elements: ElementList

        mutating func take(_ entry: UnsafeRawBufferPointer) throws(LineError) { try parser.append(entry, to: &elements) }
    }

    private var columns: [Column]
    private var complaints: [Diagnostic] = []

    private init(sets: [SetDeclaration]) {
        columns = sets.map { Column(parser: ElementLine(of: $0), elements: $0.elements) }
    }

    private mutating func take(_ entry: UnsafeRawBufferPointer, line: Int, of file: DataFile) {
        var complaint: String?
        for index in columns.indices {
            do throws(LineError) {
                try columns[index].take(entry)
                complaint = nil
                // The other sets that name the file may want the line too.
                for other in columns.indices.dropFirst(index + 1) {
                    try? columns[other].take(entry)
                }
                return
            } catch { complaint = complaint ?? error.message }
        }
        guard let complaint, complaints.count < Self.mostComplaints else { return }
        complaints.append(Diagnostic(
            .error, id: "data-line", complaint, help: "a line holds one entry; `#` begins a comment",
            at: SourceLocation(file: file.path, line: line, column: 0)))
    }
}
