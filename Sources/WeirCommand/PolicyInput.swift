import Documents
import FoundationEssentials
import Glibc
import PolicyEvaluation
import TrafficLowering
import WeirModel

/// The policy of a command's POLICY argument: a Swift file, a folder of them, or a document.
struct PolicyInput {
    /// The state as its author wrote it.
    private(set) var written: HostState
    /// The same as the kernel is to hold it: matches of filters are lowered.
    let state: HostState
    /// The folder that locations in the state are relative to.
    var folder: String?

    /// Evaluates the policy, or reads the document. The policy's output and the compiler's warnings go to standard error.
    init(path: String, _ evaluator: PolicyEvaluator) throws {
        var status = stat()
        let isFolder = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        if isFolder || path.hasSuffix(".swift") {
            try self.init(policy: path, evaluator)
        } else {
            try self.init(document: path)
        }
    }

    private init(policy path: String, _ evaluator: PolicyEvaluator) throws {
        let result: EvaluationResult
        do throws(EvaluationError) {
            result = try evaluator.evaluateNow(path: path)
        } catch {
            Terminal.message(error.log.lines)
            throw error
        }
        Terminal.message(result.log.lines)
        result.notes.forEach(Terminal.note)
        written = try Self.decode(result.document, name: path)
        folder = result.place.folder
        written.diagnostics = result.diagnostics + written.diagnostics
        DataFileElements.read(into: &written, below: result.place)
        state = written.lowered
    }

    init(document path: String) throws {
        written = try Self.decode(try FileBytes.read(path), name: path)
        state = written.lowered
    }

    private static func decode(_ bytes: [UInt8], name: String) throws -> HostState {
        do throws(DocumentError) {
            return try Document.decode(bytes)
        } catch {
            var named = error
            named.document = name
            throw named
        }
    }
}

/// Whole files.
enum FileBytes {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    static func read(_ path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(description: "cannot read `\(path)`: \(String(cString: strerror(errno)).lowercased())") }
        defer { close(descriptor) }
        var status = stat()
        let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
        guard size <= Document.longest else { throw tooLong(path) }
        var bytes: [UInt8] = []
        var capacity = max(size + 1, 65536)
        while true {
            let chunk = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
                count = max(0, Glibc.read(descriptor, buffer.baseAddress, capacity))
            }
            if chunk.isEmpty { return bytes }
            guard bytes.count + chunk.count <= Document.longest else { throw tooLong(path) }
            if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
            capacity = 1 << 20
        }
    }

    private static func tooLong(_ path: String) -> Failure {
        Failure(description: "`\(path)` has more than \(Document.longest >> 20) MiB, which is longer than any document")
    }
}
