import Commands
import Glibc

@testable import PolicyEvaluation

/// A module `Weir` of a few lines, with the real `DocumentChannel`: evaluation is tested apart from the policy language.
enum StubLibrary {
    /// Compiled once, and left in the folder for temporary files.
    static let shared: Result<PolicyLibrary, SystemFailure> = Result { () throws(SystemFailure) in try build() }

    private static let source = """
        public struct Policy {
            nonisolated(unsafe) static var places: [String] = []
            @discardableResult
            public init(_ name: String, file: String = #filePath, line: Int = #line, document: String? = nil, dataFiles: [String] = []) {
                Policy.places.append("`\\(name)` at \\(file):\\(line)")
                DocumentWriter.document = Array((document ?? "\\(name) at \\(file):\\(line)").utf8)
                DocumentWriter.dataFiles = dataFiles
                if Policy.places.count == 1 { atexit { DocumentWriter.finish() } }
            }
        }
        enum DocumentWriter {
            nonisolated(unsafe) static var document: [UInt8] = []
            nonisolated(unsafe) static var dataFiles: [String] = []
            static func finish() {
                if Policy.places.count > 1 {
                    for place in Policy.places { DocumentChannel.emit(surplusPolicy: place) }
                } else {
                    DocumentChannel.emit(document: document, dataFiles: dataFiles)
                }
            }
        }
        """

    private static func build() throws(SystemFailure) -> PolicyLibrary {
        let folder = "/tmp/weir-stub-\(getpid())"
        try Files.makeFolder(folder)
        let sources = (Files.folder(of: #filePath) ?? "") + "/../../Sources"
        let (channel, start) = (sources + "/Weir/DocumentChannel.swift", sources + "/CPolicyStart")
        try Files.create(folder + "/Policy.swift", Array(("internal import Glibc\n" + source).utf8))
        try Files.create(folder + "/Nothing.swift", Array("public struct Nothing {}".utf8))
        let others = PolicyLibrary.modules.filter { $0 != "Weir" }
        for module in others { try run("swiftc -emit-module -c -parse-as-library -module-name \(module) Nothing.swift -o \(module).o", in: folder) }
        try run("swiftc -emit-module -c -wmo -parse-as-library -module-name Weir Policy.swift \(channel) -o Weir.o", in: folder)
        try run("clang -c \(start)/start.c -I \(start)/include -o start.o", in: folder)
        return PolicyLibrary(moduleFolder: folder, objects: (others + ["Weir", "start"]).map { "\(folder)/\($0).o" })
    }

    private static func run(_ command: String, in folder: String) throws(SystemFailure) {
        guard (try? Command(script: command, folder: folder).run())?.status == 0 else { throw SystemFailure(code: ENOEXEC) }
    }
}

/// A folder for one test.
struct Scratch: ~Copyable {
    let path: String

    init() throws {
        var template = Array("/tmp/weir-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemFailure() }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { Files.removeTree(path) }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        let file = path + "/" + name
        try Files.makeFolder(Files.folder(of: file) ?? path)
        unlink(file)
        try Files.create(file, Array(text.utf8))
        return file
    }
}

/// Evaluates a policy of one file, without a cache of results.
func evaluate(_ text: String, limits: Limits = Limits()) async throws -> EvaluationResult {
    let scratch = try Scratch()
    let path = try scratch.write("edge.swift", text)
    return try await evaluator(limits: limits).evaluate(path: path)
}

func evaluator(limits: Limits = Limits(), cache: PolicyEvaluator.Cache = .none) throws -> PolicyEvaluator {
    PolicyEvaluator(limits: limits, cache: cache, library: try StubLibrary.shared.get())
}

func failure(_ text: String, limits: Limits = Limits()) async -> EvaluationError? {
    do {
        _ = try await evaluate(text, limits: limits)
        return nil
    } catch { return error as? EvaluationError }
}
