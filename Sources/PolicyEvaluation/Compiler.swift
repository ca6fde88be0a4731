internal import Glibc
internal import Threads

/// From a policy's source to its program. Compiler and linker process untrusted text, so both run confined: they read the toolchain, the
/// library and these sources, and write into a folder that is removed afterwards. Their output is returned as bytes.
struct Compiler {
    var toolchain: Toolchain
    var limits: Limits
    var allowUnconfined: Bool

    /// Bytes of the folder that the tools may write.
    private static let workBytes: UInt64 = 2 << 30
    /// Bytes of the objects, and of the program.
    private static let largestOutput = 512 << 20

    struct Product {
        var program: [UInt8]
        /// The output of the compiler.
        var log: [UInt8]
        var confinement: Confinement
    }

    func build(_ source: PolicySource, against library: PolicyLibrary.Layout, in layout: PrivateLayout) throws(EvaluationError) -> Product {
        let batches = try compile(source, against: library, in: layout)
        var objects: [[UInt8]] = []
        for batch in batches { objects += try Self.outputs(batch.outcome.document, count: batch.files.count, of: source) }
        var paths: [String] = []
        for (index, object) in objects.enumerated() {
            do throws(ObjectFile.Refusal) {
                try ObjectFile.check(object)
            } catch { throw EvaluationError(.refusedObject(error.description), policy: source.path, at: source.location(of: error.name)) }
            let path = "\(layout.objects)/\(index).o"
            do throws(SystemFailure) {
                try Files.create(path, mode: 0o644, object)
            } catch { throw EvaluationError(.noPrivateFolder(reason: error.description), policy: source.path) }
            paths.append(path)
        }
        let linked = try link(paths + library.objects, of: source, reads: library.reads + [layout.objects], in: layout)
        let programs = try Self.outputs(linked.document, count: 1, of: source)
        return Product(program: programs.first ?? [], log: batches.flatMap(\.outcome.log), confinement: linked.confinement)
    }

    private struct Batch {
        var files: Range<Int>
        var outcome: ChildProcess.Outcome
    }

