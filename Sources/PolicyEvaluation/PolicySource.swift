internal import CHost
internal import Glibc
import WeirModel

/// The files of a policy as they were read: these bytes are compiled, whatever happens to the files meanwhile.
///
/// They may be untrusted: each is a regular file in the policy's folder, of bounded size, with a name that is safe to pass to a compiler.
/// Symbolic links do not lead out of the folder.
struct PolicySource {
    struct File {
        /// Relative to the policy's folder.
        var name: String
        var bytes: [UInt8]
    }

    /// As the author wrote it.
    var path: String
    var place: PolicyPlace
    /// In order of their names.
    var files: [File]

    /// More than any policy that a compiler can take.
    static let largest = 64 << 20
    /// Folders in folders.
    static let deepest = 32
    /// Swift files in all.
    static let most = 10_000

    init(path: String) throws(EvaluationError) {
        self.path = path
        files = []
        let isFolder: Bool
        do throws(SystemFailure) {
            isFolder = try Files.status(path).isFolder
        } catch { throw EvaluationError(.unreadable(reason: error.description), policy: path) }
        place = PolicyPlace(folder: isFolder ? path : Files.folder(of: path) ?? "")
        let root = open(place.folder.isEmpty ? "." : place.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard root >= 0 else { throw EvaluationError(.unreadable(reason: SystemFailure().description), policy: path) }
        defer { close(root) }
        var reader = Reader(root: root, place: place)
        if isFolder {
            try reader.readFolder(root, named: "", depth: 0)
        } else {
            try reader.readFile(Array(Files.name(of: path).utf8), named: Files.name(of: path))
        }
        files = reader.files.sorted { $0.name < $1.name }
        guard !files.isEmpty else { throw EvaluationError(.noSwiftFile, policy: path) }
        guard files.count == 1 || files.contains(where: { $0.name == "main.swift" }) else { throw EvaluationError(.noMain, policy: path) }
    }

    /// The first place of the text in the files, such as a name that the compiler reported.
    func location(of text: String?) -> SourceLocation? {
        guard let text, !text.isEmpty else { return nil }
        for file in files {
            for (number, line) in String(decoding: file.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
                .enumerated()
            {
                guard let range = line.firstRange(of: text) else { continue }
                let column = line[..<range.lowerBound].utf8.count + 1
                return SourceLocation(file: place.path(of: file.name), line: number + 1, column: column)
            }
        }
        return nil
    }
}

/// Reads the files of a policy's folder, beneath one open descriptor.
private struct Reader {
    var root: Int32
    var place: PolicyPlace
    var files: [PolicySource.File] = []
    private var total = 0

    init(root: Int32, place: PolicyPlace) { (self.root, self.place) = (root, place) }

    private func refused(_ name: String, _ reason: String) -> EvaluationError {
        EvaluationError(.refusedFile(name: name, reason: reason), policy: place.path(of: name))
    }

    /// All Swift files of the folder and those below, except hidden ones. A file that looks like a part of the policy and can't be read is
    /// an error, never left out.
    mutating func readFolder(_ folder: Int32, named prefix: String, depth: Int) throws(EvaluationError) {
        guard depth < PolicySource.deepest else { throw refused(prefix, "folders are nested more than \(PolicySource.deepest) deep") }
        let names: [[UInt8]]
        do throws(SystemFailure) {
            names = try Files.names(in: folder)
        } catch { throw EvaluationError(.unreadable(reason: error.description), policy: place.path(of: prefix)) }
        for bytes in names where bytes.first != UInt8(ascii: ".") {
            var status = stat()
            guard bytes.withPath({ fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else { continue }
            let shown = prefix + String(decoding: bytes, as: UTF8.self)
            let isSwift = bytes.suffix(6).elementsEqual(".swift".utf8)
            switch status.st_mode & S_IFMT {
            case S_IFDIR:
                let inner = bytes.withPath { openat(folder, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
                guard inner >= 0 else {
                    throw EvaluationError(.unreadable(reason: SystemFailure().description), policy: place.path(of: shown))
                }
                defer { close(inner) }
                let before = files.count
                try readFolder(inner, named: shown + "/", depth: depth + 1)
                if files.count > before { try checkName(bytes, shown) }
            case S_IFLNK where !isSwift:
                // Its content would be found twice, or is elsewhere.
                var target = stat()
                guard bytes.withPath({ fstatat(folder, $0, &target, 0) }) == 0, target.st_mode & S_IFMT == S_IFDIR else { continue }
                throw refused(shown, "a symbolic link to a folder is not followed")
            default:
                if isSwift { try readFile(Array(prefix.utf8) + bytes, named: shown) }
            }
        }
    }

    mutating func readFile(_ path: [UInt8], named name: String) throws(EvaluationError) {
        try checkName(path, name)
        guard files.count < PolicySource.most else { throw refused(name, "a policy has at most \(PolicySource.most) files") }
        let descriptor = path.withPath { weir_open_beneath(root, $0) }
        switch descriptor {
        case 0...: break
        case -EXDEV, -ELOOP: throw refused(name, "a symbolic link leads out of the policy's folder")
        case -EINVAL, -EISDIR, -ENXIO: throw refused(name, "not a regular file")
        default:
            throw EvaluationError(.unreadable(reason: SystemFailure(code: -descriptor).description), policy: place.path(of: name))
        }
        defer { close(descriptor) }
        do throws(SystemFailure) {
            let bytes = try Files.read(descriptor: descriptor, atMost: PolicySource.largest - total)
            total += bytes.count
            files.append(PolicySource.File(name: name, bytes: bytes))
        } catch {
            if error.code == EFBIG { throw EvaluationError(.tooLarge(bytes: PolicySource.largest), policy: place.path(of: name)) }
            throw EvaluationError(.unreadable(reason: error.description), policy: place.path(of: name))
        }
    }

    /// The compiler takes names one a line, and diagnostics hold them.
    private func checkName(_ bytes: [UInt8], _ name: String) throws(EvaluationError) {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw refused(name, "the file name is not UTF-8") }
        let isPlain = name.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
            default: true
            }
        }
        guard isPlain else { throw refused(name, "the file name holds a control character") }
    }
}

extension [UInt8] {
    /// A path of bytes as C has it.
    fileprivate func withPath<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        (map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { buffer in
            // A buffer of one element at least has an address.
            buffer.baseAddress.map(body) ?? body("")
        }
    }
}

/// Where a policy lies. Locations in its document are relative to it.
package struct PolicyPlace: Sendable, Hashable {
    /// The folder that holds the policy's files, as the author named it; empty for the current one.
    package var folder: String

    package init(folder: String) { self.folder = folder }

    /// The path by which the author knows a file of the policy.
    package func path(of file: String) -> String { file.hasPrefix("/") ? file : Files.join(folder, file) }
}
