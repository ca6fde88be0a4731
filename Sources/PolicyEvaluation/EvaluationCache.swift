internal import Glibc
import WeirModel

/// Results by content. An entry contains all its inputs, and is used only if they are equal byte for byte, so its name needs no
/// cryptography. A folder that anyone but its owner can change is not used.
struct EvaluationCache {
    /// Holds `modules` (see `SharedModules`), `results`, and `run`, in which private folders are made.
    var folder: String

    static let largest = 256 << 20
    static let most = 500

    enum Refusal: Error, CustomStringConvertible {
        case noHome
        case failure(String, SystemFailure)
        case notOurs(String)

        var description: String {
            switch self {
            case .noHome: "there is neither XDG_CACHE_HOME nor HOME"
            case .failure(let path, let failure): "`\(path)`: \(failure)"
            case .notOurs(let path): "`\(path)` belongs to another user, or others may write it"
            }
        }
    }

    /// Root's is in /var/cache, whatever the environment: with sudo it belongs to another user.
    static func usual() throws(Refusal) -> EvaluationCache {
        if geteuid() == 0 { return try EvaluationCache(folder: "/var/cache/weir") }
        if let base = environmentVariable("XDG_CACHE_HOME"), base.hasPrefix("/") { return try EvaluationCache(folder: base + "/weir") }
        guard let home = environmentVariable("HOME"), home.hasPrefix("/") else { throw .noHome }
        return try EvaluationCache(folder: home + "/.cache/weir")
    }

    init(folder: String) throws(Refusal) {
        self.folder = folder
        for path in [folder, folder + "/modules", folder + "/results", folder + "/run"] {
            let status: Files.Status
            // Without namespaces, root's compilers reach their folder as `nobody`. Only root can list it.
            let mode: UInt32 = geteuid() == 0 && !path.hasSuffix("/results") ? 0o711 : 0o700
            do throws(SystemFailure) {
                try Files.makeFolder(path, mode: mode)
                status = try Files.status(path)
            } catch { throw .failure(path, error) }
            guard status.isFolder, status.owner == geteuid(), status.mode & 0o022 == 0 else { throw .notOurs(path) }
        }
    }

    // MARK: Entries

    struct Entry: Equatable {
        var document: [UInt8]
        var dataFiles: [String]
        var log: PolicyLog
        /// At paths relative to the policy's folder.
        var warnings: [Diagnostic]
    }

    private func path(of inputs: [UInt8]) -> String { "\(folder)/results/\(String(fingerprint(inputs), radix: 16)).entry" }

    func find(_ inputs: [UInt8]) -> Entry? {
        let path = path(of: inputs)
        guard let bytes = try? Files.read(path), var reader = ByteReader(bytes, magic: Self.magic) else { return nil }
        guard let kept = reader.field(), kept.elementsEqual(inputs) else { return nil }
        guard let document = reader.field(), let log = reader.text().map({ PolicyLog($0) }), let dataFiles = reader.texts(),
            let warnings = reader.texts()
        else {
            return nil
        }
        // Recently used entries are removed last.
        utimes(path, nil)
        return Entry(document: Array(document), dataFiles: dataFiles, log: log, warnings: warnings.compactMap(Self.warning))
    }

    func store(_ entry: Entry, for inputs: [UInt8]) {
        var bytes = Self.magic
        bytes.append(field: inputs)
        bytes.append(field: entry.document)
        bytes.append(field: Array(entry.log.text.utf8))
        bytes.append(texts: entry.dataFiles)
        bytes.append(texts: entry.warnings.map(Self.text))
        guard bytes.count <= Self.largest / 4 else { return }
        let path = path(of: inputs)
        let unfinished = "\(path).\(getpid()).\(UInt32.random(in: 0 ... .max))"
        guard (try? Files.create(unfinished, bytes)) != nil, rename(unfinished, path) == 0 else {
            unlink(unfinished)
            return
        }
        prune()
    }

    private func prune() {
        var entries: [(path: String, status: Files.Status)] = ((try? Files.list(folder + "/results")) ?? []).compactMap { name in
            let path = "\(folder)/results/\(name)"
            return (try? Files.status(path)).map { (path, $0) }
        }
        entries.sort { $0.status.modified > $1.status.modified }
        var total = 0
        for (index, entry) in entries.enumerated() {
            total += entry.status.size
            if total > Self.largest || index >= Self.most { unlink(entry.path) }
        }
    }

    private static let magic = Array("weir-evaluation-1\n".utf8)

    private static func text(_ warning: Diagnostic) -> String {
        let location = warning.at.location ?? SourceLocation(file: "", line: 0, column: 0)
        return "\(location.line):\(location.column):\(location.file)\n\(warning.message)"
    }

    private static func warning(_ text: String) -> Diagnostic? {
        let lines = text.split(separator: "\n", maxSplits: 1)
        guard lines.count == 2 else { return nil }
        let place = lines[0].split(separator: ":", maxSplits: 2)
        guard place.count == 3, let line = Int(place[0]), let column = Int(place[1]) else { return nil }
        return Diagnostic(
            .warning, id: .swift, String(lines[1]), at: SourceLocation(file: String(place[2]), line: line, column: column))
    }
}

/// FNV-1a: names a file, proves nothing.
func fingerprint(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
}
