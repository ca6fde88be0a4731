import Glibc
import Tags
import Testing

@testable import PolicyEvaluation

@Suite("Cache", .tags(.kernel), .serialized) struct CacheTests {
    private let text = "import Weir\nprint(\"once\")\nfunc unused() { let x = 1 }\nPolicy(\"edge\", dataFiles: [\"a.txt\"])\n"

    @Test("the same content is not evaluated again, wherever it lies; a change is")
    func hits() async throws {
        let scratch = try Scratch()
        let evaluator = try evaluator(cache: .folder(scratch.path + "/cache"))
        let here = try scratch.write("here/edge.swift", text)
        let there = try scratch.write("there/edge.swift", text)
        let first = try await evaluator.evaluate(path: here)
        let second = try await evaluator.evaluate(path: there)
        #expect(!first.isFromCache)
        #expect(second.isFromCache)
        #expect(second.document == first.document)
        #expect(second.log.text == "once\n")
        #expect(second.dataFiles == ["a.txt"])
        #expect(second.diagnostics.first?.at.location?.file == there)
        #expect(second.diagnostics.first?.message == first.diagnostics.first?.message)

        try scratch.write("here/edge.swift", text + "\n")
        #expect(try await !evaluator.evaluate(path: here).isFromCache)
        #expect(try Files.list(scratch.path + "/cache/run") == [".lock"])
    }

    @Test("a failure is not kept")
    func failures() async throws {
        let scratch = try Scratch()
        let evaluator = try evaluator(cache: .folder(scratch.path + "/cache"))
        let path = try scratch.write("edge.swift", "let x = 1\n")
        for _ in 0..<2 { await #expect(throws: EvaluationError.self) { try await evaluator.evaluate(path: path) } }
        #expect(try Files.list(scratch.path + "/cache/results").isEmpty)
    }

    @Test("an entry that is damaged, cut short or of another content is not believed")
    func damage() throws {
        let scratch = try Scratch()
        let cache = try EvaluationCache(folder: scratch.path + "/cache")
        let entry = EvaluationCache.Entry(document: [1, 2, 3], dataFiles: ["a"], log: PolicyLog("log"), warnings: [])
        cache.store(entry, for: [9, 9])
        #expect(cache.find([9, 9]) == entry)
        #expect(cache.find([9, 8]) == nil)
        let path = scratch.path + "/cache/results/" + (try #require(try Files.list(scratch.path + "/cache/results").first))
        let bytes = try Files.read(path)
        for count in bytes.indices {
            unlink(path)
            try Files.create(path, Array(bytes.prefix(count)))
            #expect(cache.find([9, 9]) == nil, "\(count) of \(bytes.count) bytes")
        }
    }

    @Test("a folder that others can write is not used, and that is said")
    func tampering() async throws {
        let scratch = try Scratch()
        let folder = scratch.path + "/cache"
        try Files.makeFolder(folder)
        chmod(folder, 0o777)
        let path = try scratch.write("edge.swift", text)
        let result = try await evaluator(cache: .folder(folder)).evaluate(path: path)
        #expect(!result.isFromCache)
        #expect(result.notes.contains { $0.contains("others may write it") })
        #expect(!Files.exists(folder + "/results"))
    }

    @Test("the oldest entries leave when there are too many")
    func bounded() throws {
        let scratch = try Scratch()
        let cache = try EvaluationCache(folder: scratch.path + "/cache")
        for index in 0..<(EvaluationCache.most + 20) {
            cache.store(.init(document: [1], dataFiles: [], log: PolicyLog(""), warnings: []), for: [UInt8(index & 0xff), UInt8(index >> 8)])
        }
        #expect(try Files.list(scratch.path + "/cache/results").count == EvaluationCache.most)
    }

    @Test("what a killed evaluation left behind is removed by the next, a living one's folder is not")
    func sweeping() throws {
        let scratch = try Scratch()
        let cache = try EvaluationCache(folder: scratch.path + "/cache")
        try scratch.write("cache/run/weir-run-dead/sources/x.swift", "")
        let first = try PrivateFolder(in: cache.folder + "/run", isShared: false)
        #expect(!Files.exists(cache.folder + "/run/weir-run-dead"))
        let second = try PrivateFolder(in: cache.folder + "/run", isShared: false)
        #expect(Files.exists(first.path))
        #expect(Files.exists(second.path))
    }

    @Test("in a folder of all users, what a killed evaluation left behind is removed an hour later")
    func sweepingSharedFolders() throws {
        let scratch = try Scratch()
        for name in ["weir-run-old", "weir-run-young", "old"] { try scratch.write(name + "/x.swift", "") }
        for name in ["weir-run-old", "old"] { #expect(utimes(scratch.path + "/" + name, [timeval(), timeval()]) == 0) }
        let folder = try PrivateFolder(in: scratch.path, isShared: true)
        #expect(try Files.list(scratch.path) == ["old", "weir-run-young", Files.name(of: folder.path)].sorted())
    }
}
