import PolicyEvaluation
import WeirModel

/// The elements that sets take from data files.
enum DataFileElements {
    /// Bad lines and missing files become diagnostics of the state.
    static func read(into state: inout HostState, below place: PolicyPlace) {
        var files = DataFiles(below: place)
        var reported: Set<String> = []
        let families = familiesByFile(state)
        func fill(_ table: inout Table) {
            for set in table.sets.indices {
                guard let name = table.sets[set].elementsFile else { continue }
                let declaration = table.sets[set]
                do throws(DataFileError) {
                    let file = try files.file(named: name)
                    let types = ElementFile.types(of: declaration.key)
                    let bytes = families[name]?.count == 2 ? lines(of: file.bytes, holding: types.first ?? .invalid) : file.bytes
                    try self.fill(&table.sets[set], bytes, types, file, &state.diagnostics)
                } catch {
                    guard reported.insert(name).inserted else { continue }
                    state.diagnostics.append(
                        Diagnostic(.error, id: .dataFile, error.message, help: error.help, at: declaration.at.location))
                }
            }
        }
        var tables = state.tables
        for table in tables.indices { fill(&tables[table]) }
        state.tables = tables
        var tests = state.tests
        for test in tests.indices { fill(&tests[test].matches) }
        state.tests = tests
    }

    private static func fill(
        _ set: inout SetDeclaration, _ bytes: [UInt8], _ types: [DataType], _ file: DataFile, _ diagnostics: inout [Diagnostic]
    ) throws(DataFileError) {
        do throws(ElementFileError) {
            let elements = try ElementFile.parse(bytes, types: types, data: ElementFile.data(of: set))
            if elements.layout?.intervals ?? false { set.flags.insert(.interval) }
            if set.elements.isEmpty { set.elements = elements } else { for element in elements { set.elements.append(element) } }
        } catch {
            guard !error.isNoList else {
                let types = types.map(\.nftName).joined(separator: " . ")
                diagnostics.append(
                    Diagnostic(
                        .error, id: .dataLine, "`\(file.path)` is not a list of \(types): none of its \(error.count) lines holds one",
                        help: "a line is one element; a `#` begins a comment",
                        at: error.problems.first.map { SourceLocation(file: file.path, line: $0.line, column: $0.column) }))
                return
            }
            diagnostics += error.problems.map {
                Diagnostic(
                    .error, id: .dataLine, $0.message, help: $0.help,
                    at: SourceLocation(file: file.path, line: $0.line, column: $0.column))
            }
            let more = error.count - error.problems.count
            if more > 0 { diagnostics.append(Diagnostic(.error, id: .dataLine, "`\(file.path)` has \(more) more bad lines")) }
        }
    }

    /// The address types of the sets that name a file. If both do, each set takes the lines of its family.
    private static func familiesByFile(_ state: HostState) -> [String: Set<DataType>] {
        var families: [String: Set<DataType>] = [:]
        for set in (state.tables + state.tests.map(\.matches)).flatMap(\.sets) {
            guard let file = set.elementsFile, let type = ElementFile.types(of: set.key).first, type == .ipv4Address || type == .ipv6Address
            else { continue }
            families[file, default: []].insert(type)
        }
        return families
    }

    /// The file with the other family's lines left blank, so that the numbers of the lines stay.
    private static func lines(of bytes: [UInt8], holding type: DataType) -> [UInt8] {
        var kept: [UInt8] = []
        kept.reserveCapacity(bytes.count)
        for line in bytes.split(separator: 0x0a, omittingEmptySubsequences: false) {
            // An IPv6 address has a colon in its first word.
            let word = line.drop { $0 == 0x20 || $0 == 0x09 }.prefix { $0 != 0x20 && $0 != 0x09 && $0 != UInt8(ascii: "#") }
            if word.contains(UInt8(ascii: ":")) == (type == .ipv6Address) { kept += line }
            kept.append(0x0a)
        }
        return kept
    }
}