    /// As many compilers at once as there are processors, each for a part of the files.
    private func compile(
        _ source: PolicySource, against library: PolicyLibrary.Layout, in layout: PrivateLayout
    ) throws(EvaluationError) -> [Batch] {
        let count = source.files.count
        let processors = max(1, min(count, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        let parts = (0..<processors).map { (count * $0 / processors)..<(count * ($0 + 1) / processors) }
        let results = parts.concurrentMap(piece: 1) { files in
            Result { () throws(EvaluationError) in try compile(files, of: source, against: library, in: layout) }
        }
        var batches: [Batch] = []
        var failures: [ChildProcess.Outcome] = []
        for (files, result) in zip(parts, results) {
            let outcome = try result.get()
            if outcome.end == .exited(0) { batches.append(Batch(files: files, outcome: outcome)) } else { failures.append(outcome) }
        }
        if !failures.isEmpty { throw failure(failures, of: source) }
        return batches
    }

    private func compile(
        _ files: Range<Int>, of source: PolicySource, against library: PolicyLibrary.Layout, in layout: PrivateLayout
    ) throws(EvaluationError) -> ChildProcess.Outcome {
        var arguments = [toolchain.compiler] + toolchain.compilerFlags + ["-I", library.modules]
        let outputs = files.map { "\(layout.work)/\($0).o" }
        for (index, file) in source.files.enumerated() {
            // A name must be neither an option nor a file of options.
            let name = file.name.hasPrefix("-") || file.name.hasPrefix("@") ? "./" + file.name : file.name
            arguments += files.contains(index) ? ["-primary-file", name] : [name]
        }
        arguments += outputs.flatMap { ["-o", $0] }
        let reads = library.reads + [layout.sources]

        // The modules of the C library are compiled once, from trusted input, and then only read. A policy that imports others compiles
        // them itself.
        if let shared = layout.sharedModules {
            let outcome = try run(
                toolchain.compiler, arguments + ["-module-cache-path", shared], from: layout.sources, in: layout, reads: reads + [shared],
                outputs: outputs, of: source)
            if outcome.end == .exited(0) || !Self.lacksModules(outcome.log, shared) { return outcome }
        }
        return try run(
            toolchain.compiler, arguments + ["-module-cache-path", layout.work + "/modules"], from: layout.sources, in: layout,
            reads: reads, outputs: outputs,
            of: source)
    }

    private static func lacksModules(_ log: [UInt8], _ shared: String) -> Bool {
        String(decoding: log, as: UTF8.self).contains("error: unable to open output file '\(shared)/")
    }

    private func failure(_ outcomes: [ChildProcess.Outcome], of source: PolicySource) -> EvaluationError {
        let log = outcomes.flatMap(\.log)
        func with(_ kind: EvaluationError.Kind) -> EvaluationError {
            EvaluationError(kind, policy: source.path, compilerOutput: log, at: source.place)
        }
        if String(decoding: log, as: UTF8.self).contains(": error: module compiled with Swift ") { return with(.otherCompiler) }
        for outcome in outcomes {
            switch outcome.end {
            case .exited: break
            case .timedOut: return EvaluationError(.compilesForever(seconds: limits.compilerSeconds), policy: source.path)
            case .documentLimit: return EvaluationError(.programTooLarge(bytes: Self.largestOutput), policy: source.path)
            case .killed, .logLimit: return with(.compilerCrashed)
            }
        }
        return with(.doesNotCompile)
    }

    private func link(
        _ objects: [String], of source: PolicySource, reads: [String], in layout: PrivateLayout
    ) throws(EvaluationError) -> ChildProcess.Outcome {
        let program = layout.work + "/program"
        let outcome = try run(
            toolchain.linker, try toolchain.linkerArguments(objects, to: program), from: layout.work, in: layout, reads: reads,
            outputs: [program], of: source)
        switch outcome.end {
        case .exited(0): return outcome
        case .exited, .killed, .logLimit:
            throw EvaluationError(.doesNotLink, policy: source.path, compilerOutput: outcome.log, at: source.place)
        case .timedOut: throw EvaluationError(.compilesForever(seconds: limits.compilerSeconds), policy: source.path)
        case .documentLimit: throw EvaluationError(.programTooLarge(bytes: Self.largestOutput), policy: source.path)
        }
    }

    private func run(
        _ path: String, _ arguments: [String], from folder: String, in layout: PrivateLayout, reads: [String], outputs: [String],
        of source: PolicySource
    ) throws(EvaluationError) -> ChildProcess.Outcome {
        do throws(ChildProcess.NotStarted) {
            return try ChildProcess(
                program: .tool(path: path, reads: toolchain.reads + reads, work: layout.work, workBytes: Self.workBytes, outputs: outputs),
                arguments: arguments,
                environment: [
                    "PATH=\(toolchain.folder)/bin:/usr/bin", "HOME=" + layout.work, "TMPDIR=" + layout.work, "LC_ALL=C.UTF-8",
                    // Without /proc the loader can't find the program's place.
                    "LD_ORIGIN_PATH=\(toolchain.folder)/bin", "SWIFT_BACKTRACE=enable=no", "LLVM_DISABLE_SYMBOLIZATION=1",
                ],
                folder: folder,
                limits: .init(
                    seconds: limits.compilerSeconds, memory: limits.compilerMemory, log: limits.compilerLog, document: Self.largestOutput),
                allowUnconfined: allowUnconfined
            ).run()
        } catch {
            throw EvaluationError(error, program: path, policy: source.path)
        }
    }

    /// The tool's files, each after its length: see `weir_run_request`.
    private static func outputs(_ bytes: [UInt8], count: Int, of source: PolicySource) throws(EvaluationError) -> [[UInt8]] {
        var rest = bytes[...]
        var found: [[UInt8]] = []
        while rest.count >= 8 {
            let length = rest.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            rest = rest.dropFirst(8)
            guard length <= UInt64(rest.count) else { break }
            found.append(Array(rest.prefix(Int(length))))
            rest = rest.dropFirst(Int(length))
        }
        guard found.count == count, rest.isEmpty else { throw EvaluationError(.compilerCrashed, policy: source.path) }
        return found
    }
}
