import Tags
import Testing

@testable import PolicyEvaluation

/// Each way in which a policy can go wrong when it runs gives one error that says what, and what to do.
@Suite("Bad policies", .tags(.kernel), .serialized) struct BadInputTests {
    private static let policy = "import Weir\nimport Glibc\nPolicy(\"edge\")\n"

    private static func quick(seconds: Double = 20, memory: UInt64 = 1 << 30) -> Limits {
        var limits = Limits()
        limits.seconds = seconds
        limits.memory = memory
        return limits
    }

    @Test("it throws")
    func throwing() async throws {
        let error = try #require(await failure(Self.policy + "struct Oops: Error { var why = \"late\" }\nprint(\"before\")\nthrow Oops()\n"))
        guard case .threw(let words) = error.kind else {
            Issue.record("\(error.kind)")
            return
        }
        #expect(words.contains("Oops"))
        #expect(error.log.text.contains("before"))
    }

    @Test("it crashes, and the line is known where the runtime says it")
    func crashing() async throws {
        let error = try #require(await failure(Self.policy + "let list: [Int]? = CommandLine.argc > 5 ? [] : nil\nprint(list!.count)\n"))
        guard case .crashed(let words) = error.kind else {
            Issue.record("\(error.kind)")
            return
        }
        #expect(words.contains("unexpectedly found nil"))
        #expect(error.diagnostics.first?.at.location?.line == 5)
        #expect(error.diagnostics.first?.at.location?.file.hasSuffix("/edge.swift") == true)
    }

    @Test("it recurses without an end")
    func recursing() async throws {
        let error = try #require(await failure(Self.policy + "func f(_ x: Int) -> Int { f(x + 1) + 1 }\nprint(f(0))\n"))
        #expect(error.kind.id == .policyCrashed)
    }

    @Test("it never ends")
    func endless() async throws {
        let clock = ContinuousClock.now
        let error = try #require(await failure(Self.policy + "while true {}\n", limits: Self.quick(seconds: 0.5)))
        #expect(error.kind == .neverEnds(seconds: 0.5))
        #expect(ContinuousClock.now - clock < .seconds(60))
    }

    @Test("it sleeps for ever")
    func asleep() async throws {
        let error = try #require(await failure(Self.policy + "while true { sleep(1000) }\n", limits: Self.quick(seconds: 0.5)))
        #expect(error.kind == .neverEnds(seconds: 0.5))
    }

    @Test(
        "it eats memory, bit by bit or at once",
        arguments: [
            "var all: [[UInt8]] = []\nwhile true { all.append([UInt8](repeating: 1, count: 1 << 20)) }\n",
            "var all: [Int] = []\nwhile true { all.append(1) }\n",
            "let all = [UInt8](repeating: 1, count: 1 << 40)\nprint(all.count)\n",
            "print([UInt8](repeating: 1, count: 3 << 28).count)\n",
        ])
    func hungry(_ code: String) async throws {
        let error = try #require(await failure(Self.policy + code, limits: Self.quick(memory: 512 << 20)))
        #expect(error.kind == .outOfMemory(bytes: 512 << 20), "\(error)")
    }

    @Test(
        "it does what a policy may not",
        arguments: [
            ("_ = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)", "open a socket", ""),
            ("_ = open(\"/etc/passwd\", O_RDONLY)", "read the file", "/etc/passwd"),
            ("_ = open(\"/etc/../etc/shadow\", O_RDONLY)", "read the file", "/etc/../etc/shadow"),
            ("_ = open(\"/tmp/weir-escaped\", O_WRONLY | O_CREAT, 0o600)", "write the file", "/tmp/weir-escaped"),
            ("_ = creat(\"weir-escaped\", 0o600)", "write the file", "weir-escaped"),
            ("_ = unlink(\"/tmp/weir-escaped\")", "remove the file", "/tmp/weir-escaped"),
            ("_ = mkdir(\"/tmp/weir-escaped\", 0o700)", "make the folder", "/tmp/weir-escaped"),
            ("_ = rename(\"/tmp/a\", \"/tmp/b\")", "rename the file", "/tmp/a"),
            // The C library blocks all signals there, and with them the words.
            ("var pid = pid_t()\nlet status = posix_spawn(&pid, \"/bin/true\", nil, nil, [nil], nil)", "make a system call that is not allowed", ""),
            ("_ = kill(1, 9)", "send a signal to another process", ""),
            ("_ = kill(-1, 9)", "send a signal to another process", ""),
        ])
    func forbidden(_ code: String, _ action: String, _ detail: String) async throws {
        let error = try #require(await failure(Self.policy + code + "\n"))
        #expect(error.kind == .forbidden(action, detail: detail), "\(error)")
        #expect(error.kind.help != nil)
        #expect(!Files.exists("/tmp/weir-escaped"))
    }

    @Test("it forks without an end")
    func forkBomb() async throws {
        let code = "@_silgen_name(\"vfork\") func vfork() -> Int32\nwhile true { _ = vfork() }\n"
        let error = try #require(await failure(Self.policy + code))
        #expect(error.kind == .forbidden("start a process", detail: ""), "\(error)")
    }

    @Test("it starts threads without an end, and none of them outlives it")
    func threads() async throws {
        let code = "while true { var t = pthread_t(); _ = pthread_create(&t, nil, { _ in sleep(1000); return nil }, nil) }\n"
        let error = try #require(await failure(Self.policy + code, limits: Self.quick(seconds: 1)))
        #expect(error.kind == .neverEnds(seconds: 1))
    }

    @Test("it prints without an end")
    func chatty() async throws {
        let error = try #require(await failure(Self.policy + "while true { print(\"more\") }\n"))
        #expect(error.kind == .printsTooMuch(bytes: 1 << 20))
        #expect(error.log.text.utf8.count <= 1 << 20)
    }

    @Test("printing garbage does the document no harm")
    func garbagePrinted() async throws {
        let result = try await evaluate(Self.policy + "let bytes: [UInt8] = [0xff, 0, 0x1b, 0x9b, 0x0a]\nwrite(1, bytes, 5)\nwrite(2, bytes, 5)\n")
        #expect(String(decoding: result.document, as: UTF8.self) == "edge at edge.swift:3")
        #expect(result.log.lines.allSatisfy { $0.text.unicodeScalars.allSatisfy { $0.value >= 0x20 } })
    }

    @Test("it defines nothing")
    func nothing() async throws {
        let error = try #require(await failure("let x = 1\n"))
        #expect(error.kind == .noPolicy)
    }

    @Test("it defines two policies, and both are named")
    func two() async throws {
        let error = try #require(await failure(Self.policy + "Policy(\"core\")\n"))
        #expect(error.kind == .severalPolicies(["`edge` at edge.swift:3", "`core` at edge.swift:4"]))
    }

    @Test("it ends itself", arguments: [("exit(3)", "policy-exited"), ("_exit(0)", "policy-missing"), ("abort()", "policy-crashed")])
    func ending(_ code: String, _ id: String) async throws {
        let error = try #require(await failure(Self.policy + code + "\n"))
        #expect(error.kind.id.rawValue == id)
    }

    @Test(
        "it meddles with the document channel",
        arguments: [
            ("write(3, \"garbage\", 7)", EvaluationError.Kind.documentGarbage),
            ("write(3, \"weir\\u{1}\\u{1}\", 6); _exit(0)", .documentTruncated),
            ("write(3, \"we\", 2); _exit(0)", .documentTruncated),
            ("write(3, \"weir\\u{2}\\u{1}........\", 14); _exit(0)", .documentVersion(2)),
            ("close(3)", .noPolicy),
        ])
    func meddling(_ code: String, _ kind: EvaluationError.Kind) async throws {
        let error = try #require(await failure(Self.policy + code + "\n"))
        #expect(error.kind == kind)
    }

    @Test("its document is larger than may be")
    func largeDocument() async throws {
        var limits = Limits()
        limits.document = 1000
        let error = try #require(await failure("import Weir\nPolicy(\"edge\", document: String(repeating: \"x\", count: 5000))\n", limits: limits))
        #expect(error.kind == .documentTooLarge(bytes: 1000))
    }

    @Test("it sees nothing of the caller's environment, and is nobody")
    func surroundings() async throws {
        let result = try await evaluate(
            Self.policy
                + """
                var count = 0
                while let entry = environ[count] { print(String(cString: entry)); count += 1 }
                print(getuid() == 0)
                var room = [CChar](repeating: 0, count: 64)
                print(getppid() > 0, read(0, &room, 64))
                """)
        #expect(result.log.text == "WEIR_DOCUMENT=3\nfalse\ntrue 0\n")
    }
}
