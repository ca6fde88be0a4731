internal import Glibc
import WeirModel

/// Turns a policy's file, or folder of files, into its document: compiles it against the module `Weir`, and runs it confined.
///
/// The policy's process is another user where `weir` is root's, has no environment, no network, no files, no other programs, and a limit on time,
/// memory and output. The compiler runs as the caller.
public struct PolicyEvaluator: Sendable {
    public enum Cache: Sendable, Hashable {
        /// Root's in /var/cache/weir, else in XDG_CACHE_HOME.
        case usual
        case folder(String)
        case none
    }

    public var limits: Limits
    public var cache: Cache
    /// The module to compile against; nil for the one beside this program.
    public var library: PolicyLibrary?

    public init(limits: Limits = Limits(), cache: Cache = .usual, library: PolicyLibrary? = nil) {
        self.limits = limits
        self.cache = cache
        self.library = library
    }

    /// Evaluates the policy at that path, on a thread of its own, since a compiler is waited for.
    public func evaluate(path: String) async throws(EvaluationError) -> EvaluationResult {
        try await onThread { () throws(EvaluationError) in try self.evaluateNow(path: path) }
    }

    /// The same, blocking.
    public func evaluateNow(path: String) throws(EvaluationError) -> EvaluationResult {
        do throws(EvaluationError) {
            return try evaluate(PolicySource(path: path))
        } catch {
            throw error.about(path)
        }
    }

    private func evaluate(_ source: PolicySource) throws(EvaluationError) -> EvaluationResult {
        let library = if let library { library } else { try PolicyLibrary.find() }
        let compiler = try Compiler.find()
        var notes: [String] = []
        let cache = openCache(&notes)
        let inputs = try inputs(of: source, library, compiler)
        if let cache, let entry = cache.find(inputs) {
            return result(entry, at: source.place, notes: notes, isFromCache: true)
        }

        let folder: PrivateFolder
        do throws(SystemFailure) {
            if let cache {
                folder = try PrivateFolder(in: cache.folder + "/run", sweeping: true)
            } else {
                folder = try PrivateFolder(in: Compiler.environment("TMPDIR") ?? "/tmp", sweeping: false)
            }
        } catch { throw EvaluationError(.noPrivateFolder(reason: error.description), policy: source.path) }
        let layout = PrivateLayout(folder.path, moduleCache: cache.map { $0.folder + "/modules" })
        do throws(SystemFailure) {
            try lay(source, library, out: layout)
        } catch { throw EvaluationError(.noPrivateFolder(reason: error.description), policy: source.path) }

        let warnings = CompilerOutput(
            try compiler.compile(source, against: library, in: layout, limits: limits), at: PolicyPlace(folder: ""))
        let run = try PolicyRun(source: source, program: layout.program, limits: limits)
        let entry = EvaluationCache.Entry(
            document: run.document, dataFiles: run.dataFiles, log: run.log, warnings: warnings.diagnostics)
        cache?.store(entry, for: inputs)
        return result(entry, at: source.place, notes: notes + run.notes, isFromCache: false)
    }

    private func openCache(_ notes: inout [String]) -> EvaluationCache? {
        do throws(EvaluationCache.Refusal) {
            switch cache {
            case .none: return nil
            case .usual: return try .usual()
            case .folder(let path): return try EvaluationCache(folder: path)
            }
        } catch {
            notes.append("the policy is compiled anew each time: \(error)")
            return nil
        }
    }

    /// All that the result depends on. Data files are not read by the policy, so they are no part of it.
    private func inputs(of source: PolicySource, _ library: PolicyLibrary, _ compiler: Compiler) throws(EvaluationError) -> [UInt8] {
        var bytes: [UInt8] = []
        do throws(SystemFailure) {
            bytes.append(texts: [compiler.identity, try library.identity] + compiler.flags)
        } catch { throw EvaluationError(.noLibrary(searched: [library.moduleFolder]), policy: source.path) }
        for file in source.files {
            bytes.append(field: Array(file.name.utf8))
            bytes.append(field: file.bytes)
        }
        return bytes
    }

    private func lay(_ source: PolicySource, _ library: PolicyLibrary, out layout: PrivateLayout) throws(SystemFailure) {
        for folder in [layout.sources, layout.modules, layout.temporary] { try Files.makeFolder(folder) }
        try library.link(into: layout.modules)
        for file in source.files {
            let path = Files.join(layout.sources, file.name)
            if let folder = Files.folder(of: path) { try Files.makeFolder(folder) }
            try Files.create(path, file.bytes)
        }
        // Without it the compiler loses track of its own objects when it compiles several files in a batch.
        let map = source.files.enumerated().map { "\(quoted($1.name)): {\"object\": \(quoted("\(layout.temporary)/\($0).o"))}" }
        try Files.create(layout.outputFileMap, Array("{\(map.joined(separator: ",\n"))}".utf8))
    }

    private func result(_ entry: EvaluationCache.Entry, at place: PolicyPlace, notes: [String], isFromCache: Bool) -> EvaluationResult {
        let warnings = entry.warnings.map { warning in
            var shown = warning
            if let location = warning.at.location {
                shown.at = Located(SourceLocation(file: place.path(of: location.file), line: location.line, column: location.column))
            }
            return shown
        }
        return EvaluationResult(
            document: entry.document, log: entry.log, dataFiles: entry.dataFiles, diagnostics: warnings, notes: notes, place: place,
            isFromCache: isFromCache)
    }
}

/// A string of JSON.
private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\": result += "\\\(scalar)"
        case ..<" ": result += "\\u" + String(repeating: "0", count: scalar.value < 16 ? 3 : 2) + String(scalar.value, radix: 16)
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}
