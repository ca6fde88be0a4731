import Commands
import Glibc
import Tags
import Testing
import WeirModel

@testable import PolicyEvaluation

@Suite("Evaluation", .tags(.kernel), .serialized) struct EvaluationTests {
    @Test("one file gives its document, and what it prints goes to the log")
    func oneFile() async throws {
        let result = try await evaluate(
            """
            import Weir
            for i in 1...2 { print("hello \\(i)") }
            Policy("edge", dataFiles: ["blocklist.txt"])
            print("\\u{1b}[2Jafter")
            """)
        #expect(String(decoding: result.document, as: UTF8.self) == "edge at edge.swift:3")
        #expect(result.log.lines == ["policy: hello 1", "policy: hello 2", "policy: \\u{1b}[2Jafter"])
        #expect(result.dataFiles == ["blocklist.txt"])
        #expect(!result.isFromCache)
    }

    @Test("a policy may use Swift's concurrency")
    func concurrency() async throws {
        let result = try await evaluate(
            """
            import Weir
            func sum() async -> Int {
                await withTaskGroup(of: Int.self) { group in
                    for number in 0..<100 { group.addTask { number } }
                    return await group.reduce(0, +)
                }
            }
            print(await sum())
            try await Task.sleep(for: .milliseconds(5))
            Policy("edge")
            """)
        #expect(result.log.text == "4950\n")
        #expect(String(decoding: result.document, as: UTF8.self) == "edge at edge.swift:10")
    }

    @Test("a folder has its policy in main.swift, and declarations in the others, at any depth")
    func folder() async throws {
        let scratch = try Scratch()
        try scratch.write("policy/main.swift", "import Weir\nPolicy(name + suffix)\n")
        try scratch.write("policy/names.swift", "let name = \"edge\"\n")
        try scratch.write("policy/deep/er/more.swift", "let suffix = \"-1\"\n")
        try scratch.write("policy/list.txt", "not Swift")
        let result = try await evaluator().evaluate(path: scratch.path + "/policy")
        #expect(String(decoding: result.document, as: UTF8.self) == "edge-1 at main.swift:2")
        #expect(result.place.path(of: "main.swift") == scratch.path + "/policy/main.swift")
    }

    @Test("a folder of several files without main.swift, or of none, is an error")
    func folderWithoutMain() async throws {
        let scratch = try Scratch()
        await #expect(throws: EvaluationError.self) { try await evaluator().evaluate(path: scratch.path) }
        try scratch.write("a.swift", "")
        try scratch.write("b.swift", "")
        let error = await #expect(throws: EvaluationError.self) { try await evaluator().evaluate(path: scratch.path) }
        #expect(error?.kind == .noMain)
        #expect(error?.description.contains("main.swift") == true)
    }

    @Test("a file that is absent is named with the system's words")
    func absent() async throws {
        let error = await #expect(throws: EvaluationError.self) { try await evaluator().evaluate(path: "/nonexistent/edge.swift") }
        #expect(error?.description == "/nonexistent/edge.swift: error: can't read the policy: no such file or directory [policy-unreadable]")
    }

    @Test("compiler errors stand at the author's own path and line")
    func compilerErrors() async throws {
        let scratch = try Scratch()
        try scratch.write("main.swift", "import Weir\nPolicy(name)\n")
        try scratch.write("parts/names.swift", "\nlet name: Int = \"edge\"\n")
        let error = await #expect(throws: EvaluationError.self) { try await evaluator().evaluate(path: scratch.path) }
        #expect(error?.kind == .doesNotCompile)
        let places = error?.diagnostics.compactMap { $0.at.location?.description } ?? []
        #expect(places.contains("\(scratch.path)/parts/names.swift:2:17"))
        #expect(places.contains("\(scratch.path)/main.swift:2:8"))
        #expect(error?.description.contains("\(scratch.path)/parts/names.swift:2:17: error: cannot convert") == true)
    }

    @Test("warnings come along with the document")
    func warnings() async throws {
        let scratch = try Scratch()
        let path = try scratch.write("edge.swift", "import Weir\nfunc unused() { let x = 1 }\nPolicy(\"edge\")\n")
        let result = try await evaluator(cache: .folder(scratch.path + "/cache")).evaluate(path: path)
        #expect(result.diagnostics.map(\.severity) == [.warning])
        #expect(result.diagnostics.first?.at.location?.description.hasPrefix(path + ":2:") == true)
    }

    @Test("the module that this build made is found beside the program")
    func realLibrary() throws {
        let library = try PolicyLibrary.find()
        #expect(!library.objects.isEmpty)
        for object in library.objects { #expect(Files.exists(object), "\(object)") }
    }

    @Test("beside an installed program the module is in ../lib/weir")
    func installedLibrary() async throws {
        let scratch = try Scratch()
        let stub = try StubLibrary.shared.get()
        let program = try scratch.write("bin/weir", "")
        try Files.makeFolder(scratch.path + "/lib/weir")
        let missing = #expect(throws: EvaluationError.self) { try PolicyLibrary.find(besideExecutable: program) }
        #expect(missing?.description.contains("\(scratch.path)/lib/weir") == true)
        for module in PolicyLibrary.modules {
            let name = "/\(module).swiftmodule"
            try Files.create(scratch.path + "/lib/weir" + name, try Files.read(stub.moduleFolder + name))
        }
        try #require(Command(["ld", "-r", "-o", scratch.path + "/lib/weir/Weir.o"] + stub.objects).run().status == 0)
        let evaluator = PolicyEvaluator(cache: .none, library: try .find(besideExecutable: program))
        let result = try await evaluator.evaluate(path: try scratch.write("edge.swift", "import Weir\nPolicy(\"edge\")\n"))
        #expect(try Files.list(scratch.path + "/lib/weir") == ["Documents.swiftmodule", "Weir.o", "Weir.swiftmodule", "WeirModel.swiftmodule"])
        #expect(String(decoding: result.document, as: UTF8.self) == "edge at edge.swift:2")
    }

    @Test("a module of another compiler is told apart from a policy that does not compile")
    func otherCompiler() {
        let text = "main.swift:1:8: error: module compiled with Swift 6.3 cannot be imported by the Swift 6.2 compiler: /x/Weir.swiftmodule\n"
        let error = EvaluationError(.otherCompiler, policy: "a.swift", compilerOutput: Array(text.utf8), at: PolicyPlace(folder: ""))
        #expect(error.description.hasPrefix("a.swift: error: the module `Weir` was built with another version"))
        #expect(error.description.contains("cannot be imported"))
    }
}
