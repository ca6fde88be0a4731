internal import Glibc
import WeirModel

/// Turns a policy's file, or folder of files, into its document: compiles it against the module `Weir`, and runs it.
///
/// Both are confined, since a policy may be untrusted: see `Confinement`, and Sources/SECURITY.md for the guarantees. The policy's process
/// has no files, no network, no environment, no other programs, and a limit on time, memory and output.
package struct PolicyEvaluator: Sendable {
    package enum Cache: Sendable, Hashable {
        /// Root's in /var/cache/weir, else in XDG_CACHE_HOME.
        case usual
        case folder(String)
        case none
    }

    package var limits: Limits
    package var cache: Cache
    /// The module to compile against; nil for the one beside this program.
    package var library: PolicyLibrary?
    /// Continues if confinement is impossible. For trusted policies only.
    package var allowUnconfined: Bool

    package init(limits: Limits = Limits(), cache: Cache = .usual, library: PolicyLibrary? = nil, allowUnconfined: Bool = false) {
        (self.limits, self.cache, self.library, self.allowUnconfined) = (limits, cache, library, allowUnconfined)
    }

    /// Evaluates the policy at that path on a background thread, since it waits for a compiler.
    package func evaluate(path: String) async throws(EvaluationError) -> EvaluationResult {
        try await onThread { () throws(EvaluationError) in try self.evaluateNow(path: path) }
    }

    /// The same, blocking.
    package func evaluateNow(path: String) throws(EvaluationError) -> EvaluationResult {
        do throws(EvaluationError) {
            return try evaluate(PolicySource(path: path))
        } catch {
            throw error.about(path)
        }
    }

    private func evaluate(_ source: PolicySource) throws(EvaluationError) -> EvaluationResult {
        let library = if let library { library } else { try PolicyLibrary.find() }
        let toolchain = try Toolchain.find()
        var notes: [String] = []
        let cache = openCache(&notes)
        let inputs = try inputs(of: source, library, toolchain)
        if let cache, let entry = cache.find(inputs) {
            return result(entry, at: source.place, notes: notes, isFromCache: true)
        }

        let folder: PrivateFolder
        do throws(SystemFailure) {
            if let cache {
                folder = try PrivateFolder(in: cache.folder + "/run", isShared: false)
            } else {
                folder = try PrivateFolder(in: Self.temporaryFolder, isShared: true)
            }
        } catch { throw EvaluationError(.noPrivateFolder(reason: error.description), policy: source.path) }
        let modules = cache.flatMap { SharedModules(in: $0, for: toolchain, library)?.folder }
        let layout = PrivateLayout(folder.path, sharedModules: modules)
        let laid: PolicyLibrary.Layout
        // Without namespaces, root's tools run as another user, who has to reach everything that they read.
        let isOpenedToNobody = geteuid() == 0 && !Confinement.probe().hasNamespaces
        do throws(SystemFailure) {
            try layout.make(source)
            laid = try library.lay(into: layout.modules, copying: isOpenedToNobody)
            if isOpenedToNobody { try folder.openToNobody(layout) }
        } catch { throw EvaluationError(.noPrivateFolder(reason: error.description), policy: source.path) }

        let product = try Compiler(toolchain: toolchain, limits: limits, allowUnconfined: allowUnconfined).build(
            source, against: laid, in: layout)
        if product.confinement.level == .none { notes.append("the policy was compiled and run unconfined") }
        let warnings = CompilerOutput(product.log, at: PolicyPlace(folder: ""))
        let run = try PolicyRun(source: source, program: product.program, limits: limits, allowUnconfined: allowUnconfined)
        let entry = EvaluationCache.Entry(
            document: run.document, dataFiles: run.dataFiles, log: run.log, warnings: warnings.diagnostics)
        cache?.store(entry, for: inputs)
        return result(entry, at: source.place, notes: notes, isFromCache: false)
    }

    /// Walls know paths from the root alone.
    private static var temporaryFolder: String {
        environmentVariable("TMPDIR").flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
    }

    private func openCache(_ notes: inout [String]) -> EvaluationCache? {
        do throws(EvaluationCache.Refusal) {
            switch cache {
            case .none: return nil
            case .usual: return try .usual()
            case .folder(let path): return try EvaluationCache(folder: path)
            }
        } catch {
            notes.append("the policy is compiled each time: \(error)")
            return nil
        }
    }

    /// All inputs of the result. Data files are not read by the policy, so they aren't among them.
    private func inputs(of source: PolicySource, _ library: PolicyLibrary, _ toolchain: Toolchain) throws(EvaluationError) -> [UInt8] {
        var bytes: [UInt8] = []
        do throws(SystemFailure) {
            bytes.append(texts: [toolchain.identity, try library.identity] + toolchain.compilerFlags)
        } catch { throw EvaluationError(.noLibrary(searched: [library.moduleFolder]), policy: source.path) }
        for file in source.files {
            bytes.append(field: Array(file.name.utf8))
            bytes.append(field: file.bytes)
        }
        return bytes
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
