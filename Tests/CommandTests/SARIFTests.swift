import Foundation
import Testing

/// What `weir check --format sarif` writes, judged by models that were generated from the schema of SARIF 2.1.0 itself.
struct SARIFTests {
    private static let examples = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Examples").standardizedFileURL.path

    /// The folder of pydantic-sarif, which pip installs once; or why there is none.
    private static let judge: Result<String, Absence> = {
        let cache = ProcessInfo.processInfo.environment["XDG_CACHE_HOME"] ?? NSHomeDirectory() + "/.cache"
        let folder = "\(cache)/weir-tests/pydantic-sarif-0.1.1"
        let made = shell(
            """
            [ -e '\(folder)/pydantic_sarif' ] && exit 0
            rm -rf '\(folder).part'
            timeout 120 python3 -m pip install --quiet --disable-pip-version-check --target '\(folder).part' pydantic-sarif==0.1.1 && mv '\(folder).part' '\(folder)'
            """)
        return made.status == 0 ? .success(folder) : .failure(Absence(why: made.output))
    }()

    private struct Absence: Error { var why: String }

    @Test(arguments: ["switchdev", "server", "guest", "switch"])
    func whatIsWrittenIsValid(_ profile: String) throws {
        let folder: String
        switch Self.judge {
        case .success(let found): folder = found
        case .failure(let absence):
            withKnownIssue("skipped: SARIF against its schema, for pip could not install pydantic-sarif") { Issue.record("\(absence.why)") }
            return
        }
        let result = Self.shell(
            """
            '\(Laboratory.weir)' check '\(Self.examples)/edge-router' --nic eth0='\(Self.examples)/nics/\(profile).json' --format sarif >"$0.sarif" 2>/dev/null
            [ $? -le 1 ] || exit 3
            PYTHONPATH='\(folder)' python3 - "$0.sarif" <<'PYTHON'
            import json, sys
            from pydantic_sarif import model
            log = json.load(open(sys.argv[1]))
            kind = next(kind for name, kind in vars(model).items() if "runs" in getattr(kind, "model_fields", {}) and "version" in kind.model_fields)
            kind.model_validate(log)
            log["runs"][0]["results"] = [{"mesage": {"text": "x"}}]
            try:
                kind.model_validate(log)
                sys.exit("a result without a message is taken: nothing is judged")
            except ValueError:
                pass
            PYTHON
            """)
        #expect(result.status == 0, "\(result.output)")
    }

    private static func shell(_ script: String) -> (status: Int32, output: String) {
        let base = NSTemporaryDirectory() + "/weir-\(UUID().uuidString)"
        defer { for suffix in ["", ".sarif"] { unlink(base + suffix) } }
        _ = FileManager.default.createFile(atPath: base, contents: nil)
        guard let handle = FileHandle(forWritingAtPath: base) else { return (1, "no file for the output") }
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", script, base]
        process.standardOutput = handle
        process.standardError = handle
        process.standardInput = FileHandle.nullDevice
        do { try process.run() } catch { return (1, "\(error)") }
        process.waitUntilExit()
        return (process.terminationStatus, (try? String(contentsOfFile: base, encoding: .utf8)) ?? "")
    }
}
